import { describe, expect, it } from "vitest";
import { phaseKinds } from "../../../src/core/schedule/kinds/table";
import { phaseOf } from "./build";

type Formula = (u: number) => number;
interface Case {
  readonly phase: Record<string, unknown>;
  readonly steps: number;
  /** The value at local step u, written from the paper or the library's documentation. */
  readonly formula: Formula;
  readonly more?: Record<string, unknown>;
}

const { PI, cos, exp, floor, log, max, min, sqrt, tanh } = Math;
const N = 1000;

/** RAdam's r_t, Liu et al. 2020, equation 3, with t counted from 1. */
function rectification(t: number, beta2: number): number {
  const limit = 2 / (1 - beta2) - 1;
  const rho = limit - (2 * t * beta2 ** t) / (1 - beta2 ** t);
  return sqrt(((rho - 4) * (rho - 2) * limit) / ((limit - 4) * (limit - 2) * rho));
}

/** PyTorch's triangular policies: cycle, x and scale as in Smith's own code. */
function smith(u: number, up: number, down: number): { cycle: number; scale: number } {
  const total = up + down;
  const cycle = floor(1 + u / total);
  const x = 1 + u / total - cycle;
  const ratio = up / total;
  return { cycle, scale: x <= ratio ? x / ratio : (x - 1) / (ratio - 1) };
}

/** PyTorch's CosineAnnealingWarmRestarts: T_cur and T_i found by walking the cycles. */
function sgdr(
  u: number,
  first: number,
  growth: number,
  decay: number,
  [peak, floorValue]: readonly [number, number],
): number {
  let [start, length, top] = [0, first, peak];
  while (u >= start + length) {
    start += length;
    length *= growth;
    top *= decay;
  }
  return floorValue + ((top - floorValue) * (1 + cos((PI * (u - start)) / length))) / 2;
}

/** OneCycleLR of PyTorch: annealed between phase ends that lie one step early. */
function torchOneCycle(
  u: number,
  total: number,
  pct: number,
  linear: boolean,
  threePhase: boolean,
): number {
  const [peak, initial] = [1, 1 / 25];
  const last = initial / 1e4;
  const ends = threePhase
    ? [pct * total - 1, 2 * pct * total - 2, total - 1]
    : [pct * total - 1, total - 1];
  const values = threePhase ? [initial, peak, initial, last] : [initial, peak, last];
  let start = 0;
  for (const [i, end] of ends.entries()) {
    if (u <= end || i === ends.length - 1) {
      const p = (u - start) / (end - start);
      const [a = NaN, b = NaN] = values.slice(i);
      return linear ? a + (b - a) * p : b + ((a - b) / 2) * (1 + cos(PI * p));
    }
    start = end;
  }
  return NaN;
}

