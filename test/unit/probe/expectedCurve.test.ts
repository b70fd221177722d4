import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { planProbe } from "../../../src/core/probePlan";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { expectedView } from "../../../src/host/model/expectedView";
import { CANYON } from "../../../src/probe/theory/canyon";
import { expectedCurve, linearRates } from "../../../src/probe/theory/expectedCurve";

interface Rates {
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
}

/** The covariance of (θ, v) of one direction by matrices: P ← A P Aᵀ + c n nᵀ. */
function byMatrices(index: number, rates: readonly Rates[]): number[] {
  const { curvature, noise, start } = CANYON[index] ?? { curvature: NaN, noise: NaN, start: NaN };
  let p: readonly [number, number, number, number] = [start, 0, 0, 0];
  const losses = [(curvature * start) / 2];
  for (const { learningRate: eta, momentum: mu, weightDecay } of rates) {
    const h = curvature + weightDecay;
    const [a, b, c, d] = [1 - eta * h, -eta * mu, h, mu];
    const [x, y, z, w] = [
      a * p[0] + b * p[2],
      a * p[1] + b * p[3],
      c * p[0] + d * p[2],
      c * p[1] + d * p[3],
    ];
    p = [
      x * a + y * b + noise * eta * eta,
      x * c + y * d - noise * eta,
      z * a + w * b - noise * eta,
      z * c + w * d + noise,
    ];
    losses.push((curvature * p[0]) / 2);
  }
  return losses;
}

const step = fc.record({
  learningRate: fc.double({ min: 0, max: 1.5, noNaN: true }),
  momentum: fc.double({ min: 0, max: 0.95, noNaN: true }),
  weightDecay: fc.double({ min: 0, max: 0.1, noNaN: true }),
});

const scheduleOf = (definition: object): Schedule => {
  const schedule = analyze(parseJson(JSON.stringify(definition))).schedules[0]?.schedule;
  if (!schedule) throw new Error("not built");
  return schedule;
};

describe("the expected loss on the canyon", () => {
  it("is that of the covariance matrices, in all and by direction", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (rates) => {
        const still: Rates = { learningRate: 0, momentum: 0, weightDecay: 0 };
        const curve = expectedCurve((i) => rates[i] ?? still, rates.length, 400);
        const all = CANYON.map((_, index) => byMatrices(index, rates));
        expect(curve.steps).toEqual(rates.map((_, i) => i).concat(rates.length));
        const close = (found: number | undefined, expected: number): void => {
          expect(Math.abs((found ?? NaN) / expected - 1)).toBeLessThan(1e-9);
        };
        curve.steps.forEach((at, i) => {
          close(
            curve.total[i],
            all.reduce((sum, losses) => sum + (losses[at] ?? NaN), 0),
          );
          for (const { curvature, losses } of curve.directions) {
            const index = CANYON.findIndex((direction) => direction.curvature === curvature);
            close(losses[i], all[index]?.[at] ?? NaN);
          }
        });
      }),
      { numRuns: 50 },
    );
  });

  it("shows the steepest and the flattest of the directions", () => {
    const { directions } = expectedCurve(() => ({ learningRate: 0.1, momentum: 0 }), 10, 400);
    expect(directions.map(({ curvature }) => curvature)).toHaveLength(6);
    expect(directions[0]?.curvature).toBe(1);
    expect(directions.at(-1)?.curvature).toBeCloseTo(1e-3, 12);
  });

  it("tells the step at which the loss is 1000 times its first", () => {
    const curve = expectedCurve(() => ({ learningRate: 2.5, momentum: 0 }), 2000, 400);
    // The steepest direction: ½ · 2.25ᵏ plus noise; the others begin with 15.5 in all.
    const first = byMatrices(0, Array(40).fill({ learningRate: 2.5, momentum: 0, weightDecay: 0 }));
    const alone = first.findIndex((loss) => loss > 16_000);
    expect(curve.diverges).toBeGreaterThan(0);
    expect(Math.abs((curve.diverges ?? NaN) - alone)).toBeLessThanOrEqual(1);
    expect(curve.total.at(-1)).toBe(Infinity);
    const limit = expectedCurve(() => ({ learningRate: 1.99, momentum: 0 }), 2000, 400);
    expect(limit.diverges).toBeUndefined();
  });

  it("tells at most the steps that are asked for, the last among them", () => {
    const { steps } = expectedCurve(() => ({ learningRate: 0.1, momentum: 0.9 }), 100_000, 399);
    expect(steps).toHaveLength(400);
    expect([steps[0], steps.at(-1)]).toEqual([0, 100_000]);
  });

  it.each(["adam", "AdamW", "lamb", "nesterov", "unknown"])("is not known for %s", (name) => {
    expect(linearRates({ name }, () => () => 0.1)).toBeUndefined();
    expect(linearRates({ name: "SGD", nesterov: true }, () => () => 0.1)).toBeUndefined();
    expect(linearRates({ name: "Heavy Ball" }, () => () => 0.1)).toBeDefined();
  });
});

describe("the expected loss that the panel draws", () => {
  const definition = {
    length: { steps: 5000 },
    optimizer: { name: "sgd", momentum: 0.5, weightDecay: 0.01 },
    learningRate: [
      { kind: "linear", from: 0, to: 0.1, for: 500 },
      { kind: "cosine", to: 0 },
    ],
    probe: { learningRateScale: 3, steps: 77 },
  };

  it("is that of the probe's own plan: squeezed, scaled, with the optimizer's constants", () => {
    const schedule = scheduleOf(definition);
    const { curve } = expectedView(schedule, { steps: 120 });
    const tracks = planProbe([{ id: "a", schedule }], { steps: 120 }).schedules[0]?.tracks ?? {};
    const rates = Array.from({ length: 120 }, (_, p): Rates => {
      const at = Math.floor((p * 5000) / 120);
      const rate = 3 * (at < 500 ? (0.1 * at) / 500 : 0.05 * (1 + Math.cos((Math.PI * (at - 500)) / 4500))); // prettier-ignore
      expect(tracks["learningRate"]?.[p]).toBeCloseTo(rate, 12);
      return { learningRate: rate, momentum: 0.5, weightDecay: 0.01 };
    });
    const all = CANYON.map((_, index) => byMatrices(index, rates));
    const end = all.reduce((sum, losses) => sum + (losses.at(-1) ?? NaN), 0);
    expect((curve?.total.at(-1) ?? NaN) / end).toBeCloseTo(1, 9);
    expect(expectedView(schedule, {}).curve?.steps.at(-1)).toBe(300);
  });

  it("says why there is none", () => {
    const adam = scheduleOf({ ...definition, optimizer: { name: "adam" } });
    expect(expectedView(adam, {})).toEqual({ optimizer: "adam" });
    const gap = scheduleOf({ ...definition, learningRate: [{ kind: "linear", from: 0, for: 10 }] });
    expect(expectedView(gap, {}).reason).toMatch(/has no learningRate at step/);
    const none = scheduleOf({ length: { steps: 10 }, momentum: 0.9 });
    expect(expectedView(none, {}).reason).toMatch(/has no learningRate/);
  });

  it("carries nothing that a message cannot: what has no bounds is null", () => {
    const wild = scheduleOf({ length: { steps: 100 }, learningRate: 1e6 });
    const view = expectedView(wild, { steps: 100 });
    expect(view.curve?.diverges).toBe(1);
    expect(view.curve?.total.at(-1)).toBeNull();
    expect(JSON.parse(JSON.stringify(view))).toEqual(view);
  });
});
