import { describe, expect, it } from "vitest";
import { goyal, type Sample } from "./support/samples";
import { openSection, panel, until, watchComplaints } from "./support/session";

watchComplaints();

const long = "A schedule with a rather long name, as people give them";
const problems: Sample["problems"] = [
  { code: "a", severity: "error", message: "The warmup is too long.", line: 4, column: 3 },
];
const world = () => ({
  schedules: [{ ...goyal(), name: long, state: "errors", problems } as const, goyal("other", 1.6)],
  shown: ["baseline", "other"],
});

describe("the layout", () => {
  for (const width of [200, 240, 400, 900, 1600]) {
    it(`needs no sideways scrolling at ${width} pixels`, async () => {
      const { page } = await panel({ world: world(), width });
      await page.locator("canvas").first().waitFor();
      const sizes = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { scrollWidth, clientWidth };
      });
      expect(sizes.scrollWidth).toBeLessThanOrEqual(sizes.clientWidth);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>("vscode-button, .dropdown, .plot")]
          .map((element) => ({ name: element.className, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.left < 0 || box.right > window.innerWidth)),
      );
      expect(cut).toEqual([]);
    });
  }

  it("breaks no line within a network's layers", async () => {
    const { page } = await panel({ world: world(), width: 200 });
    await openSection(page, "Probe");
    const summary = page.locator(".task-summary", { hasText: "Two noisy spirals" });
    await summary.waitFor();
    const linesOfLayers = () =>
      summary.evaluate((element) => {
        const text = element.firstChild as Text;
        const range = document.createRange();
        const from = text.data.indexOf("2");
        range.setStart(text, from);
        range.setEnd(text, text.data.indexOf(",", from));
        const lines = new Set([...range.getClientRects()].map(({ top }) => top));
        return { layers: range.toString().split(/\D/), lines: lines.size };
      });
    for (let width = 200; width <= 400; width += 5) {
      await page.setViewportSize({ width, height: 800 });
      expect(await linesOfLayers()).toEqual({ layers: ["2", "32", "32", "2"], lines: 1 });
    }
  });

  it("is as sharp as the screen, and asks for as many columns as it has pixels", async () => {
    // 200 % zoom: half of the CSS pixels, each of two device pixels.
    const { page, host } = await panel({
      world: world(),
      width: 200,
      context: { deviceScaleFactor: 2 },
    });
    await until(
      () => host.view.columns,
      (columns) => columns === 2 * (200 - 24 - 60),
    );
    const canvas = await page.evaluate(() => {
      const found = document.querySelector("canvas");
      return { drawn: found?.width, shown: found?.clientWidth };
    });
    expect(canvas).toEqual({ drawn: 352, shown: 176 });
  });

  it("moves nothing while values change", async () => {
    const { page, host } = await panel({ world: world() });
    await page.locator("canvas").first().waitFor();
    const places = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("main *")]
          .filter((element) => !element.closest(".hair, .brush, .time-labels, .reading, .place"))
          .map((element) => {
            const { x, y, width, height } = element.getBoundingClientRect();
            return [element.className, x, y, width, height].join();
          }),
      );
    await until(
      () => host.view.columns,
      (columns) => columns > 300,
    );
    const plot = page.locator(".plot").first();
    // the handles are fetched when the pointer comes
    await plot.hover();
    await page.locator(".handles").first().waitFor({ state: "attached" });
    const before = await places();
    for (const x of [60, 75, 200, 330]) {
      await plot.hover({ position: { x, y: 60 } });
      await until(
        () => page.locator(".place").innerText(),
        (text) => text.startsWith("step"),
      );
      expect(await places()).toEqual(before);
    }
    host.world.schedules = [{ ...goyal("baseline", 31.25), name: long }, goyal("other", 1.6)];
    const state = host.world.schedules[0];
    if (state) host.world.schedules[0] = { ...state, state: "typing", problems };
    host.publish();
    await page.getByText("unfinished").waitFor();
    const moved = (await places()).filter((place, index) => place !== before[index]);
    expect(
      moved.filter((place) => !place.startsWith("state,") && !place.startsWith("place,")),
    ).toEqual([]);
  });
});