const CASES: Record<string, readonly Case[]> = {
  constant: [{ phase: { value: 0.3 }, steps: N, formula: () => 0.3 }],
  hold: [],
  linear: [
    { phase: { from: 0.1, to: 3.2 }, steps: N, formula: (u) => 0.1 + (3.1 * u) / N },
    // the last step itself has the value
    {
      phase: { from: 1, to: 0, endpoint: true },
      steps: N,
      formula: (u) => max(0, 1 - u / (N - 1)),
    },
  ],
  cosine: [
    {
      phase: { from: 1, to: 0.1 },
      steps: N,
      formula: (u) => 0.1 + (0.9 * (1 + cos((PI * u) / N))) / 2,
    },
    // optax: ((1 − alpha) · (½(1 + cos πp))^exponent + alpha) · init
    {
      phase: { from: 2, to: 0.2, exponent: 1.7 },
      steps: N,
      formula: (u) => 2 * (0.9 * ((1 + cos((PI * u) / N)) / 2) ** 1.7 + 0.1),
    },
  ],
  exponential: [
    { phase: { from: 1, to: 1e-3 }, steps: N, formula: (u) => exp((log(1e-3) * u) / N) },
    {
      phase: { from: 0.5, factor: 0.9, every: 20 },
      steps: N,
      formula: (u) => 0.5 * 0.9 ** (u / 20),
    },
  ],
  polynomial: [
    {
      phase: { from: 1, to: 0.01, power: 2.5 },
      steps: N,
      formula: (u) => 0.99 * (1 - u / N) ** 2.5 + 0.01,
    },
  ],
  inverseSqrt: [
    { phase: { from: 0.7, timescale: 400 }, steps: N, formula: (u) => 0.7 * sqrt(400 / (u + 400)) },
    {
      phase: { from: 0.7, timescale: 400, shift: 1 },
      steps: N,
      formula: (u) => 0.7 / sqrt((u + 1) / 400),
    },
  ],
  inverseTime: [
    {
      phase: { from: 2, rate: 0.5, every: 100 },
      steps: N,
      formula: (u) => 2 / (1 + (0.5 * u) / 100),
    },
  ],
  oneMinusSqrt: [
    { phase: { from: 1, to: 0.1 }, steps: N, formula: (u) => 0.1 + 0.9 * (1 - sqrt(u / N)) },
  ],
  quadratic: [{ phase: { from: 0, to: 1 }, steps: N, formula: (u) => (u / N) ** 2 }],
  // DeepSpeed: ln(t + 1) / ln(W), which is the endpoint form
  logarithmic: [
    {
      phase: { from: 0, to: 1, endpoint: true },
      steps: N,
      formula: (u) => min(1, log(u + 1) / log(N)),
    },
  ],
  rex: [
    {
      phase: { from: 1, to: 0 },
      steps: N,
      formula: (u) => (1 - u / N) / (0.5 + 0.5 * (1 - u / N)),
    },
  ],
  tanh: [
    {
      phase: { from: 1, to: 0.1 },
      steps: N,
      formula: (u) => 0.1 + 0.5 * 0.9 * (1 - tanh(-7 * (1 - u / N) + 3 * (u / N))),
    },
  ],
  step: [
    {
      phase: { from: 1, factor: 0.1, every: 300 },
      steps: N,
      formula: (u) => 0.1 ** floor(u / 300),
    },
  ],
  multiStep: [
    {
      phase: { from: 1, factor: 0.5, at: [700, 200, 700] },
      steps: N,
      formula: (u) => (u < 200 ? 1 : u < 700 ? 0.5 : 0.125),
    },
    {
      phase: { from: 1, values: [0.5, 0.2], at: [200, 700] },
      steps: N,
      formula: (u) => (u < 200 ? 1 : u < 700 ? 0.5 : 0.2),
    },
  ],
  piecewise: [
    {
      phase: {
        points: [
          [100, 1],
          [300, 3],
          [300, 5],
          [500, 0],
        ],
      },
      steps: N,
      formula: (u) =>
        u < 100 ? 1 : u < 300 ? 1 + (u - 100) / 100 : u < 500 ? 5 - (u - 300) / 40 : 0,
    },
    {
      phase: {
        points: [
          [0, 2],
          [500, 1],
        ],
        interpolate: "hold",
      },
      steps: N,
      formula: (u) => (u < 500 ? 2 : 1),
    },
  ],
  cyclic: [
    {
      phase: { low: 0.1, high: 1.1, up: 70, down: 30 },
      steps: N,
      formula: (u) => 0.1 + smith(u, 70, 30).scale,
    },
    {
      phase: { low: 0.1, high: 1.1, up: 70, down: 30, mode: "triangular2" },
      steps: N,
      formula: (u) => 0.1 + smith(u, 70, 30).scale / 2 ** (smith(u, 70, 30).cycle - 1),
    },
    {
      phase: { low: 0.1, high: 1.1, up: 50, mode: "expRange", gamma: 0.999 },
      steps: N,
      formula: (u) => 0.1 + smith(u, 50, 50).scale * 0.999 ** u,
    },
  ],
  cosineRestarts: [
    // 10 + 20 + 40 + … does not end at 1000: the last cycle is cut
    {
      phase: { from: 1, to: 0.1, period: 10, periodGrowth: 2 },
      steps: N,
      formula: (u) => sgdr(u, 10, 2, 1, [1, 0.1]),
    },
    {
      phase: { from: 1, to: 0.1, period: 300, peakDecay: 0.5 },
      steps: N,
      formula: (u) => sgdr(u, 300, 1, 0.5, [1, 0.1]),
    },
    // whole cycles: what is left at the end is the floor, not the next restart
    {
      phase: { from: 1, to: 0.1, period: 100 },
      steps: N,
      formula: (u) => (u === N ? 0.1 : sgdr(u, 100, 1, 1, [1, 0.1])),
    },
  ],
  oneCycle: [
    {
      phase: { peak: 1 },
      steps: N,
      formula: (u) => torchOneCycle(min(u, N - 1), N, 0.3, false, false),
    },
    {
      phase: { peak: 1, shape: "linear", threePhase: true, rise: "40%" },
      steps: N,
      formula: (u) => torchOneCycle(min(u, N - 1), N, 0.4, true, true),
    },
    // optax: the peak at pct · N, the end at N
    {
      phase: { peak: 1, shape: "linear", endpoint: false },
      steps: N,
      formula: (u) => (u < 300 ? 0.04 + (0.96 * u) / 300 : 1 + ((4e-6 - 1) * (u - 300)) / 700),
    },
  ],
  repeat: [
    {
      phase: { phases: [{ kind: "linear", from: 0, to: 1, for: 30 }] },
      steps: N,
      formula: (u) => (u % 30) / 30,
    },
    {
      phase: { phases: [{ kind: "cosine", from: 1, to: 0, for: 70 }], decay: 0.9 },
      steps: N,
      formula: (u) => (0.9 ** floor(u / 70) * (1 + cos((PI * (u % 70)) / 70))) / 2,
    },
  ],
  untunedWarmup: [
    // Ma & Yarats: min(1, (1 − β2)/2 · t), t counted from 1
    {
      phase: { to: 0.5 },
      steps: N,
      more: { optimizer: { beta2: 0.99 } },
      formula: (u) => 0.5 * min(1, ((1 - 0.99) / 2) * (u + 1)),
    },
    {
      phase: { to: 0.5, shape: "exponential", beta2: 0.99 },
      steps: N,
      formula: (u) => 0.5 * (1 - exp(-(1 - 0.99) * (u + 1))),
    },
  ],
  // pytorch_warmup starts at the first update where ρ > 4: t = 5 for 0.999 and for 0.95
  rectifiedWarmup: [
    { phase: { to: 1, beta2: 0.95 }, steps: N, formula: (u) => rectification(u + 5, 0.95) },
    { phase: { to: 1, beta2: 0.999 }, steps: N, formula: (u) => rectification(u + 5, 0.999) },
  ],
  table: [
    {
      phase: { values: [3, 1, 2], every: 100 },
      steps: N,
      formula: (u) => [3, 1, 2][min(2, floor(u / 100))] ?? NaN,
    },
    {
      phase: { values: [3, 1], every: 100, interpolate: "linear" },
      steps: N,
      formula: (u) => max(1, 3 - u / 50),
    },
  ],
  custom: [
    {
      phase: {
        value: (step: number, c: { length: number; globalStep: number; runLength: number }) =>
          step / c.length + c.globalStep / c.runLength,
      },
      steps: N,
      formula: (u) => (2 * u) / N,
    },
  ],
};

