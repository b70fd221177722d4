import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSchedule } from "../../../src/core/schedule/build";
import { sampleColumns } from "../../../src/core/schedule/sample";
import { UnknownValue } from "../../../src/core/schedule/unknownValue";
import { issuesOf, phaseOf, trackOf } from "./build";

const { PI, cos, round } = Math;
const rise = { kind: "linear", from: 0, to: 1, for: 3 };
const fall = { kind: "cosine", to: 0.5, for: 7 };

/** Warmup over 3 steps and half a cosine over 7, from the formulas of both. */
const cycle = (u: number): number => (u < 3 ? u / 3 : 1 - (1 - cos((PI * (u - 3)) / 7)) / 4);

const valuesOf = (phase: Record<string, unknown>, steps: number): number[] => {
  const curve = phaseOf(phase, steps);
  return Array.from({ length: steps + 1 }, (_, u) => curve.at(u));
};

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  found.forEach((value, u) => {
    expect(Math.abs(value - (expected[u] ?? NaN)), `step ${u}`).toBeLessThanOrEqual(1e-14);
  });
}

describe("repeat", () => {
  it("fills the phase with cycles, the last one cut off", () => {
    const expected = Array.from({ length: 26 }, (_, u) => cycle(u % 10));
    expectClose(valuesOf({ kind: "repeat", phases: [rise, fall] }, 25), expected);
  });

  it("ends where the last cycle ends, and multiplies values by decay", () => {
    const expected = Array.from(
      { length: 40 },
      (_, u) => cycle(u % 10) * 0.5 ** Math.floor(u / 10),
    );
    const phase = { kind: "repeat", phases: [rise, fall], times: 4, decay: 0.5 };
    expectClose(valuesOf(phase, 40), [...expected, 0.5 * 0.5 ** 3]);
  });

  it("takes its length from times, so that the next phase follows", () => {
    const phases = [
      { kind: "repeat", phases: [rise, fall], times: 2 },
      { kind: "linear", to: 0 },
    ];
    const curve = trackOf({ length: { steps: 30 }, learningRate: phases });
    expect([curve.at(0), curve.at(10), curve.at(20), curve.at(25)]).toEqual([0, 0, 0.5, 0.25]);
  });

  it("with a period keeps phases with a length, and the open one grows", () => {
    const phases = [
      { kind: "linear", from: 0, to: 1, for: 2 },
      { kind: "linear", to: 0 },
    ];
    const found = valuesOf({ kind: "repeat", phases, period: 4, periodGrowth: 2 }, 28);
    const expected: number[] = [];
    for (const length of [4, 8, 16]) {
      for (let u = 0; u < length; u++) expected.push(u < 2 ? u / 2 : 1 - (u - 2) / (length - 2));
    }
    expectClose(found, [...expected, 0]);
  });

  it("without a period stretches all phases alike", () => {
    const found = valuesOf({ kind: "repeat", phases: [rise, fall], periodGrowth: 2 }, 30);
    const slow = (u: number): number => (u < 6 ? u / 6 : 1 - (1 - cos((PI * (u - 6)) / 14)) / 4);
    const expected = [
      ...Array.from({ length: 10 }, (_, u) => cycle(u)),
      ...Array.from({ length: 20 }, (_, u) => slow(u)),
    ];
    expectClose(found, [...expected, 0.5]);
  });

  it("divides its length among times cycles, borders rounded to the nearest step", () => {
    const phases = [{ kind: "linear", from: 1, to: 0 }];
    const found = valuesOf({ kind: "repeat", phases, times: 3 }, 100);
    const borders = [0, 33, 67, 100];
    for (const border of borders.slice(0, 3)) expect(found[border]).toBe(1);
    expect(
      [found[32], found[66], found[99], found[100]].map((x) => round((x ?? NaN) * 1e6)),
    ).toEqual([1 / 33, 1 / 34, 1 / 33, 0].map((x) => round(x * 1e6)));
  });

  it("of one cosine is what cosineRestarts computes", () => {
    const sgdr = { kind: "cosineRestarts", from: 1, to: 0, period: 7, periodGrowth: 1.7 };
    const phases = [{ kind: "cosine", from: 1, to: 0 }];
    const same = { kind: "repeat", phases, period: 7, periodGrowth: 1.7 };
    expectClose(valuesOf(same, 500), valuesOf(sgdr, 500));
  });

  it("begins every cycle where the phase before it ended, unless told otherwise", () => {
    const repeat = { kind: "repeat", phases: [{ kind: "linear", to: 0, for: 5 }], times: 2 };
    const learningRate = [{ kind: "constant", value: 4 }, repeat];
    const curve = trackOf({ length: { steps: 20 }, learningRate });
    expect([10, 15, 20].map((step) => curve.at(step))).toEqual([4, 4, 0]);
  });

  it("takes shares of the track's peak, and may be inside of another", () => {
    const inner = {
      kind: "repeat",
      phases: [{ kind: "linear", from: "100%", to: "50%", for: 2 }],
      times: 2,
    };
    const phases = [inner, { kind: "constant", value: 8, for: 1 }];
    const found = valuesOf({ kind: "repeat", phases, times: 2, decay: 0.5 }, 10);
    expect(found).toEqual([8, 6, 8, 6, 8, 4, 3, 4, 3, 4, 4]);
  });

  it("holds its value between multiples of every", () => {
    const phases = [{ kind: "linear", from: 0, to: 10, for: 10 }];
    const found = valuesOf({ kind: "repeat", phases, every: 4 }, 20);
    expect(found.slice(0, 20)).toEqual([0, 4, 8, 2, 6].flatMap((x) => [x, x, x, x]));
  });

  it("is sampled exactly with 100,000 cycles", () => {
    const phases = [
      { kind: "linear", from: 0, to: 1, for: 7 },
      { kind: "linear", to: 0.25, for: 3 },
    ];
    for (const decay of [1, 0.9999]) {
      const curve = phaseOf({ kind: "repeat", phases, times: 100_000, decay }, 1_000_000);
      for (const [i, column] of sampleColumns(curve, 0, 999_999, 1000).entries()) {
        expect(column.min).toBe(0);
        expect(Math.abs(column.max - decay ** (i * 100))).toBeLessThanOrEqual(1e-14);
      }
    }
  });
});

