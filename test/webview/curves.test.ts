import { describe, expect, it } from "vitest";
import { scheduleOf } from "../unit/schedule/build";
import { call } from "../unit/cli/capture";
import { exampleText, realShown } from "./support/real";
import { openSection, panel, until, watchComplaints } from "./support/session";

watchComplaints();

const IN_STEP = {
  name: "in step",
  length: { epochs: 9, stepsPerEpoch: 100 },
  learningRate: [
    { kind: "linear", from: 0.1, to: 3.2, for: "1 epochs" },
    { kind: "cosine", to: 0.01 },
  ],
  weightDecay: { follow: "learningRate", relation: "constantProduct", product: 1.6e-4, max: 1e-2 },
  layers: { count: 24, ratio: 0.9, decaySpeed: { shallow: 1, deep: 0.5 } },
  samples: { by: "margin", easy: 1.5, hard: 0.5 },
};
const inStep = () => ({ real: realShown(JSON.stringify(IN_STEP)) });

describe("the drawn curves", () => {
  // Compared with what the command line prints, which reads the file for itself.
  it.each(["goyal-imagenet", "minicpm-wsd", "super-convergence", "ddpm", "in-step"])(
    "of %s have the command line's values at every pixel column",
    async (name) => {
      const { host } = await panel({ world: { real: realShown(exampleText(name)) } });
      const { series } = await until(
        () => host.inspect(),
        ({ series: [first], width }) => (first?.points.length ?? 0) >= width,
      );
      const steps = [
        ...new Set(series.flatMap(({ points }) => points.map(([step]) => Math.round(step)))),
      ];
      const { out } = await call(
        "sample",
        `examples/json/${name}.schedule.json`,
        "--json",
        "--steps",
        steps.join(),
      );
      const { schedules } = JSON.parse(out) as {
        schedules: { tracks: Record<string, [number, number | null][]> }[];
      };
      const tracks = schedules[0]?.tracks ?? {};
      const drawn = series.filter(({ track }) => Object.hasOwn(tracks, track));
      expect(drawn.length).toBe(Object.keys(tracks).length);
      for (const { track, points } of drawn) {
        const printed = new Map(tracks[track]);
        // Of several points at one place the first is the value there, the others are extremes.
        const values = points.filter(([step], index) => points[index - 1]?.[0] !== step);
        expect(values.length).toBeGreaterThan(100);
        for (const [step, value] of values) expect(value).toBe(printed.get(Math.round(step)));
      }
    },
  );

  it("of a steep ramp are straight on the canvas", async () => {
    const plain = {
      length: { steps: 14_130 },
      learningRate: [
        { kind: "linear", from: 0, to: 3.2, for: 785 },
        { kind: "constant", value: 3.2 },
      ],
    };
    const shown = { world: { real: realShown(JSON.stringify(plain)) }, width: 1000 };
    const { page, host } = await panel(shown);
    const { width } = await until(
      () => host.inspect(),
      ({ series: [first], width }) => (first?.points.length ?? 0) >= width,
    );
    const middles = await page.locator('[data-track="learningRate"] canvas').evaluate(strokeByRow);
    expect(middles.length).toBeGreaterThan(100);
    // from the first to the last row the ramp goes, row by row, by the same part of a pixel
    const [top, bottom] = [middles[0] ?? NaN, middles.at(-1) ?? NaN];
    expect(top - bottom).toBeCloseTo((785 / 14_130) * width, -1);
    middles.forEach((middle, row) => {
      const straight = top + ((bottom - top) * row) / (middles.length - 1);
      expect(Math.abs(middle - straight)).toBeLessThan(0.35);
    });
  });

  it("show the true envelope of 10⁵ cycles", async () => {
    const plain = {
      length: { steps: 4_000_000 },
      learningRate: { kind: "cyclic", low: 0.001, high: 0.01, up: 17, down: 23 },
    };
    const { host } = await panel({ world: { real: realShown(JSON.stringify(plain)) } });
    const { series, width } = await until(
      () => host.inspect(),
      (seen) => (seen.series[0]?.points.length ?? 0) > 2 * seen.width,
    );
    const { curve } = scheduleOf(plain).tracks.get("learningRate") ?? {};
    const columns = new Map<number, number[]>();
    for (const [step, value] of series[0]?.points ?? []) {
      const column = Math.floor(((step + 1 - 1e-6) * width) / 4_000_000);
      columns.set(column, [...(columns.get(column) ?? []), value ?? NaN]);
    }
    expect(columns.size).toBe(width);
    for (const [column, values] of columns) {
      const [first, last] = [column, column + 1].map((i) => Math.floor((i * 4_000_000) / width));
      expect({ min: Math.min(...values), max: Math.max(...values) }).toEqual(
        curve?.extremes(first ?? 0, (last ?? 0) - 1),
      );
    }
  });
});

