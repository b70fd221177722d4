import { describe, expect, it } from "vitest";
import { goyal, waves } from "./support/samples";
import { panel, until, watchComplaints } from "./support/session";

watchComplaints();

const one = () => ({ schedules: [goyal()], shown: ["baseline"] });
const slider = "[role=slider]";

describe("the score", () => {
  it("draws every track as the formula says, at the width of the plot", async () => {
    const { host, page } = await panel({ world: one(), width: 500 });
    await until(
      () => host.of("view").length,
      (count) => count > 0,
    );
    const { series, width } = await until(
      () => host.inspect(),
      (seen) => (seen.series[0]?.points.length ?? 0) >= seen.width,
    );
    expect(host.view.columns).toBe(width);
    // The margins of the plot: 50 on the left, 10 on the right.
    expect(width).toBe(((await page.locator(".plot").first().boundingBox())?.width ?? 0) - 60);
    expect(series.map(({ track }) => track)).toEqual(["learningRate", "momentum"]);
    for (const { track, points } of series) {
      const at = goyal().tracks.find(({ name }) => name === track)?.at;
      points.forEach(([step, value], index) => {
        // Of two points at one place, the later ones are extremes within that pixel's column.
        const first = points[index - 1]?.[0] !== step;
        const reach = first ? 0 : Math.ceil(14040 / width);
        const steps = Array.from({ length: reach + 1 }, (_, i) => Math.round(step) + i);
        expect(steps.map((each) => at?.(each))).toContain(value);
      });
    }
  });

  it("draws the true envelope of thousands of cycles", async () => {
    const { host } = await panel({ world: { schedules: [waves(2000)], shown: ["waves"] } });
    const { series, width } = await until(
      () => host.inspect(),
      (seen) => (seen.series[0]?.points.length ?? 0) > 2 * seen.width,
    );
    const byColumn = new Map<number, number[]>();
    for (const [step, value] of series[0]?.points ?? []) {
      const column = Math.floor(((step + 1 - 1e-6) * width) / 80_000);
      byColumn.set(column, [...(byColumn.get(column) ?? []), value ?? NaN]);
    }
    // Every pixel column holds at least five whole cycles.
    for (const values of byColumn.values()) {
      expect(Math.min(...values)).toBeCloseTo(0.001, 12);
      expect(Math.max(...values)).toBeCloseTo(0.01, 12);
    }
  });

  it("zooms by keyboard, mouse and buttons by asking for a finer view", async () => {
    const { host, page } = await panel({ world: one() });
    await page.locator(slider).focus();
    await page.keyboard.press("End");
    await page.keyboard.press("+");
    const zoomed = await until(
      () => host.view.range,
      (range) => range !== null,
    );
    expect(zoomed).toEqual({ unit: "steps", first: 7020, last: 14040 });
    await page.getByRole("button", { name: "Earlier" }).click();
    await until(
      () => host.view.range?.first,
      (first) => first === 3510,
    );
    await page.keyboard.press("0");
    await page.locator(slider).press("0");
    await until(
      () => host.view.range,
      (range) => range === null,
    );
    const box = await page.locator(".plot").first().boundingBox();
    if (!box) throw new Error("no plot");
    await page.mouse.move(box.x + 100, box.y + 50);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 60, { steps: 4 });
    await page.mouse.up();
    const width = box.width - 60;
    const dragged = await until(
      () => host.view.range,
      (range) => range !== null,
    );
    expect(dragged?.first).toBeCloseTo((14040 * 50) / width, 6);
    expect(dragged?.last).toBeCloseTo((14040 * 150) / width, 6);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -200);
    await page.keyboard.up("Control");
    await until(
      () => host.view.range?.last,
      (last) => (last ?? 0) < (dragged?.last ?? 0) - 100,
    );
  });

  it("reads all tracks at the crosshair, for eyes and for ears", async () => {
    const { page } = await panel({ world: one() });
    await page.locator(slider).focus();
    await page.keyboard.press("Home");
    await until(
      () => page.locator(slider).getAttribute("aria-valuetext"),
      (text) =>
        (text ?? "").startsWith(
          "step 0 · epoch 0 · 0%; Learning rate 0.1, phase linear; Momentum 0.9469",
        ),
    );
    expect(await page.locator(".reading").allTextContents()).toEqual(["0.1", "0.9469"]);
    await page.keyboard.press("ArrowRight");
    const now = Number(await page.locator(slider).getAttribute("aria-valuenow"));
    expect(now).toBe(Math.ceil(14040 / 316));
  });

  it("counts in the unit chosen", async () => {
    const { page, host } = await panel({ world: one() });
    const choose = async (unit: string) => {
      await page.getByRole("combobox", { name: "Time axis" }).selectOption({ label: unit });
    };
    const labels = () => page.locator(".time-axis .time-labels span").allTextContents();
    await choose("Epochs");
    await until(labels, (all) => all.join() === "0,20,40,60,80");
    await choose("Percent");
    await until(labels, (all) => all.join() === "0%,20%,40%,60%,80%,100%");
    await page.locator(slider).press("+");
    expect(
      await until(
        () => host.view.range,
        (range) => range !== null,
      ),
    ).toEqual({
      unit: "percent",
      first: 25,
      last: 75,
    });
  });

  it("shows a logarithmic scale where asked", async () => {
    const { page, host } = await panel({ world: one() });
    await page.getByRole("button", { name: "log scale of Learning rate" }).click();
    await until(
      async () => (await host.inspect()).viewState as { logTracks: string[] },
      ({ logTracks }) => logTracks.join() === "learningRate",
    );
    const pressed = page.locator(".toggle").first();
    expect(await pressed.getAttribute("aria-pressed")).toBe("true");
  });

  it("leads to the source by click and by key", async () => {
    const { page, host } = await panel({ world: one() });
    const plot = page.locator("[data-track=momentum]");
    await plot.click({ position: { x: 200, y: 40 } });
    await until(
      () => host.of("reveal").length,
      (count) => count === 1,
    );
    expect(host.of("reveal")[0]).toMatchObject({ track: "momentum", phase: 0, focus: false });
    await page.locator(slider).press("End");
    await page.locator(slider).press("Enter");
    await until(
      () => host.of("reveal").length,
      (count) => count === 2,
    );
    expect(host.of("reveal")[1]).toMatchObject({ track: "learningRate", focus: true });
  });

  it("follows the theme", async () => {
    const { page, setTheme } = await panel({ world: one(), theme: "dark" });
    const blue = () =>
      page.evaluate(() => {
        const canvas = document.querySelector("canvas");
        const data = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
        const wanted = getComputedStyle(document.documentElement).getPropertyValue(
          "--vscode-learningRateDesigner-learningRate",
        );
        const [r, g, b] = [1, 3, 5].map((i) => parseInt(wanted.slice(i, i + 2), 16));
        let count = 0;
        for (let i = 0; data && i < data.length; i += 4) {
          if (data[i] === r && data[i + 1] === g && data[i + 2] === b) count++;
        }
        return { wanted, count };
      });
    expect(await blue()).toMatchObject({ wanted: "#3794ff" });
    expect((await blue()).count).toBeGreaterThan(50);
    await setTheme("light");
    const light = await until(blue, ({ count }) => count > 50);
    expect(light.wanted).toBe("#1a6fc4");
  });
});