const growth = fc.constantFrom(1, 1.2, 2);
const inner = fc.record({
  first: fc.integer({ min: 1, max: 9 }),
  second: fc.integer({ min: 1, max: 20 }),
  open: fc.boolean(),
  periodGrowth: growth,
  decay: fc.constantFrom(1, 0.5, 1.1),
  steps: fc.integer({ min: 1, max: 400 }),
  times: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
});

describe("any repeat", () => {
  it("has the extremes and sums that going through the steps one by one finds", () => {
    fc.assert(
      fc.property(
        inner,
        fc.nat(),
        fc.nat(),
        ({ first, second, open, steps, times, ...more }, a, b) => {
          const rest = open ? {} : { for: second };
          const phases = [
            { kind: "linear", from: 0.1, to: 1, for: first },
            { kind: "cosine", to: 0, ...rest },
          ];
          const period = open && times === undefined ? { period: first + second } : {};
          const phase = { kind: "repeat", phases, ...more, ...period, ...(open && { times }) };
          const length = { steps: Math.max(steps, (times ?? 1) * 60) };
          const { schedule, issues } = buildSchedule({ length, learningRate: phase });
          // early cycles of many growing ones may be too short for their first phase
          if (issues.length > 0) {
            expect(issues.map(({ code }) => code)).toEqual(["zero-length"]);
            expect(open && times !== undefined).toBe(true);
            return;
          }
          const curve = schedule?.tracks.get("learningRate")?.curve;
          if (curve === undefined) throw new Error("no track");
          const count = length.steps + 1;
          const [from = 0, to = 0] = [a % count, b % count].sort((x, y) => x - y);
          const values = Array.from({ length: to - from + 1 }, (_, i) => curve.at(from + i));
          const { min, max } = curve.extremes(from, to);
          const scale = 4e-15 * Math.max(...values);
          expect(Math.abs(min - Math.min(...values))).toBeLessThanOrEqual(scale);
          expect(Math.abs(max - Math.max(...values))).toBeLessThanOrEqual(scale);
          const sum = values.slice(0, -1).reduce((x, y) => x + y, 0);
          expect(Math.abs(curve.sum(from, to) - sum)).toBeLessThanOrEqual(1e-12 * (1 + sum));
        },
      ),
      { numRuns: 300 },
    );
  });
});

