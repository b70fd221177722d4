import { describe, expect, test } from "vitest";
import { figureSvg } from "../../../../src/core/svg/figure/figureSvg";
import { chartsOf } from "../../../../src/probe/results/charts";
import { runCsv } from "../../../../src/probe/results/csv";
import { ENGLISH, runFigure } from "../../../../src/probe/results/runFigure";
import { madeRun } from "../runs";

const two = () =>
  madeRun(
    {
      "low, <slow>": { train: (_, step) => 2 - step / 100, validation: (seed) => seed },
      high: { train: () => 1, validation: () => 3 },
    },
    { steps: 100, seeds: 4, every: 50 },
  );
const figure = (change: object = {}) => {
  const run = two();
  const [chart] = chartsOf(run);
  if (!chart) throw new Error("no chart");
  const view = { chart, log: false, training: true, bands: true, words: ENGLISH };
  return runFigure(run, { ...view, ...change });
};

/** Tags that are opened and closed rightly, as an XML reader would find. */
function openTags(svg: string): string[] {
  const open: string[] = [];
  for (const [, closing, name = "", , empty] of svg.matchAll(
    /<(\/?)([a-z]+)((?:\s[\w-]+="[^"<>]*")*)(\/?)>/g,
  )) {
    if (closing) expect(open.pop()).toBe(name);
    else if (!empty) open.push(name);
  }
  return open;
}

describe("a run's figure", () => {
  test("holds mean and range of each schedule", () => {
    const [train, validation] = figure().series;
    expect(train?.label).toBe("low, <slow>, training");
    expect(train?.points.at(-1)).toEqual([99, 1.01]);
    expect(validation?.points).toEqual([
      [0, 2.5],
      [50, 2.5],
      [100, 2.5],
    ]);
    expect(validation?.band).toEqual([
      [0, 1, 4],
      [50, 1, 4],
      [100, 1, 4],
    ]);
    expect(figure({ training: false }).series).toHaveLength(2);
    expect(figure({ bands: false }).series[1]?.band).toBeUndefined();
  });

  test("leaves out of the mean what diverged", () => {
    const run = madeRun({
      hot: { train: (seed) => seed, diverges: (seed) => (seed > 1 ? 60 : undefined) },
    });
    const [chart] = chartsOf(run);
    if (!chart) throw new Error("no chart");
    const view = { chart, log: false, training: true, bands: true, words: ENGLISH };
    expect(runFigure(run, view).series[0]?.points.every(([, loss]) => loss === 1)).toBe(true);
  });

  test.each([false, true])("is a well-formed picture without anything foreign, log: %s", (log) => {
    const svg = figureSvg(figure({ log }));
    expect(svg).not.toMatch(/<script|href|NaN|Infinity|undefined/);
    expect(svg).toContain("low, &lt;slow&gt;, validation");
    expect(openTags(svg)).toEqual([]);
    const width = Number(/width="(\d+)"/.exec(svg)?.[1]);
    for (const [, x] of svg.matchAll(/<text x="([\d.]+)"/g)) {
      expect(Number(x)).toBeLessThan(width);
    }
  });

  test("of nothing is an empty chart", () => {
    expect(figureSvg({ title: "", x: "", y: "", series: [] })).toMatch(/^<svg/);
    const flat = { label: "zero", color: "#000", points: [[0, 0] as const, [9, 0] as const] };
    for (const log of [false, true]) {
      expect(figureSvg({ title: "", x: "", y: "", log, series: [flat] })).not.toMatch(/NaN/);
    }
  });
});

describe("a run's CSV", () => {
  test("holds every point, its names quoted", () => {
    const lines = runCsv(two()).split("\r\n");
    expect(lines[0]).toBe("schedule,seed,series,step,value");
    expect(lines[1]).toBe('"low, <slow>",1,train,0,2');
    expect(lines.filter((line) => line.startsWith("high,4,validation"))).toEqual([
      "high,4,validation,0,3",
      "high,4,validation,50,3",
      "high,4,validation,100,3",
    ]);
    expect(lines).toHaveLength(1 + 8 * 103 + 1);
  });

  test("has no name that a spreadsheet would calculate", () => {
    const run = madeRun({ '=HYPERLINK("x")': { train: () => 1 } }, { steps: 1, seeds: 1 });
    expect(runCsv(run).split("\r\n")[1]).toBe(`"'=HYPERLINK(""x"")",1,train,0,1`);
  });
});
