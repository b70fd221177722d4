import { tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { randomStream } from "../../../../src/probe/random";
import { levelsOf } from "../../../../src/probe/tasks/diffusion/levels";
import { EXCESS, LEVELS, PARTS, SAMPLES } from "../../../../src/probe/tasks/diffusion/names";
import {
  alphaBar,
  beta,
  exactNoise,
  tableOfLevels,
} from "../../../../src/probe/tasks/diffusion/process";
import { baseline, GENERATED, heldOut } from "../../../../src/probe/tasks/diffusion/quality";
import { CENTRES, ringPoints } from "../../../../src/probe/tasks/diffusion/ring";
import { generate } from "../../../../src/probe/tasks/diffusion/sampling";
import { slicedWasserstein } from "../../../../src/probe/tasks/diffusion/slicedWasserstein";
import { diffusion } from "../../../../src/probe/tasks/diffusion/task";
import { wasm } from "../backends";
import { vectorsOf } from "../extrasOf";
import { constant, run, schedule } from "../requests";
import { trajectory } from "../wells";

beforeAll(() => wasm.load());

const random = randomStream("diffusion test");

/** ᾱ as a running product of 1 − β, as it is written in the paper. */
function byProduct(): number[] {
  const f = (s: number) => Math.cos((((s / LEVELS + 0.008) / 1.008) * Math.PI) / 2) ** 2;
  let kept = 1;
  return Array.from({ length: LEVELS }, (_, k) => {
    kept *= 1 - Math.min(0.999, 1 - f(k + 1) / f(k));
    return kept;
  });
}

describe("the process", () => {
  test("has the ᾱ of the paper's product, also by levels in tensors", () => {
    const expected = byProduct();
    const levels = expected.map((_, k) => k);
    const told = tidy(() => tableOfLevels((k) => [alphaBar(k)])(tensor(levels, [2, 25, 1])));
    expect(told.shape).toEqual([2, 25, 1]);
    const values = told.dataSync();
    levels.forEach((k) => {
      expect(alphaBar(k) / (expected[k] ?? NaN)).toBeCloseTo(1, 9);
      expect(Math.abs((values[k] ?? NaN) - (expected[k] ?? NaN))).toBeLessThan(1e-7);
    });
    expect(beta(LEVELS - 1)).toBeCloseTo(0.999, 12);
  });

  test("has the Bayes floor that another program measured, by fifths of the levels", () => {
    const parts = Array.from({ length: PARTS }, () => ({
      sum: 0,
      zero: 0,
      near: 0,
      excess: 0,
      count: 0,
    }));
    for (let level = 0; level < LEVELS; level++) {
      const part = parts[Math.floor((level * PARTS) / LEVELS)];
      if (!part) throw new Error("no part");
      const kept = alphaBar(level);
      const points = ringPoints(2000, random);
      for (let i = 0; i < points.length; i += 2) {
        const noise = [random.normal(), random.normal()] as const;
        const [x, y] = [0, 1].map(
          (k) => Math.sqrt(kept) * (points[i + k] ?? NaN) + Math.sqrt(1 - kept) * (noise[k] ?? NaN),
        );
        const [a, b] = exactNoise(x ?? NaN, y ?? NaN, level);
        part.sum += ((a - noise[0]) ** 2 + (b - noise[1]) ** 2) / 2;
        part.zero += (noise[0] ** 2 + noise[1] ** 2) / 2;
        // Another denoiser: four fifths of the exact one.
        part.near += ((0.8 * a - noise[0]) ** 2 + (0.8 * b - noise[1]) ** 2) / 2;
        part.excess += ((0.2 * a) ** 2 + (0.2 * b) ** 2) / 2;
        part.count++;
      }
    }
    const floors = [0.467, 0.555, 0.445, 0.193, 0.027];
    parts.forEach(({ sum, zero, near, excess, count }, i) => {
      expect(Math.abs(sum / count - (floors[i] ?? NaN))).toBeLessThan(0.02);
      // Predicting no noise.
      expect(Math.abs(zero / count - 1)).toBeLessThan(0.03);
      // Any other denoiser's loss lies above the floor, by its mean square distance from the exact one.
      expect(Math.abs((near - sum - excess) / count)).toBeLessThan(0.01);
      expect(near).toBeGreaterThan(sum);
    });
  });

  test("turns noise into the data where the denoiser is exact", () => {
    const points = generate(
      (x, levels) => {
        const [at, level] = [x.dataSync(), levels.dataSync()];
        const noise = [...level].flatMap((k, i) => [
          ...exactNoise(at[2 * i] ?? NaN, at[2 * i + 1] ?? NaN, k),
        ]);
        return tensor(noise, [1, GENERATED, 2]);
      },
      1,
      GENERATED,
    );
    // Another program: 0.052 ± 0.023 with 1000 points; a normal cloud has 0.237.
    expect(slicedWasserstein(points.dataSync(), heldOut())).toBeLessThan(0.1);
  });
});

describe("the sliced Wasserstein distance", () => {
  test("of a set with itself is 0, of a moved one 2/π of the way", () => {
    const points = ringPoints(200, random);
    expect(slicedWasserstein(points, points)).toBe(0);
    // |cos| has the mean 2/π over the half circle.
    const moved = points.map((value, i) => (i % 2 === 0 ? value + 0.5 : value));
    expect(slicedWasserstein(points, moved)).toBeCloseTo((0.5 * 2) / Math.PI, 3);
    expect(slicedWasserstein(points, [])).toBeNaN();
  });

  test("between two draws is small, and far from a normal cloud", () => {
    // Another program, 1000 points: 0.046 ± 0.011, and 0.237.
    expect(Math.abs(baseline() - 0.046)).toBeLessThan(0.011);
    const cloud = Float32Array.from({ length: 2 * GENERATED }, () => random.normal());
    expect(Math.abs(slicedWasserstein(cloud, heldOut()) - 0.237)).toBeLessThan(0.05);
    expect(CENTRES.every(([x, y]) => Math.abs(Math.hypot(x, y) - 1.4) < 1e-12)).toBe(true);
  });
});

test("half of a batch sees the levels around the track's value, all of it without one", () => {
  const uniform = Array.from({ length: 400 }, (_, i) => ((i % 200) + 0.5) / 200);
  const spread = (noise: number): [number, number] => {
    const levels = levelsOf(tensor(uniform, [1, 400, 1]), tensor([noise], [1, 1])).dataSync();
    expect(levels[0]).toBe(0);
    expect(levels[199]).toBe(LEVELS - 1);
    const half = [...levels].slice(200);
    return [Math.min(...half), Math.max(...half)];
  };
  expect(spread(-1)).toEqual([0, 49]);
  expect(spread(0)).toEqual([0, 16]);
  expect(spread(0.5)).toEqual([16, 33]);
  expect(spread(1)).toEqual([33, 49]);
  expect(spread(7)).toEqual([33, 49]);
});

const STEPS = 300;
const adam = (id: string, noise?: number) =>
  schedule(
    id,
    {
      learningRate: Array.from({ length: STEPS }, (_, t) => 0.01 * (1 - t / STEPS)),
      ...(noise !== undefined && { noise: constant(noise, STEPS) }),
    },
    "adam",
  );

describe("training", () => {
  test("lowers the excess over the floor, and brings the points to the data", async () => {
    const told = await run(
      { task: "diffusion", steps: STEPS, seeds: [1], schedules: [adam("a"), adam("high", 1)] },
      [wasm],
    );
    // The clusters themselves, least noise, take longest.
    EXCESS.forEach((name, part) => {
      const points = told.measured(name, "a", 1);
      expect(points.at(-1)?.[1]).toBeLessThan((points[0]?.[1] ?? NaN) / (part === 0 ? 1 : 2));
    });
    const still = schedule("a", { learningRate: [0] });
    const untrained = await run({ task: "diffusion", steps: 1, seeds: [1], schedules: [still] }, [
      wasm,
    ]);
    const [before, after] = [untrained, told].map((each) => {
      const generated = vectorsOf(each, SAMPLES, "a", 1);
      // At the end, and never before it.
      expect(generated.map(([step]) => step)).toEqual([each === told ? STEPS : 1]);
      return slicedWasserstein(generated[0]?.[1] ?? [], heldOut());
    });
    expect(after).toBeLessThan((before ?? NaN) / 2);
    // Who sees more of the high levels knows them better than the low ones, compared with the other.
    const last = (id: string, part: number) =>
      told.measured(EXCESS[part] ?? "", id, 1).at(-1)?.[1] ?? NaN;
    expect(last("high", 4) / last("a", 4)).toBeLessThan(last("high", 0) / last("a", 0));
    // The loss is the floor and the excess: what is held out has a floor near 0.337.
    const validation = told.points("validation", "a", 1).at(-1)?.[1] ?? NaN;
    const excess = EXCESS.reduce((sum, _, part) => sum + last("a", part), 0) / PARTS;
    expect(Math.abs(validation - excess - 0.337)).toBeLessThan(0.05);
  });

  test("without the track is training below 0, to the last bit", async () => {
    const task = diffusion();
    const of = async (noise?: number) => (await trajectory(task, [adam("a", noise)], 5)).at(-1);
    expect(await of()).toEqual(await of(-0.5));
    expect(await of()).not.toEqual(await of(0.5));
  });
});
