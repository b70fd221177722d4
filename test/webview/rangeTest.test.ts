import { describe, expect, it } from "vitest";
import { analyze } from "../../src/core/analyze";
import { parseJson } from "../../src/core/parse/json";
import { violations } from "./support/axe";
import { EditingHost } from "./support/editingHost";
import { openSection, panel, until, watchComplaints } from "./support/session";
import { SOME_THEMES } from "./support/theme";

watchComplaints();

const text = (learningRate: unknown): string =>
  JSON.stringify({ length: { steps: 1000 }, optimizer: { name: "sgd" }, learningRate }, null, 2);

const WARMUP = [
  { kind: "linear", from: 0, to: 0.5, for: 100 },
  { kind: "cosine", to: 0 },
];
const read = (content: string) => analyze(parseJson(content));

/** The panel over a real definition; the probe's first values are planned by the sample's host. */
async function editing(learningRate: unknown, options: Parameters<typeof panel>[0] = {}) {
  let host: EditingHost | undefined;
  const opened = await panel({
    ...options,
    host: (post) => (host = new EditingHost(post, text(learningRate), read)),
  });
  if (!host) throw new Error("no host was made");
  host.world.schedules = [
    {
      id: host.id,
      name: "edited",
      length: 1000,
      tracks: [{ name: "learningRate", phases: [], at: () => 0.5 }],
    },
  ];
  host.world.shown = [host.id];
  return { ...opened, host };
}

async function tested(page: Awaited<ReturnType<typeof panel>>["page"]): Promise<void> {
  await page.getByRole("button", { name: "Range Test" }).click();
  await page.getByText(/, its rate raised from /).waitFor();
}

const useButtons = (page: Awaited<ReturnType<typeof panel>>["page"]) =>
  page.locator(".suggestions vscode-button");

/** The rate that a button offers. */
const offered = async (button: ReturnType<typeof useButtons>): Promise<number> =>
  Number(/^Use (.*) as Peak$/.exec((await button.textContent()) ?? "")?.[1]);

const peakOf = (content: string): number => {
  const curve = read(content).schedules[0]?.schedule?.tracks.get("learningRate")?.curve;
  return curve?.extremes(0, 999).max ?? NaN;
};

describe("the range test", () => {
  it("raises the rate until the loss blows up, and suggests rates by three methods", async () => {
    const { page, host } = await editing(WARMUP);
    await openSection(page, "Probe");
    await page.getByRole("combobox", { name: "Task" }).selectOption("Canyon");
    await tested(page);
    const [ask] = host.of("probe.start");
    expect(ask).toMatchObject({ schedules: [host.id], options: { task: "quadratic" } });
    const status = await page.getByText(/, its rate raised from /).innerText();
    // The canyon's speed limit is 2: it blows up at some rate above it, and well below the last, 10.
    const blown = Number(/blew up at ([\d.]+)\.$/.exec(status)?.[1]);
    expect(blown).toBeGreaterThan(2);
    expect(blown).toBeLessThan(10);
    const [recommended, ...others] = await page.locator(".suggestions li > span").allInnerTexts();
    expect(recommended).toMatch(/^Recommended: [\d.e-]+, the middle of its longest descent$/);
    expect(others).toEqual([]);
    const items = await page.locator(".range-test .legend li").allInnerTexts();
    const marks = items.filter((item) => /^[\d.e-]+: /.test(item));
    expect(marks.map((item) => item.replace(/^[\d.e-]+: /, "")).sort()).toEqual([
      "a tenth of where it is lowest",
      "the middle of its longest descent",
      "where the loss falls fastest",
    ]);
    for (const item of marks) expect(parseFloat(item)).toBeLessThan(2);
  });

  it("writes the chosen rate as the peak, in one step to undo", async () => {
    const { page, host } = await editing(WARMUP);
    await tested(page);
    const before = host.text;
    const button = useButtons(page).first();
    const rate = await offered(button);
    expect(rate).toBeGreaterThan(0);
    await button.click();
    await page.getByText(`The peak of the rate is ${String(rate)} now.`).waitFor();
    expect(peakOf(host.text)).toBeCloseTo(rate, 12);
    expect(host.undo).toEqual([before]);
  });

  it("stays with its schedule: under another none of it is shown", async () => {
    const { page, host } = await editing(WARMUP);
    await tested(page);
    const own = host.present();
    const [shown] = own.shown;
    if (!shown) throw new Error("nothing is shown");
    host.send({ ...own, active: "other", shown: [{ ...shown, id: "other", name: "other" }] });
    await page.locator(".range-test").waitFor({ state: "hidden" });
    host.send(host.present());
    await page.getByText(/, its rate raised from /).waitFor();
    expect(await useButtons(page).count()).toBe(1);
  });

  it("says why a rate cannot be written", async () => {
    const { page, host } = await editing({ phases: WARMUP, scale: 2 });
    await tested(page);
    await page
      .getByText(
        "No single number of the definition is the peak of this rate: change it in the text.",
      )
      .waitFor();
    expect(
      await page
        .getByRole("button", { name: /^Use .* as Peak$/ })
        .first()
        .isDisabled(),
    ).toBe(true);
    expect(host.of("handle.set")).toEqual([]);
  });

  it("ends with the recommendation and the whole chart in sight of a narrow panel", async () => {
    const { page } = await editing(WARMUP, { width: 300, height: 700 });
    await tested(page);
    for (const part of [useButtons(page).first(), page.locator(".range-test .plot")]) {
      await until(
        () => part.boundingBox(),
        (box) => box !== null && box.y >= 0 && box.y + box.height <= 700,
      );
    }
  });

  it("can be cancelled, and ends where a probe is started", async () => {
    const { page } = await editing(WARMUP);
    await openSection(page, "Probe");
    await page.getByRole("combobox", { name: "Task" }).selectOption("Transformer");
    await page.getByRole("button", { name: "Range Test" }).click();
    const progress = page.getByRole("progressbar", { name: "Range test progress" });
    await progress.waitFor();
    await page.locator(".range-test").getByRole("button", { name: "Cancel" }).click();
    await progress.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Range Test" }).click();
    await progress.waitFor();
    await page.getByRole("textbox", { name: "Steps" }).fill("2");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await progress.waitFor({ state: "hidden" });
    await page.getByText("Finished 2 steps").waitFor();
  });

  for (const theme of SOME_THEMES) {
    it(`passes axe in ${theme}, narrow`, async () => {
      const { page } = await editing(WARMUP, { theme, width: 250 });
      await tested(page);
      await useButtons(page).first().waitFor();
      expect(await violations(page)).toEqual([]);
      const shots = process.env["SHOTS"];
      if (shots) await page.screenshot({ path: `${shots}/range-${theme}.png`, fullPage: true });
    });
  }
});
