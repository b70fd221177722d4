import { beforeAll, describe, expect, test } from "vitest";
import type { ProbeRequest } from "../../../src/core/probeContract";
import { MEASUREMENTS, type ProbePoint } from "../../../src/probe/request";
import { topEigenvalues } from "../../../src/probe/engine/lanczos";
import { speedLimit } from "../../../src/probe/theory/speedLimit";
import { groups } from "../../../src/probe/engine/plan";
import { Trainer } from "../../../src/probe/engine/trainer";
import { randomStream } from "../../../src/probe/random";
import { TASKS } from "../../../src/probe/tasks/table";
import { cpu, wasm } from "./backends";
import { constant, run, schedule, type Told } from "./requests";
import { trajectory, wells } from "./wells";

const measured = ({ events }: Told, name: string, seed = 1): ProbePoint[] =>
  events.flatMap((event) =>
    event.type === "points"
      ? event.series
          .filter((series) => series.seed === seed)
          .flatMap((series) => series.measured?.[name] ?? [])
      : [],
  );

describe("Lanczos", () => {
  test("finds the top eigenvalue of a known matrix, also beside a more negative one", async () => {
    // A = Q D Qᵀ with Q a reflection: its eigenvalues are D's.
    const size = 60;
    const random = randomStream("test");
    const axis = Array.from({ length: size }, () => random.normal());
    const squared = axis.reduce((sum, x) => sum + x * x, 0);
    const eigenvalues = Array.from({ length: size }, (_, i) => (i === 0 ? -50 : 10 - i / 10));
    const reflect = (x: readonly number[]): number[] => {
      const along = (2 * axis.reduce((sum, a, i) => sum + a * (x[i] ?? 0), 0)) / squared;
      return x.map((value, i) => value - along * (axis[i] ?? 0));
    };
    const products = (v: Float32Array) =>
      Promise.resolve(
        Float32Array.from(reflect(reflect([...v]).map((x, i) => x * (eigenvalues[i] ?? 0)))),
      );
    const [top] = await topEigenvalues(products, 1, size);
    expect(Math.abs((top ?? 0) - 9.9)).toBeLessThan(0.01 * 9.9);
  });
});

describe("sharpness", () => {
  beforeAll(() => wasm.load());

  test("of the quadratic is its largest curvature, and sets the speed limit", async () => {
    const steps = 3;
    const request: ProbeRequest = {
      task: "quadratic",
      steps,
      seeds: [1],
      schedules: [
        schedule("a", { learningRate: constant(0.1, steps), momentum: constant(0.9, steps) }),
      ],
      sharpnessEvery: 2,
    };
    const told = await run(request, [cpu]);
    expect(measured(told, MEASUREMENTS.sharpness).map(([step]) => step)).toEqual([0, 2]);
    expect(Math.abs((measured(told, MEASUREMENTS.sharpness)[0]?.[1] ?? 0) - 1)).toBeLessThan(0.01);
    expect(Math.abs((measured(told, MEASUREMENTS.speedLimit)[0]?.[1] ?? 0) - 3.8)).toBeLessThan(
      0.04,
    );
  });

  test.each(["sgd", "adam"])(
    "of a network under %s agrees with differences of its gradient",
    async (name) => {
      // (∇L(w + εv) − ∇L(w − εv)) / 2ε along random v never exceeds the top eigenvalue, and a power
      // iteration on it finds it: a second way to the same number, without differentiating twice.
      await wasm.load();
      const task = TASKS.get("spirals")?.();
      if (task === undefined) throw new Error("spirals");
      const steps = 30;
      const plan = schedule(
        "a",
        { learningRate: constant(0.01, steps), momentum: constant(0, steps) },
        name,
      );
      const [group] = groups({ task: "spirals", steps, seeds: [1], schedules: [plan] });
      if (group === undefined) throw new Error("no group");
      const trainer = new Trainer(task, group, [1]);
      for (let t = 0; t < steps; t++) trainer.step(t).losses.dispose();
      const [found] = (await trainer.sharpness(steps - 1)) ?? [];
      const { weights, slots } = await trainer.snapshot();
      trainer.dispose();
      const scale =
        name === "adam" ? preconditioner(slots[1] ?? new Float32Array(), steps) : undefined;
      const expected = await byDifferences(weights, scale);
      expect(Math.abs((found ?? 0) / expected - 1)).toBeLessThan(0.05);
    },
  );
});

/** √v̂ + ε of Adam at β₂ = 0.999 after `steps` updates; the sharpness was asked at the last one. */
const preconditioner = (v: Float32Array, steps: number): number[] =>
  Array.from(v, (x) => Math.sqrt(x / (1 - 0.999 ** steps)) + 1e-8);

