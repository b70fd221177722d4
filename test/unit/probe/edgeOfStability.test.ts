import { mean, square, sub, sum, tanh, type Tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { groups } from "../../../src/probe/engine/plan";
import { at } from "../../../src/probe/engine/rules/rule";
import { Trainer } from "../../../src/probe/engine/trainer";
import { randomStream } from "../../../src/probe/random";
import { glorotUniform, layerShapes } from "../../../src/probe/tasks/initial";
import { crossEntropy, dense } from "../../../src/probe/tasks/layers";
import { spirals } from "../../../src/probe/tasks/spirals";
import type { Block, Task } from "../../../src/probe/tasks/task";
import { wasm } from "./backends";
import { constant, schedule } from "./requests";

function trainer(task: Task, rates: readonly number[], steps: number): Trainer {
  const schedules = rates.map((rate) =>
    schedule(String(rate), { learningRate: constant(rate, steps) }),
  );
  const [group] = groups({ task: task.name, steps, seeds: [1], schedules });
  if (group === undefined) throw new Error("no group");
  return new Trainer(task, group, [1]);
}

describe("full-batch gradient descent", () => {
  beforeAll(() => wasm.load());

  // Cohen et al. 2021, arXiv 2103.00065, with the squared error as in their section 3.
  test("sharpens until the curvature is 2/η, and hovers there", { timeout: 60_000 }, async () => {
    const base = spirals();
    const reference = base.reference?.() ?? [];
    const task: Task = {
      ...base,
      batch: () => reference,
      loss(w, [x, labels]) {
        if (x === undefined || labels === undefined) throw new Error("no data");
        const first = tanh(dense(x, at(w, 0), at(w, 1)));
        const second = tanh(dense(first, at(w, 2), at(w, 3)));
        const found = dense(second, at(w, 4), at(w, 5));
        return mean(sum(square(sub(found, labels)), 2), 1);
      },
    };
    const rates = [0.05, 0.1];
    const descent = trainer(task, rates, 600);
    /** Curvature in units of 2/η, by rate. */
    const relative = async (step: number): Promise<number[]> =>
      ((await descent.sharpness(step)) ?? []).map((h, i) => (h * (rates[i] ?? NaN)) / 2);
    const [first] = await relative(0);
    expect(first).toBeLessThan(0.8);
    const late: number[][] = [];
    for (let step = 0; step < 600; step++) {
      descent.step(step).losses.dispose();
      if (step >= 400 && step % 25 === 0) late.push(await relative(step));
    }
    descent.dispose();
    rates.forEach((rate, i) => {
      const values = late.map((row) => row[i] ?? NaN);
      const average = values.reduce((total, value) => total + value, 0) / values.length;
      expect(Math.abs(average - 1), `rate ${rate}`).toBeLessThan(0.05);
      expect(Math.min(...values), `rate ${rate}`).toBeGreaterThan(0.85);
      expect(Math.max(...values), `rate ${rate}`).toBeLessThan(1.15);
    });
  });
});

const SAMPLES = 12;
const SHAPES = layerShapes([2, 3, 2]);
const random = randomStream("small");
const inputs = Float32Array.from({ length: SAMPLES * 2 }, () => random.normal());
const labels = Float32Array.from({ length: SAMPLES * 2 }, (_, i) =>
  Math.floor(i / 2) % 2 === i % 2 ? 1 : 0,
);
const blocks: Block[] = [
  { shape: [SAMPLES, 2], values: inputs },
  { shape: [SAMPLES, 2], values: labels },
];
const small: Task = {
  name: "small",
  about: "",
  weights: SHAPES,
  initialWeights: (seed) => glorotUniform(SHAPES, seed).map((w) => 2 * w + 0.1),
  batch: () => blocks,
  reference: () => blocks,
  loss: (w: readonly Tensor[], b: readonly Tensor[]) =>
    crossEntropy(dense(tanh(dense(at(b, 0), at(w, 0), at(w, 1))), at(w, 2), at(w, 3)), at(b, 1)),
};

/** The network's loss in plain numbers of double precision. */
function lossOf(w: readonly number[]): number {
  const weight = (i: number): number => w[i] ?? NaN;
  let total = 0;
  for (let s = 0; s < SAMPLES; s++) {
    const [x, y] = [inputs[2 * s] ?? NaN, inputs[2 * s + 1] ?? NaN];
    const hidden = [0, 1, 2].map((j) =>
      Math.tanh(x * weight(j) + y * weight(3 + j) + weight(6 + j)),
    );
    const z = [0, 1].map((k) =>
      hidden.reduce((sum, value, j) => sum + value * weight(9 + 2 * j + k), weight(15 + k)),
    );
    const right = labels[2 * s] === 1 ? 0 : 1;
    total += Math.log(z.reduce((sum, value) => sum + Math.exp(value), 0)) - (z[right] ?? NaN);
  }
  return total / SAMPLES;
}

/** All second derivatives, by central differences. */
function hessian(w: readonly number[]): number[][] {
  const step = 1e-4;
  const moved = (i: number, a: number, j: number, b: number): number =>
    lossOf(w.map((value, k) => value + (k === i ? a : 0) + (k === j ? b : 0)));
  return w.map((_, i) =>
    w.map(
      (__, j) =>
        (moved(i, step, j, step) -
          moved(i, step, j, -step) -
          moved(i, -step, j, step) +
          moved(i, -step, j, -step)) /
        (4 * step * step),
    ),
  );
}

/** The largest eigenvalue of a symmetric matrix: power iteration, shifted so that it is the largest. */
function largest(matrix: readonly (readonly number[])[]): number {
  const shift = Math.max(
    ...matrix.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)),
  );
  let v = matrix.map((_, i) => 1 + i / 7);
  let value = 0;
  for (let round = 0; round < 5000; round++) {
    const length = Math.hypot(...v);
    v = v.map((x) => x / length);
    const next = matrix.map((row, i) =>
      row.reduce((sum, h, j) => sum + h * (v[j] ?? NaN), shift * (v[i] ?? NaN)),
    );
    value = next.reduce((sum, x, i) => sum + x * (v[i] ?? NaN), 0);
    v = next;
  }
  return value - shift;
}

test("the sharpness of a small network is that of its Hessian, written out", async () => {
  await wasm.load();
  const descent = trainer(small, [0.1], 1);
  const [found] = (await descent.sharpness(0)) ?? [];
  descent.dispose();
  const exact = largest(hessian([...small.initialWeights(1)]));
  expect(exact).toBeGreaterThan(0.05);
  expect(Math.abs((found ?? NaN) / exact - 1)).toBeLessThan(0.01);
});
