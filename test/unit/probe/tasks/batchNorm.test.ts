import { grads, mul, sum, tensor, tidy, type Tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { at } from "../../../../src/probe/engine/rules/rule";
import { randomStream } from "../../../../src/probe/random";
import {
  batchNormalise,
  normalise,
  statisticsOf,
} from "../../../../src/probe/tasks/batchNorm/normalise";
import { followed, mismatch, triedMismatch } from "../../../../src/probe/tasks/batchNorm/running";
import { EXACT_LOSS, MISMATCH, TRIED_MISMATCH } from "../../../../src/probe/tasks/batchNorm/names";
import { wasm } from "../backends";
import { vectorsOf } from "../extrasOf";
import { run } from "../requests";
import { plainSchedule } from "./rows";

const random = randomStream("batch norm test");
const numbers = (count: number) => Array.from({ length: count }, () => random.normal());

/** [R = 1, 5 samples, 3 units]. */
const X = numbers(15);
const unit = (k: number) => X.filter((_, i) => i % 3 === k);
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: readonly number[]) =>
  mean(values.map((value) => (value - mean(values)) ** 2));

const buffersOf = (means: number[], variances: number[], tried: number[][]): Tensor[] => [
  tensor(means, [1, 1, means.length]),
  tensor(variances, [1, 1, variances.length]),
  tensor(tried.flat(), [1, tried.length, means.length]),
];
const zeros = (count: number) => new Array<number>(count).fill(0);
const MOMENTA = [0.5, 0.3, 0.1, 0.03, 0.01, 0.003];

describe("running statistics", () => {
  beforeAll(() => wasm.load());

  test("a momentum of 1 takes the last batch's mean, and its corrected variance", () => {
    const statistics = statisticsOf(tensor(X, [1, 5, 3]));
    const before = buffersOf(
      [7, 7, 7],
      [3, 3, 3],
      MOMENTA.map(() => [1, 1, 1]),
    );
    const after = followed(before, [statistics], tensor([1], [1, 1]), 5);
    expect([...at(after, 0).dataSync()]).toEqual([...statistics.mean.dataSync()]);
    [0, 1, 2].forEach((k) => {
      expect(at(after, 0).dataSync()[k]).toBeCloseTo(mean(unit(k)), 6);
      expect(at(after, 1).dataSync()[k]).toBeCloseTo((variance(unit(k)) * 5) / 4, 5);
      MOMENTA.forEach((alpha, row) => {
        const expected = (1 - alpha) * 1 + alpha * mean(unit(k));
        expect(at(after, 2).dataSync()[3 * row + k]).toBeCloseTo(expected, 6);
      });
    });
  });

  test("approach a constant mean μ as μ (1 − (1 − α)ᵗ)", () => {
    const [mu, alpha] = [2.5, 0.03];
    const constant = statisticsOf(tensor(new Array<number>(8).fill(mu), [1, 8, 1]));
    let buffers = buffersOf(
      [0],
      [1],
      MOMENTA.map(() => [0]),
    );
    for (let t = 1; t <= 60; t++) {
      buffers = followed(buffers, [constant], tensor([alpha], [1, 1]), 8);
      expect(at(buffers, 0).dataSync()[0]).toBeCloseTo(mu * (1 - (1 - alpha) ** t), 5);
    }
  });

  test("the mismatch is the mean over the units of all layers", () => {
    const exact = [
      { mean: tensor([1, 2], [1, 1, 2]), variance: tensor([4, 1], [1, 1, 2]) },
      { mean: tensor([0], [1, 1, 1]), variance: tensor([0.25], [1, 1, 1]) },
    ];
    const tried = (width: number) => MOMENTA.map(() => zeros(width));
    const buffers = [...buffersOf([3, 2], [1, 1], tried(2)), ...buffersOf([0.5], [1], tried(1))];
    // (2² / 4 + 0 + 0.5² / 0.25) / 3
    expect(mismatch(buffers, exact).dataSync()[0]).toBeCloseTo(2 / 3, 6);
    // (1 / 4 + 4 / 1 + 0) / 3
    const all = triedMismatch(buffers, exact);
    expect(all.shape).toEqual([1, MOMENTA.length]);
    expect(all.dataSync()[5]).toBeCloseTo(4.25 / 3, 6);
  });
});

describe("batch norm", () => {
  beforeAll(() => wasm.load());

  test("has the gradient of the formula, also through the statistics", () => {
    const push = tensor(numbers(15), [1, 5, 3]);
    const inputs = [
      tensor(X, [1, 5, 3]),
      tensor([1, 2, 0.5], [1, 1, 3]),
      tensor([0, 1, -1], [1, 1, 3]),
    ];
    const bySelf = tidy(() =>
      grads((x: Tensor, g: Tensor, b: Tensor) =>
        sum(mul(batchNormalise(x, g, b, statisticsOf(x)), push)),
      )(inputs),
    );
    // tfjs differentiates the statistics of `normalise` itself.
    const byTfjs = tidy(() =>
      grads((x: Tensor, g: Tensor, b: Tensor) =>
        sum(mul(normalise(x, g, b, statisticsOf(x)), push)),
      )(inputs),
    );
    bySelf.forEach((gradient, i) => {
      const expected = at(byTfjs, i).dataSync();
      gradient.dataSync().forEach((value, k) => {
        expect(value).toBeCloseTo(expected[k] ?? NaN, 4);
      });
    });
  });

  test("trains the same to the last bit under every momentum; the statistics differ", async () => {
    const steps = 40;
    const momenta = [1, 0.3, 0.01];
    const schedules = momenta.map((alpha) =>
      plainSchedule(String(alpha), steps, { batchNormMomentum: alpha }),
    );
    const told = await run(
      { task: "batchNorm", steps, seeds: [1, 2], schedules, evaluateEvery: 20 },
      [wasm],
    );
    for (const seed of [1, 2]) {
      const [first, ...others] = schedules.map(({ id }) => id);
      const train = told.points("train", first ?? "", seed);
      const exact = told.measured(EXACT_LOSS, first ?? "", seed);
      expect(train).toHaveLength(steps);
      for (const other of others) {
        expect(told.points("train", other, seed)).toEqual(train);
        expect(told.measured(EXACT_LOSS, other, seed)).toEqual(exact);
        expect(vectorsOf(told, TRIED_MISMATCH, other, seed)).toEqual(
          vectorsOf(told, TRIED_MISMATCH, first ?? "", seed),
        );
      }
      const ends = schedules.map(({ id }) => told.measured(MISMATCH, id, seed).at(-1)?.[1] ?? NaN);
      // After 40 steps a momentum of 0.01 is still near the start, at mean 0.
      expect(ends[2]).toBeGreaterThan(3 * (ends[1] ?? NaN));
    }
  });
});
