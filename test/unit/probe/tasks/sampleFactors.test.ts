import { beforeAll, describe, expect, test } from "vitest";
import { SAMPLE_TRACKS } from "../../../../src/core/probeTracks";
import type { ProbeSchedule } from "../../../../src/core/probeContract";
import {
  FACTOR_RIGHT,
  FACTOR_WRONG,
  FITTED_RIGHT,
} from "../../../../src/probe/tasks/labelNoise/names";
import { labelNoise } from "../../../../src/probe/tasks/labelNoise/task";
import { wasm } from "../backends";
import { run } from "../requests";
import { plainSchedule } from "./rows";

const SEED = 4;
const [SAMPLES, PIXELS, HIDDEN, CLASSES] = [600, 64, 64, 10];

/** The tanh network's scores of one sample, by loops in double precision. */
function scores(weights: Float32Array, pixels: ArrayLike<number>): number[] {
  const bias = PIXELS * HIDDEN;
  const [next, end] = [bias + HIDDEN, bias + HIDDEN + HIDDEN * CLASSES];
  const hidden = Array.from({ length: HIDDEN }, (_, j) => {
    let sum = weights[bias + j] ?? NaN;
    for (let i = 0; i < PIXELS; i++) sum += (pixels[i] ?? NaN) * (weights[i * HIDDEN + j] ?? NaN);
    return Math.tanh(sum);
  });
  return Array.from({ length: CLASSES }, (_, k) =>
    hidden.reduce(
      (sum, value, j) => sum + value * (weights[next + j * CLASSES + k] ?? NaN),
      weights[end + k] ?? NaN,
    ),
  );
}

/** hard + (easy − hard) / (1 + e^−(margin / scale)) of every sample at the start, and whether it is wrong. */
function factorsAtStart(easy: number, hard: number, scale: number) {
  const task = labelNoise();
  const weights = task.initialWeights(SEED);
  const [, , inputs, labels, wrong] = task.validation?.(SEED) ?? [];
  return Array.from({ length: SAMPLES }, (_, row) => {
    const z = scores(weights, inputs?.values.subarray(row * PIXELS, (row + 1) * PIXELS) ?? []);
    const label = labels?.values.subarray(row * CLASSES, (row + 1) * CLASSES).indexOf(1) ?? -1;
    const margin = (z[label] ?? NaN) - Math.max(...z.filter((_score, k) => k !== label));
    const factor = hard + (easy - hard) / (1 + Math.exp(-margin / scale));
    return { factor, wrong: wrong?.values[row] === 1 };
  });
}

const meanOf = (values: readonly { readonly factor: number }[]): number =>
  values.reduce((sum, { factor }) => sum + factor, 0) / values.length;

const rule = (easy: number, hard: number, scale = 1, meanOne = 0) => ({
  [SAMPLE_TRACKS.easy]: easy,
  [SAMPLE_TRACKS.hard]: hard,
  [SAMPLE_TRACKS.scale]: scale,
  [SAMPLE_TRACKS.meanOne]: meanOne,
});

const trained = (steps: number, ...schedules: readonly ProbeSchedule[]) =>
  run({ task: "labelNoise", steps, seeds: [SEED], schedules, evaluateEvery: 1 }, [wasm]);

describe("the mean factors that are told", () => {
  beforeAll(() => wasm.load());

  test("are those of the rule, on right and on wrong labels", async () => {
    const tracks = rule(1.5, 0.25, 0.4);
    const told = await trained(1, plainSchedule("easy", 1, tracks), plainSchedule("none", 1));
    const all = factorsAtStart(1.5, 0.25, 0.4);
    const first = (name: string, id: string) => told.measured(name, id, SEED)[0]?.[1];
    expect(first(FACTOR_RIGHT, "easy")).toBeCloseTo(meanOf(all.filter(({ wrong }) => !wrong)), 4);
    expect(first(FACTOR_WRONG, "easy")).toBeCloseTo(meanOf(all.filter(({ wrong }) => wrong)), 4);
    expect([first(FACTOR_RIGHT, "none"), first(FACTOR_WRONG, "none")]).toEqual([1, 1]);
  });

  test("of the control arm have the mean 1, and the rule's proportion", async () => {
    const [own, arm] = [rule(1, 0.1), rule(1, 0.1, 1, 1)];
    const told = await trained(1, plainSchedule("own", 1, own), plainSchedule("arm", 1, arm));
    const at = (id: string) =>
      [FACTOR_RIGHT, FACTOR_WRONG].map((name) => told.measured(name, id, SEED)[0]?.[1] ?? NaN);
    const [[right = NaN, wrong = NaN], [armRight = NaN, armWrong = NaN]] = [at("own"), at("arm")];
    const count = factorsAtStart(1, 0.1, 1).filter((each) => each.wrong).length;
    expect((armRight * (SAMPLES - count) + armWrong * count) / SAMPLES).toBeCloseTo(1, 5);
    expect(armRight / armWrong).toBeCloseTo(right / wrong, 4);
  });

  test("are those of the update that comes next, at the end of the last one", async () => {
    const values = [0.2, 0.4, 0.8];
    const moving = { [SAMPLE_TRACKS.easy]: values, [SAMPLE_TRACKS.hard]: values };
    const { tracks, ...plain } = plainSchedule("moving", 3, rule(1, 1));
    const told = await trained(3, { ...plain, tracks: { ...tracks, ...moving } });
    expect(told.measured(FITTED_RIGHT, "moving", SEED)).toHaveLength(4);
    told.measured(FACTOR_RIGHT, "moving", SEED).forEach(([step, factor]) => {
      expect(factor).toBeCloseTo([...values, 0.8][step] ?? NaN, 5);
    });
  });
});
