import { tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { sampleRule } from "../../../../src/core/schedule/samples";
import { SAMPLE_TRACKS } from "../../../../src/core/probeTracks";
import type { ProbeSchedule } from "../../../../src/core/probeContract";
import { augmentation } from "../../../../src/probe/tasks/augmentation/task";
import { MEMORISED } from "../../../../src/probe/tasks/labelNoise/names";
import { labelNoise } from "../../../../src/probe/tasks/labelNoise/task";
import { margins, sampleFactors } from "../../../../src/probe/tasks/labelNoise/margin";
import type { Task } from "../../../../src/probe/tasks/task";
import { WEIGHT_NORM } from "../../../../src/probe/tasks/weightDecay/names";
import { weightDecay } from "../../../../src/probe/tasks/weightDecay/task";
import { bothBackends, wasm } from "../backends";
import { lossInputs } from "../lossInputs";
import { run } from "../requests";
import { trajectory } from "../wells";
import { plainSchedule } from "./rows";

const STEPS = 12;
const SEEDS = [1, 5];

const end = async (task: Task, schedule: ProbeSchedule) =>
  (await trajectory(task, [schedule], STEPS, SEEDS)).at(-1);

/** The same network and data, without what the track does. */
function plain(task: Task): Task {
  const loss: Task["loss"] = (...args) => {
    const found = task.curvatureLoss?.(...args);
    if (found === undefined) throw new Error("no plain loss");
    return found;
  };
  return { ...task, tracks: {}, loss };
}

const neutral = {
  [SAMPLE_TRACKS.easy]: 1,
  [SAMPLE_TRACKS.hard]: 1,
  [SAMPLE_TRACKS.scale]: 0.7,
  [SAMPLE_TRACKS.meanOne]: 1,
};

describe.each(bothBackends.map((backend) => [backend.name, backend] as const))(
  "what does nothing, on %s:",
  (_, backend) => {
    beforeAll(() => backend.load());

    test("an augmentation of 0 is plain training, to the last bit", async () => {
      const task = augmentation();
      const without = await end(plain(task), plainSchedule("plain", STEPS));
      expect(await end(task, plainSchedule("0", STEPS, { augmentation: 0 }))).toEqual(without);
      expect(await end(task, plainSchedule("none", STEPS))).toEqual(without);
      expect(await end(task, plainSchedule("1", STEPS, { augmentation: 1 }))).not.toEqual(without);
    });

    test("factors of 1 for easy and hard are plain training, to the last bit", async () => {
      const task = labelNoise();
      const without = await end(plain(task), plainSchedule("plain", STEPS));
      expect(await end(task, plainSchedule("1", STEPS, neutral))).toEqual(without);
      expect(await end(task, plainSchedule("none", STEPS))).toEqual(without);
      const other = { ...neutral, [SAMPLE_TRACKS.hard]: 0.5 };
      expect(await end(task, plainSchedule("0.5", STEPS, other))).not.toEqual(without);
    });

    test("a weight decay of 0 is plain training, to the last bit", async () => {
      const task = weightDecay();
      const without = await end(task, plainSchedule("plain", STEPS));
      expect(await end(task, plainSchedule("0", STEPS, { weightDecay: 0 }))).toEqual(without);
    });
  },
);

describe("tracks in the loss", () => {
  beforeAll(() => wasm.load());

  test("the noise on the pixels has the variance s²", () => {
    const task = augmentation();
    const draws = Array.from({ length: 40 }, (_, step) => [
      ...(task.batch(3, step)[2]?.values ?? []),
    ]);
    const all = draws.flat();
    const mean = all.reduce((a, b) => a + b, 0) / all.length;
    const variance = all.reduce((a, b) => a + (b - mean) ** 2, 0) / all.length;
    // 81,920 normal numbers: standard errors 0.0035 and 0.005.
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
    // And the loss sees clean pixels + s · noise.
    const [x, labels, noise] = task.batch(3, 0);
    const weights = task.weights.map(({ rows, columns }) =>
      tensor(
        Array.from({ length: rows * columns }, (_, i) => Math.sin(i) / 4),
        [1, rows, columns],
      ),
    );
    const at = (values: Float32Array) => [
      tensor(values, [1, 32, 64]),
      tensor(labels?.values ?? [], [1, 32, 10]),
      tensor(noise?.values ?? [], [1, 32, 64]),
    ];
    const moved = (x?.values ?? new Float32Array()).map(
      (value, i) => value + 0.3 * (noise?.values[i] ?? NaN),
    );
    const loss = (values: Float32Array, augmented: number) =>
      tidy(
        () =>
          task
            .loss(weights, at(values), lossInputs({ augmentation: augmented, pixelNoise: 1 }))
            .dataSync()[0],
      );
    expect(loss(x?.values ?? new Float32Array(), 0.3)).toBeCloseTo(loss(moved, 0) ?? NaN, 5);
  });

  test("a sample's factor is that of the definition's rule", () => {
    const logits = [
      [2, -1, 0.5],
      [1, 1, -3],
      [-4, 3, 3.5],
      [0, 0, 0],
    ];
    const labels = [0, 1, 0, 2];
    const z = tensor(logits.flat(), [1, 4, 3]);
    const y = tensor(
      labels.flatMap((k) => [0, 1, 2].map((i) => (i === k ? 1 : 0))),
      [1, 4, 3],
    );
    const expected = [1.5, 0, -7.5, 0];
    [...margins(z, y).dataSync()].forEach((margin, i) => {
      expect(margin).toBeCloseTo(expected[i] ?? NaN, 5);
    });
    const rule = sampleRule({ by: "margin", easy: 1.5, hard: 0.25, scale: 2 });
    const tracks = { easy: 1.5, hard: 0.25, scale: 2, meanOne: 0 };
    const named = (meanOne: number) =>
      lossInputs(
        Object.fromEntries(
          Object.entries({ ...tracks, meanOne }).map(([key, value]) => [
            SAMPLE_TRACKS[key as keyof typeof SAMPLE_TRACKS],
            value,
          ]),
        ),
      );
    const factors = [...sampleFactors(z, y, named(0)).dataSync()];
    factors.forEach((factor, i) => {
      expect(factor).toBeCloseTo(rule.factor(expected[i] ?? NaN), 6);
    });
    // At margin 0 the mean of easy and hard.
    expect(factors[1]).toBeCloseTo((1.5 + 0.25) / 2, 6);
    const scaled = [...sampleFactors(z, y, named(1)).dataSync()];
    expect(scaled.reduce((a, b) => a + b, 0) / 4).toBeCloseTo(1, 6);
    expect((scaled[0] ?? NaN) / (scaled[2] ?? NaN)).toBeCloseTo(
      (factors[0] ?? NaN) / (factors[2] ?? NaN),
      4,
    );
  });

  test("coupled decay: the norm of the weights is measured, and shrinks under it", async () => {
    const steps = 150;
    const schedules = [0, 0.05].map((decay) =>
      plainSchedule(String(decay), steps, { weightDecay: decay }),
    );
    const told = await run({ task: "weightDecay", steps, seeds: [1], schedules }, [wasm]);
    const norms = (id: string) => told.measured(WEIGHT_NORM, id, 1).map(([, norm]) => norm);
    const [first] = norms("0");
    // Of 64 · 64 + 64 · 10 weights, uniform in ±√(6 / (rows + columns)): variance a third of it.
    const expected = Math.sqrt((64 * 64 * 2) / (64 + 64) + (64 * 10 * 2) / (64 + 10));
    expect(Math.abs((first ?? NaN) / expected - 1)).toBeLessThan(0.05);
    expect(norms("0.05").at(-1)).toBeLessThan(0.7 * (norms("0").at(-1) ?? NaN));
  });

  test("wrong labels are learned by heart, less where samples with large margins are faster", async () => {
    const steps = 600;
    const easy = {
      ...neutral,
      [SAMPLE_TRACKS.hard]: 0.1,
      [SAMPLE_TRACKS.meanOne]: 0,
      [SAMPLE_TRACKS.scale]: 1,
    };
    const schedules = [plainSchedule("uniform", steps), plainSchedule("easy", steps, easy)];
    const told = await run(
      { task: "labelNoise", steps, seeds: [1], schedules, evaluateEvery: 300 },
      [wasm],
    );
    const last = (id: string) => told.measured(MEMORISED, id, 1).at(-1)?.[1] ?? NaN;
    const loss = (id: string) => told.points("validation", id, 1).at(-1)?.[1] ?? NaN;
    // The prototype: 0.99 and 0.27 after 1200 steps.
    expect(last("uniform")).toBeGreaterThan(0.6);
    expect(last("easy")).toBeLessThan(0.35);
    expect(loss("easy")).toBeLessThan(loss("uniform"));
  });
});

test("the wrong labels are as many as told, differ by seed, and are never the right ones", () => {
  const task = labelNoise();
  const of = (seed: number) =>
    task
      .validation?.(seed)
      .slice(3)
      .map(({ values }) => values) ?? [];
  const [[labels = [], wrong = []], [others = []]] = [of(1), of(2)];
  const share = [...wrong].reduce((a, b) => a + b, 0) / 600;
  // A binomial of 600 with 0.3: standard error 0.019.
  expect(Math.abs(share - 0.3)).toBeLessThan(0.06);
  expect([...labels]).not.toEqual([...others]);
  // Where neither seed's label is wrong, they agree; the samples are the same.
  const right = (values: ArrayLike<number>, row: number) =>
    Array.from({ length: 10 }, (_, k) => values[row * 10 + k]).indexOf(1);
  const [, second = []] = of(2);
  for (let row = 0; row < 600; row++) {
    if (wrong[row] === 0 && second[row] === 0) {
      expect(right(labels, row)).toBe(right(others, row));
    } else if ((wrong[row] ?? 0) + (second[row] ?? 0) === 1) {
      expect(right(labels, row)).not.toBe(right(others, row));
    }
  }
});
