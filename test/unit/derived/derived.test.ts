import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { derivedCurve } from "../../../src/core/derived/derived";
import { derivedIds, type DerivedId } from "../../../src/core/derived/ids";
import type { Curve } from "../../../src/core/schedule/curve";
import { sampleColumns } from "../../../src/core/schedule/sample";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { scheduleOf } from "../schedule/build";
import { phases } from "../schedule/arbitraries";
import { runs } from "../runs";

const curveOf = (schedule: Schedule, id: DerivedId): Curve => {
  const curve = derivedCurve(schedule, id);
  if (!curve) throw new Error(`no ${id}`);
  return curve;
};

/** The same by going through the steps and applying the definition to the values of the tracks. */
function slow(schedule: Schedule, id: DerivedId, step: number): number {
  const { learningRate = NaN, weightDecay, temperature = NaN, momentum } = schedule.at(step);
  if (id === "shrinkage")
    return learningRate * (weightDecay ?? schedule.optimizer?.weightDecay ?? NaN);
  if (id === "updateSize") return learningRate / temperature;
  if (id === "effectiveRate")
    return learningRate / (1 - (momentum ?? schedule.optimizer?.momentum ?? NaN));
  let [before, all] = [0, 0];
  for (let k = 0; k < schedule.length; k++) {
    const rate = schedule.at(k)["learningRate"] ?? NaN;
    if (k < step) before += rate;
    all += rate;
  }
  return before / all;
}

const decays = fc.constantFrom<unknown>(
  0.01,
  { follow: "learningRate", relation: "constantProduct", product: 1e-4, max: 0.5 },
  {
    follow: "learningRate",
    relation: "power",
    exponent: -0.5,
    reference: { learningRate: 1, value: 0.1 },
  },
  {
    follow: "learningRate",
    relation: "power",
    exponent: -2,
    reference: { learningRate: 1, value: 0.1 },
    max: 9,
  },
  { kind: "cosine", from: 0.01, to: 0.3 },
);
const momenta = fc.constantFrom<unknown>(
  0.9,
  { follow: "learningRate", relation: "inverse", range: [0.95, 0.85] },
  { kind: "linear", from: 0.5, to: 0.95 },
);
const temperatures = fc.constantFrom<unknown>(
  0.07,
  { kind: "cosine", from: 0.5, to: 0.07 },
  {
    follow: "learningRate",
    relation: "proportional",
    reference: { learningRate: 1, value: 0.2 },
    min: 0.01,
  },
);

describe("derived curves", () => {
  it("have the values and the extremes of going through the steps", () => {
    fc.assert(
      fc.property(
        fc.tuple(phases, decays, momenta, temperatures, fc.nat(), fc.nat()),
        ([{ steps, phases: list }, weightDecay, momentum, temperature, a, b]) => {
          const rate = { phases: [{ kind: "constant", value: 0.3, for: 1 }, ...list] };
          const schedule = scheduleOf({
            length: { steps: steps + 1 },
            learningRate: rate,
            weightDecay,
            // the inverse of a constant is none
            momentum: isFlat(rate, steps + 1) ? 0.9 : momentum,
            temperature,
          });
          const [first = 0, last = 0] = [a % steps, b % steps].sort((x, y) => x - y);
          for (const id of derivedIds) check(schedule, id, first, last);
        },
      ),
      { numRuns: runs(20, 1000) },
    );
  });

  it("keep rate times decay exactly constant where the decay is coupled to the rate", () => {
    const schedule = scheduleOf({
      length: { steps: 4_000_000 },
      learningRate: { kind: "cyclic", low: 1e-3, high: 1e-2, up: 17, down: 23 },
      weightDecay: { follow: "learningRate", relation: "constantProduct", product: 1.6e-4 },
    });
    const { min, max } = curveOf(schedule, "shrinkage").extremes(0, 3_999_999);
    expect(min / 1.6e-4).toBeCloseTo(1, 14);
    expect(max / 1.6e-4).toBeCloseTo(1, 14);
  });

  it("take constants of the optimizer where there are no tracks", () => {
    const schedule = scheduleOf({
      length: { steps: 10 },
      optimizer: { name: "sgd", momentum: 0.9, weightDecay: 5e-4 },
      learningRate: 0.1,
    });
    expect(curveOf(schedule, "shrinkage").at(3)).toBeCloseTo(5e-5, 18);
    expect(curveOf(schedule, "effectiveRate").at(3)).toBeCloseTo(1, 14);
    expect(derivedCurve(schedule, "updateSize")).toBeUndefined();
  });

  it("are none where the rate is negative, the momentum 1 or the temperature 0", () => {
    const schedule = scheduleOf({
      length: { steps: 10 },
      learningRate: { kind: "linear", from: 0.1, to: -0.1 },
      momentum: { kind: "linear", from: 0.9, to: 1.1 },
      temperature: { kind: "linear", from: 1, to: 0 },
    });
    for (const id of ["cumulativeShare", "effectiveRate", "updateSize", "shrinkage"] as const)
      expect(derivedCurve(schedule, id)).toBeUndefined();
  });

  it.each(derivedIds)("%s costs no more for a billion steps than for ten thousand", (id) => {
    const questions = (steps: number): number => {
      const { schedule, asked } = counted(steps);
      const curve = curveOf(schedule, id);
      sampleColumns(curve, 0, steps - 1, 300);
      return asked();
    };
    expect(questions(1_000_000_000)).toBeLessThan(4 * questions(10_000) + 1000);
  });
});

/** A schedule whose curves count how often they are asked for a value. */
function counted(steps: number): { schedule: Schedule; asked: () => number } {
  let count = 0;
  const schedule = scheduleOf({
    length: { steps },
    learningRate: [
      { kind: "linear", from: 0.1, to: 1, for: "1%" },
      { kind: "cosine", to: 0 },
    ],
    weightDecay: { kind: "linear", from: 0.1, to: 0.3 },
    temperature: { kind: "linear", from: 1, to: 0.1 },
    momentum: { kind: "linear", from: 0.9, to: 0.95 },
  });
  // the others are inherited: a curve's methods may call one another
  const counting = (curve: Curve): Curve => {
    const at = (step: number): number => {
      count++;
      return curve.at(step);
    };
    return Object.assign(Object.create(curve) as Curve, { at });
  };
  const tracks = [...schedule.tracks].map(
    ([name, track]) => [name, { ...track, curve: counting(track.curve) }] as const,
  );
  return { schedule: { ...schedule, tracks: new Map(tracks) }, asked: () => count };
}

const isFlat = (plain: unknown, steps: number): boolean => {
  const { tracks } = scheduleOf({ length: { steps }, learningRate: plain });
  const { min, max } = tracks.get("learningRate")?.curve.extremes(0, steps) ?? { min: 0, max: 0 };
  return min === max;
};

function check(schedule: Schedule, id: DerivedId, first: number, last: number): void {
  const curve = curveOf(schedule, id);
  const values = Array.from({ length: last - first + 1 }, (_, i) => slow(schedule, id, first + i));
  const scale = Math.max(...values.map(Math.abs));
  const near = (a: number, b: number): void => {
    expect(Math.abs(a - b), `${id}: ${a}, ${b}`).toBeLessThanOrEqual(1e-13 * scale);
  };
  near(curve.at(first), values[0] ?? NaN);
  near(curve.at(last), values.at(-1) ?? NaN);
  const { min, max } = curve.extremes(first, last);
  near(min, Math.min(...values));
  near(max, Math.max(...values));
}