describe("more curves", () => {
  it("are chosen from a menu, kept, and drawn exactly", async () => {
    const { page, host, reload } = await panel({ world: inStep() });
    await openSection(page, "Facts");
    await page.getByText("More curves").click();
    const menu = page.locator(".curves-menu");
    expect(await menu.getByRole("checkbox").allTextContents()).toEqual([
      "Effective shrinkage: rate × weight decay",
      "Cumulative share: sum of the rates so far / all",
      "Rates of layers and of samples",
    ]);
    await page.getByRole("checkbox", { name: "Effective shrinkage" }).click();
    await page.getByRole("checkbox", { name: "Cumulative share" }).click();
    const drawn = () =>
      until(
        () => host.inspect(),
        ({ series }) => series.some(({ track }) => track === ":cumulativeShare"),
      );
    const { series } = await drawn();
    const shrinkage = series.find(({ track }) => track === ":shrinkage")?.points ?? [];
    const rate = (step: number): number =>
      step < 100
        ? 0.1 + (3.1 * step) / 100
        : 0.01 + 3.19 * 0.5 * (1 + Math.cos((Math.PI * (step - 100)) / 800));
    expect(shrinkage.length).toBeGreaterThan(100);
    for (const [step, value] of shrinkage) {
      expect(value).toBeCloseTo(Math.min(1.6e-4, rate(Math.round(step)) * 1e-2), 12);
    }
    await reload();
    expect((await drawn()).series.some(({ track }) => track === ":shrinkage")).toBe(true);
  });

  it("tell the rates of layers and samples at the crosshair, and hide them on demand", async () => {
    const { page, host } = await panel({ world: inStep() });
    const { series } = await until(
      () => host.inspect(),
      (seen) => seen.series.length > 10,
    );
    const layer = series.find(({ track }) => track === "learningRate: layer 1")?.points ?? [];
    expect(layer[0]?.[1]).toBeCloseTo(0.1 * 0.9 ** 23, 14);
    const hard = series.find(({ track }) => track === "learningRate: hard samples")?.points ?? [];
    expect(hard[0]?.[1]).toBeCloseTo(0.05, 14);
    await page.locator("[role=slider]").press("Home");
    const told = page.locator(".families").first();
    await until(
      () => told.textContent(),
      (text) =>
        /^layer 1 0\.00886\d* … layer 24 0\.1\neasy samples 0\.15, hard samples 0\.05\n12 of 24 layers are drawn\.$/.test(
          text ?? "",
        ),
    );
    await openSection(page, "Facts");
    await page.getByText("More curves").click();
    await page.getByRole("checkbox", { name: "Rates of layers" }).click();
    await until(
      () => host.inspect(),
      (seen) => seen.series.length === 2,
    );
    expect(await told.isVisible()).toBe(false);
  });

  it("read the time axis in every unit that the length defines", async () => {
    const plain = {
      length: { tokens: 1e9, tokensPerStep: 1e6 },
      learningRate: { kind: "cosine", from: 1, to: 0 },
    };
    const rounds = { length: { rounds: 10, stepsPerRound: 7 }, learningRate: 0.1 };
    for (const [text, unit, labels] of [
      [plain, "Tokens", "0,200M,400M,600M,800M,1000M"],
      [rounds, "Rounds", "0,2,4,6,8,10"],
    ] as const) {
      const { page } = await panel({ world: { real: realShown(JSON.stringify(text)) } });
      await page.getByRole("combobox", { name: "Time axis" }).selectOption({ label: unit });
      await until(
        async () => (await page.locator(".time-axis .time-labels span").allTextContents()).join(),
        (all) => all === labels,
      );
    }
  });
});

/** In the page: where a canvas's stroke stands in each row between the ends of its ramp. */
function strokeByRow(canvas: Element): number[] {
  if (!(canvas instanceof HTMLCanvasElement)) throw new Error("no canvas");
  const { width, height } = canvas;
  const data = canvas.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
  const rows = Array.from({ length: height }, (_, y) => {
    let [weight, sum, columns] = [0, 0, 0];
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const [red = 0, , blue = 0, alpha = 0] = data.slice(at, at + 4);
      // the grid is grey
      const ink = (Math.max(0, blue - red) * alpha) / 255;
      if (ink < 8) continue;
      [weight, sum, columns] = [weight + ink, sum + ink * x, columns + 1];
    }
    return { middle: sum / weight, columns };
  });
  const ramp = rows.filter(({ columns }) => columns > 0 && columns < 6);
  return ramp.slice(6, -6).map(({ middle }) => middle);
}