const open = { kind: "linear", from: 1, to: 0 };
const BROKEN: readonly (readonly [string, Record<string, unknown>, readonly string[]])[] = [
  ["no phases", {}, ["missing-key at learningRate.0"]],
  ["an empty list", { phases: [] }, ["wrong-type at learningRate.0.phases"]],
  ["one phase without its list", { phases: rise }, ["wrong-type at learningRate.0.phases"]],
  ["no length of the cycle", { phases: [open] }, ["missing-key at learningRate.0.phases"]],
  [
    "two phases that fill",
    { phases: [open, open], period: 10 },
    ["two-rests at learningRate.0.phases.1"],
  ],
  [
    "a misspelt kind inside",
    { phases: [{ kind: "linaer", to: 1, for: 5 }] },
    ["unknown-kind at learningRate.0.phases.0.kind"],
  ],
  [
    "a wrong value inside",
    { phases: [{ ...rise, to: "x" }] },
    ["wrong-type at learningRate.0.phases.0.to"],
  ],
  [
    "what only the program knows, inside",
    { phases: [{ ...rise, to: new UnknownValue("peak", "runtime") }] },
    ["unknown-value at learningRate.0.phases.0.to"],
  ],
  [
    "an exponential to zero inside, told once for all cycles",
    { phases: [{ kind: "exponential", from: 1, to: 0, for: 5 }], periodGrowth: 1.5 },
    ["exponential-zero at learningRate.0.phases.0.to"],
  ],
  [
    "a period that is not the phases'",
    { phases: [rise], period: 5 },
    ["conflicting-keys at learningRate.0.period"],
  ],
  [
    "times that are not the length",
    { phases: [rise], times: 5, for: 100 },
    ["conflicting-keys at learningRate.0.times"],
  ],
  [
    "times that do not fill the run",
    { phases: [rise], times: 5 },
    ["phases-shorter-than-run at learningRate.0.for"],
  ],
  ["half a cycle", { phases: [rise], times: 2.5 }, ["wrong-type at learningRate.0.times"]],
  [
    "more cycles than steps",
    { phases: [open], times: 101 },
    ["zero-length at learningRate.0.times"],
  ],
  [
    "no step left for the open phase",
    { phases: [rise, open], period: 3 },
    ["zero-length at learningRate.0.phases.1"],
  ],
  [
    "cycles that shrink to nothing",
    { phases: [rise], periodGrowth: 0.5 },
    ["cycles-vanish at learningRate.0.periodGrowth"],
  ],
  [
    "values beyond a number",
    { phases: [{ ...rise, for: 1 }], decay: 1e20 },
    ["not-finite at learningRate.0"],
  ],
  [
    "too deep",
    {
      phases: [
        { kind: "repeat", phases: [{ kind: "repeat", phases: [rise], times: 1 }], times: 1 },
      ],
    },
    ["too-deep at learningRate.0.phases.0.phases.0"],
  ],
  ["a misspelt key", { phases: [rise], time: 3 }, ["unknown-key at learningRate.0.time"]],
];

describe("a wrong repeat", () => {
  it.each(BROKEN)("%s", (_, more, issues) => {
    const learningRate = [{ kind: "repeat", ...more }];
    expect(issuesOf({ length: { steps: 100 }, learningRate })).toEqual(issues);
  });

  it("of too many growing cycles is told, not computed", () => {
    const phase = { kind: "repeat", phases: [{ ...rise, for: 1 }], periodGrowth: 1.000001 };
    expect(issuesOf({ length: { steps: 1e9 }, learningRate: phase })).toEqual([
      "too-many-cycles at learningRate.0.periodGrowth",
    ]);
  });
});

describe("offset", () => {
  it("is added after scale and times, before min and max", () => {
    const curve = trackOf({
      length: { steps: 10 },
      other: { kind: "linear", from: 1, to: 2 },
      learningRate: {
        phases: { kind: "linear", from: 0, to: 10 },
        scale: 2,
        times: "other",
        offset: -5,
        min: 0,
        max: 30,
      },
    });
    const expected = (u: number): number => Math.min(30, Math.max(0, u * 2 * (1 + u / 10) - 5));
    for (let u = 0; u <= 10; u++) expect(curve.at(u)).toBeCloseTo(expected(u), 13);
    expect(curve.extremes(0, 10)).toEqual({ min: 0, max: 30 });
  });

  it("moves a follower, too", () => {
    const plain = {
      length: { steps: 10 },
      learningRate: { kind: "linear", from: 1, to: 2 },
      weightDecay: { follow: "learningRate", relation: "constantProduct", product: 4, offset: 1 },
    };
    expect(trackOf(plain, "weightDecay").at(10)).toBe(3);
  });
});