/** The gradient on the reference data: the change of one plain SGD update of rate 1. */
async function referenceGradient(weights: Float32Array): Promise<number[]> {
  const task = TASKS.get("spirals")?.();
  if (task?.reference === undefined) throw new Error("spirals");
  const { reference } = task;
  const frozen = { ...task, batch: () => reference(), initialWeights: () => weights };
  const [after] = await trajectory(frozen, [schedule("a", { learningRate: [1] })], 1);
  return Array.from(weights, (w, i) => w - (after?.[i] ?? 0));
}

async function byDifferences(weights: Float32Array, scale?: readonly number[]): Promise<number> {
  const root = Array.from(weights, (_, i) => Math.sqrt(scale?.[i] ?? 1));
  const random = randomStream("power");
  let v = root.map(() => random.normal());
  let value = 0;
  for (let round = 0; round < 60; round++) {
    const length = Math.hypot(...v);
    v = v.map((x) => x / length);
    const d = v.map((x, i) => x / (root[i] ?? 1));
    const step = 0.02 / Math.hypot(...d);
    const moved = (sign: number) =>
      Float32Array.from(weights, (w, i) => w + sign * step * (d[i] ?? 0));
    const [up, down] = [await referenceGradient(moved(1)), await referenceGradient(moved(-1))];
    const product = up.map((g, i) => (g - (down[i] ?? 0)) / (2 * step) / (root[i] ?? 1));
    value = product.reduce((sum, x, i) => sum + x * (v[i] ?? 0), 0);
    v = product;
  }
  return value;
}

describe("gradients and updates", () => {
  test("norm, alignment and update ratio are what the formulas say", async () => {
    await cpu.load();
    const curvature = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const weights = [1, -1, 2, -2, 1, 1, 0.5, 0.25, -0.5];
    const task = wells(weights, curvature, () => 0);
    const rate = 0.01;
    const [group] = groups({
      task: "wells",
      steps: 2,
      seeds: [1],
      schedules: [schedule("a", { learningRate: [rate, rate] })],
    });
    if (group === undefined) throw new Error("no group");
    const trainer = new Trainer(task, group, [1]);
    const first = trainer.step(0, false, true);
    const second = trainer.step(1, true, false);
    const values = await second.measured?.values.data();
    [first.losses, second.losses, second.measured?.values].forEach((t) => t?.dispose());
    trainer.dispose();
    const g0 = weights.map((w, i) => w * (curvature[i] ?? 0));
    const w1 = weights.map((w, i) => w - rate * (g0[i] ?? 0));
    const g1 = w1.map((w, i) => w * (curvature[i] ?? 0));
    const along = g0.reduce((sum, g, i) => sum + g * (g1[i] ?? 0), 0);
    const ratio = (from: number, to: number): number =>
      (rate * Math.hypot(...g1.slice(from, to))) / Math.hypot(...w1.slice(from, to));
    const expected = [
      Math.hypot(...g1),
      along / Math.hypot(...g0) / Math.hypot(...g1),
      rate * Math.hypot(...g1),
      ratio(0, 6),
      ratio(6, 9),
    ];
    expect(second.measured?.names).toEqual([
      "gradientNorm",
      "gradientCosine",
      "updateNorm",
      "updateRatio: first",
      "updateRatio: second",
    ]);
    expected.forEach((value, i) => {
      expect(values?.[i]).toBeCloseTo(value, 5);
    });
  });
});

describe("speed limits", () => {
  // The update rule itself, on a quadratic of curvature h, a little below and above the limit.
  const run = (step: (w: number, v: number) => [number, number]): number => {
    let [w, v] = [1, 0];
    for (let i = 0; i < 20_000 && Math.abs(w) < 1e100; i++) [w, v] = step(w, v);
    return Math.abs(w);
  };
  const h = 3;
  const mu = 0.9;
  const rules = {
    nesterov:
      (eta: number) =>
      (w: number, v: number): [number, number] => {
        const velocity = mu * v + h * w;
        return [w - eta * (h * w + mu * velocity), velocity];
      },
    adam:
      (eta: number) =>
      (w: number, v: number): [number, number] => {
        const moment = mu * v + (1 - mu) * h * w;
        return [w - eta * moment, moment];
      },
  };

  test.each(["nesterov", "adam"] as const)("%s diverges just above its limit", (name) => {
    const limit = speedLimit(name, h, { momentum: mu, beta1: mu }) ?? Number.NaN;
    expect(run(rules[name](0.999 * limit))).toBeLessThan(1);
    expect(run(rules[name](1.001 * limit))).toBeGreaterThan(1e6);
  });

  test("there is none where the curvature is not positive", () => {
    expect(speedLimit("sgd", -1, { momentum: 0, beta1: 0 })).toBeUndefined();
    expect(speedLimit("sgd", Number.NaN, { momentum: 0, beta1: 0 })).toBeUndefined();
  });
});
