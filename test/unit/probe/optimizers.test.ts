import { beforeAll, describe, expect, test } from "vitest";
import type { ProbeSchedule } from "../../../src/core/probeContract";
import fixture from "../../fixtures/probe/optimizers.json";
import { bothBackends } from "./backends";
import { trajectory, wells } from "./wells";

// Expected values: see the fixture's "origin" (PyTorch, optax), printed once in float32 for the same
// weights, gradients and per-step hyper-parameters.

const STEPS = 6;
const shift = (step: number): number => (step % 2 === 0 ? 0.3 : -0.3);
const task = wells(fixture.weights, fixture.curvature, shift);
const tenth = fixture.learningRate.map((rate) => rate / 10);
const { learningRate, momentum, weightDecay, beta1, beta2 } = fixture;

function schedule(
  name: string,
  tracks: Record<string, readonly number[]>,
  more: { nesterov?: boolean; epsilon?: number } = {},
): ProbeSchedule {
  return { id: "a", name: "a", tracks, optimizer: { name, ...more } };
}

const adam = { learningRate: tenth, weightDecay, beta1, beta2 };
const cases: [keyof typeof fixture.trajectories, ProbeSchedule][] = [
  ["sgd", schedule("sgd", { learningRate, momentum, weightDecay })],
  ["sgd", schedule("heavyBall", { learningRate, momentum, weightDecay })],
  ["plain", schedule("SGD", { learningRate })],
  ["nesterov", schedule("nesterov", { learningRate, momentum, weightDecay })],
  ["nesterov", schedule("sgd", { learningRate, momentum, weightDecay }, { nesterov: true })],
  ["adam", schedule("adam", adam)],
  ["adamw", schedule("AdamW", adam)],
  ["lamb", schedule("lamb", adam)],
  [
    "lars",
    schedule("lars", { learningRate: learningRate.map((r) => 10 * r), momentum }, { epsilon: 0 }),
  ],
];

/** Each operation of an update rounds to 24 bits; a dozen of them, six updates. */
const ROUNDING = 12 * STEPS * 2 ** -24;

function expectEqual(found: readonly number[][], expected: readonly (readonly number[])[]): void {
  expected.forEach((weights, step) => {
    weights.forEach((weight, i) => {
      const error = Math.abs((found[step]?.[i] ?? Number.NaN) - weight);
      expect(error, `step ${step}, weight ${i}`).toBeLessThan(ROUNDING);
    });
  });
}

describe.each(bothBackends)("on $name", (loader) => {
  beforeAll(() => loader.load());

  test.each(cases)("%s steps as the reference does", async (name, optimizer) => {
    expectEqual(await trajectory(task, [optimizer], STEPS), fixture.trajectories[name]);
  });

  test("LARS decays the weights as its paper's algorithm 1 says", async () => {
    const tracks = { learningRate: learningRate.map((rate) => 10 * rate), momentum, weightDecay };
    expectEqual(await trajectory(task, [schedule("lars", tracks)], STEPS), larsByHand(tracks));
  });

  test("a change of momentum in mid-run acts from that very update on", async () => {
    const rate = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1];
    const kept = [0.9, 0.9, 0.9, 0.9, 0.9, 0.9];
    const changed = [0.9, 0.9, 0.9, 0.2, 0.2, 0.2];
    const [before, after] = [kept, changed].map((m) => momentumByHand(rate, m));
    const found = await trajectory(
      task,
      [kept, changed].map((m, i) => ({
        ...schedule("sgd", { learningRate: rate, momentum: m }),
        id: String(i),
      })),
      STEPS,
    );
    const half = task.weights.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
    expectEqual(
      found.map((w) => w.slice(0, half)),
      before ?? [],
    );
    expectEqual(
      found.map((w) => w.slice(half)),
      after ?? [],
    );
    expect(found[2]?.slice(half)).toEqual(found[2]?.slice(0, half));
    expect(found[3]?.slice(half)).not.toEqual(found[3]?.slice(0, half));
  });
});

const gradient = (w: number, i: number, step: number): number =>
  (fixture.curvature[i] ?? 0) * w + shift(step);

/** v ← μ·v + g, w ← w − η·v in plain numbers, one weight at a time. */
function momentumByHand(rates: readonly number[], momenta: readonly number[]): number[][] {
  const w = [...fixture.weights];
  const v = w.map(() => 0);
  return rates.map((rate, step) => {
    w.forEach((weight, i) => {
      v[i] = (momenta[step] ?? 0) * (v[i] ?? 0) + gradient(weight, i, step);
      w[i] = weight - rate * v[i];
    });
    return [...w];
  });
}

function larsByHand(tracks: Record<"learningRate" | "momentum" | "weightDecay", number[]>) {
  const w = [...fixture.weights];
  const v = w.map(() => 0);
  const layers = [w.map((_, i) => i).slice(0, 6), w.map((_, i) => i).slice(6)];
  return tracks.learningRate.map((rate, step) => {
    const [mu, decay] = [tracks.momentum[step] ?? 0, tracks.weightDecay[step] ?? 0];
    const g = w.map((weight, i) => gradient(weight, i, step));
    for (const layer of layers) {
      const norm = (of: readonly number[]): number => Math.hypot(...layer.map((i) => of[i] ?? 0));
      const trust = (0.001 * norm(w)) / (norm(g) + decay * norm(w) + 1e-8);
      for (const i of layer) {
        v[i] = mu * (v[i] ?? 0) + rate * trust * ((g[i] ?? 0) + decay * (w[i] ?? 0));
      }
    }
    w.forEach((weight, i) => (w[i] = weight - (v[i] ?? 0)));
    return [...w];
  });
}