const LOCAL = [
  0, 1, 2, 9, 10, 11, 29, 30, 69, 70, 71, 99, 100, 101, 199, 200, 299, 300, 301, 499, 500, 699, 700,
  998, 999, 1000,
];

describe("kinds of phases", () => {
  it("are all tested", () => {
    expect(Object.keys(CASES).sort()).toEqual(phaseKinds.map(({ kind }) => kind).sort());
  });

  const all = Object.entries(CASES).flatMap(([kind, cases]) =>
    cases.map((one, i) => ({ title: `${kind} ${i + 1}`, kind, one })),
  );

  it.each(all)("$title has the values of its formula", ({ kind, one }) => {
    const curve = phaseOf({ kind, ...one.phase }, one.steps, one.more);
    const peak = max(...LOCAL.map((u) => Math.abs(one.formula(u))));
    for (const u of LOCAL) {
      expect(Math.abs(curve.at(u) - one.formula(u)), `step ${u}`).toBeLessThanOrEqual(1e-12 * peak);
    }
  });

  it.each(all)("$title is held between multiples of `every`", ({ kind, one }) => {
    if (["exponential", "step", "inverseTime", "table"].includes(kind)) return;
    // with `endpoint` the last hold, not the last step, has the last value
    if (kind === "oneCycle" || "endpoint" in one.phase) return;
    const curve = phaseOf({ kind, ...one.phase, every: 20 }, one.steps, one.more);
    const peak = max(...LOCAL.map((u) => Math.abs(one.formula(u))));
    for (const u of LOCAL) {
      const held = floor(u / 20) * 20;
      expect(Math.abs(curve.at(u) - one.formula(held)), `step ${u}`).toBeLessThanOrEqual(
        1e-12 * peak,
      );
    }
  });

  it("RAdam's factor is .017, .221 and .647 at updates 0, 100 and 1000 for β2 = 0.999", () => {
    const curve = phaseOf({ kind: "rectifiedWarmup", to: 1, beta2: 0.999 }, 2000);
    expect([0, 100, 1000].map((u) => curve.at(u).toFixed(3))).toEqual(["0.017", "0.221", "0.647"]);
  });
});
