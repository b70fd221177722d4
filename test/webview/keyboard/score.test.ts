import { describe, expect, it } from "vitest";
import { focusOf } from "../support/focus";
import { expectOrder, useTour } from "../support/tour";

const TEXT = `{
  "schedules": {
    "first": {
      "length": { "epochs": 90, "stepsPerEpoch": 156 },
      "learningRate": [
        { "kind": "linear", "from": 0, "to": 3.2, "for": "5 epochs" },
        { "kind": "cosine", "to": 0 }
      ],
      "momentum": 0.9
    },
    "second": { "length": { "steps": 14040 }, "learningRate": 0.1 }
  }
}
`;

const tour = useTour(TEXT);

/** From any handle of a track to another, further on. */
async function toHandle(id: string): Promise<void> {
  const focused = tour().page.locator(".handle:focus");
  const seen: (string | null)[] = [];
  for (let at = await focused.getAttribute("data-handle"); at !== id;) {
    if (seen.includes(at)) throw new Error(`no way to ${id}: ${seen.join()}`);
    seen.push(at);
    await tour().press("PageDown");
    at = await focused.getAttribute("data-handle");
  }
}

const open = (name: string): Promise<void> => tour().openSection(name);

// One person's way through the panel: each step goes on where the one before has ended.
describe("the curves are used by keyboard alone", () => {
  it("another schedule is picked, and one laid beside it", async () => {
    const { host, page } = tour();
    const picked = () => host.of("select").at(-1)?.schedule;
    await tour().pressAt(/^Schedule$/, "ArrowDown");
    await expect.poll(picked).toBe("file#2#edited");
    await tour().press("ArrowUp");
    await expect.poll(picked).toBe("file#1#edited");
    await open("Compare");
    await tour().pressAt(/^second/, " ");
    await page.locator(".legend li").nth(1).waitFor();
    await tour().press(" ");
    await page.locator(".legend li").nth(1).waitFor({ state: "detached" });
    await tour().isAt(/^second/);
  });

  it("the time axis gets another unit, is zoomed and moved", async () => {
    const { host } = tour();
    await tour().pressAt(/^Time axis$/, "e");
    await expect.poll(() => host.view.unit).toBe("epochs");
    await tour().pressAt(/^Zoom in$/, "Enter");
    await expect.poll(() => host.view.range?.last).toBeLessThan(14_000);
    await tour().tabTo(/^Later$/, "Shift+Tab");
    await tour().press("Enter");
    await expect.poll(() => host.view.range?.first).toBeGreaterThan(0);
    await tour().pressAt(/^Show the whole run$/, "Enter");
    await expect.poll(() => host.view.range).toBeNull();
    // what is pressed has nothing more to do: its neighbour has the keyboard
    await tour().isAt(/^Zoom in$/);
  });

  it("the tabs are changed, a scale becomes logarithmic", async () => {
    const { page } = tour();
    await open("Values");
    await page.getByRole("table", { name: "Values of first" }).waitFor();
    await tour().isAt(/^Values$/);
    await tour().press("ArrowLeft");
    await tour().isAt(/^Compare$/);
    const log = page.locator('vscode-button[aria-label="log scale of Momentum"]');
    await tour().pressAt(/^log scale of Momentum$/, " ");
    await expect.poll(() => log.getAttribute("aria-pressed")).toBe("true");
    await tour().press(" ");
    await expect.poll(() => log.getAttribute("aria-pressed")).toBe("false");
  });

  it("the crosshair is moved, zooms, and leads to the source", async () => {
    const { host, page } = tour();
    await tour().pressAt(/^Position on the time axis$/, "Home", "ArrowRight", "ArrowRight");
    await page.locator(".place", { hasText: /^step \d+ · epoch/ }).waitFor();
    await tour().press("+");
    await expect.poll(() => host.view.range).not.toBeNull();
    await tour().press("0", "Enter");
    await expect
      .poll(() => host.of("reveal").at(-1))
      .toMatchObject({ track: "learningRate", phase: 0, focus: true });
    await tour().isAt(/^Position on the time axis$/);
  });

  it("a handle is moved, restored, and given an exact value", async () => {
    const { host, page } = tour();
    await tour().tabTo(/^Learning rate: /);
    await toHandle("learningRate/0/end");
    const { name } = (await focusOf(page)) ?? { name: "" };
    const same = new RegExp(`^${name}$`);
    await tour().press("ArrowRight");
    await expect.poll(() => host.text).toBe(TEXT.replace("5 epochs", "6 epochs"));
    await tour().press("Escape");
    await expect.poll(() => host.text).toBe(TEXT);
    await tour().press("Enter");
    await tour().isAt(/^Value/);
    await tour().press("ControlOrMeta+a");
    await page.keyboard.type("2.75");
    await tour().press("Enter");
    await expect.poll(() => host.text).toBe(TEXT.replace("3.2", "2.75"));
    await tour().isAt(same);
    await tour().press("Enter");
    await tour().isAt(/^Value/);
    await tour().press("Escape");
    await tour().isAt(same);
  });

  it("a phase is added and another taken away, and the keyboard stays near", async () => {
    const { host, page } = tour();
    const changes = host.undo.length;
    await tour().tabTo(/^Change a phase of Learning rate$/);
    await tour().press("Enter");
    await page.getByRole("menu").waitFor();
    await tour().press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    await tour().isAt(/^Change a phase of Learning rate$/);
    await tour().pressAt(/^Position on the time axis$/, "End");
    await tour().pressAt(/^Change a phase of Learning rate$/, "Enter", "a", "Enter", "h", "Enter");
    await expect.poll(() => host.text).toContain('"hold"');
    await tour().isAt(/^Change a phase of Learning rate$/);
    await tour().tabTo(/^Learning rate: /);
    await toHandle("learningRate/1/end");
    await tour().press("Shift+F10", "d", "Enter");
    await expect.poll(() => host.text).not.toContain('"cosine"');
    expect(host.undo.length).toBe(changes + 2);
    await tour().isAt(/^Learning rate: /);
  });

  it("curves that follow from the tracks are drawn", async () => {
    const { page } = tour();
    await open("Facts");
    await tour().pressAt(/^More curves$/, "Enter");
    await tour().tabTo(/share|shrinkage|1 − β/i);
    await tour().press(" ");
    const shrinkage = page.locator('.plot[data-track^=":"]:not([data-track=":loss"])');
    await shrinkage.waitFor();
    await tour().press(" ");
    await shrinkage.waitFor({ state: "detached" });
  });

  it("the curves are exported", async () => {
    const { host, page } = tour();
    await open("Values");
    await tour().pressAt(/^Export$/, "Enter");
    await page.getByRole("button", { name: "SVG…" }).first().waitFor();
    await tour().pressAt(/^SVG…$/, "Enter");
    await page.getByText("Saved as score.svg.").waitFor();
    await tour().isAt(/^SVG…$/);
    expect(host.of("score.export").at(-1)?.kind).toBe("svg");
  });

  it("a problem leads to its place", async () => {
    const { host } = tour();
    await open("Check");
    await tour().pressAt(/^(Hint|Warning|Information)/, "Enter");
    await expect.poll(() => host.of("reveal.problem").at(-1)?.problem).toBe(0);
  });

  it("what is opened is passed in the order in which one reads it, and nothing holds the keyboard", async () => {
    const { page } = tour();
    await open("Compare");
    await tour().pressAt(/^second/, " ");
    await page.locator(".legend li").nth(1).waitFor();
    const stops = await tour().walk(/^Schedule$/);
    expectOrder(stops);
    const names = stops.map(({ name }) => name);
    for (const name of ["Schedule", "second", "Time axis", "Position on the time axis", "Run"]) {
      expect(names).toContain(name);
    }
    expect(names.filter((name) => name.startsWith("Learning rate: ")).length).toBeGreaterThan(1);
  });
});
