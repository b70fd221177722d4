import { describe, expect, test } from "vitest";
import { CANYON } from "../../../src/probe/theory/canyon";
import {
  expectedLoss,
  noiseFloor,
  totalLoss,
  type Direction,
} from "../../../src/probe/theory/noisyQuadratic";
import { speedLimit } from "../../../src/probe/theory/speedLimit";
import { within } from "../within";
import { wasm } from "./backends";
import { constant, run, schedule } from "./requests";

const direction = (curvature: number, noise: number, start = 1): Direction => ({
  curvature,
  noise,
  start,
});
const at =
  (learningRate: number, momentum = 0) =>
  () => ({ learningRate, momentum });
const end = (losses: readonly Float64Array[]): number => totalLoss(losses).at(-1) ?? Number.NaN;

describe("the noisy-quadratic recursion", () => {
  test("is (1 − ηh)² E[θ²] + η² c for SGD", () => {
    const [losses] = expectedLoss([direction(2, 3, 5)], 2, at(0.1));
    const first = 0.8 * 0.8 * 5 + 0.01 * 3;
    const second = 0.8 * 0.8 * first + 0.01 * 3;
    [5, first, second].forEach((square, step) => {
      expect(losses?.[step]).toBeCloseTo(0.5 * 2 * square, 12);
    });
  });

  test("settles at the floor ½ Σ η c / (2 − η h)", () => {
    const directions = [direction(1, 0.3), direction(0.2, 0.7)];
    const found = end(expectedLoss(directions, 2000, at(0.5)));
    expect(found).toBeCloseTo((0.5 * 0.5 * 0.3) / 1.5 + (0.5 * 0.5 * 0.7) / 1.9, 10);
    expect(found).toBeCloseTo(noiseFloor(directions, 0.5), 10);
  });

  test.each([0, 0.5, 0.9])("diverges exactly at 2(1 + μ)/L, μ = %f", (mu) => {
    const limit = speedLimit("sgd", 3, { momentum: mu, beta1: 0 }) ?? Number.NaN;
    expect(limit).toBeCloseTo((2 * (1 + mu)) / 3, 12);
    const loss = (rate: number) => end(expectedLoss([direction(3, 0)], 20_000, at(rate, mu)));
    expect(loss(0.999 * limit)).toBeLessThan(1e-6);
    expect(loss(1.001 * limit)).toBeGreaterThan(1e6);
  });

  test("follows simulated trajectories with momentum and changing rates", () => {
    // Deterministic case: without noise the expectation is the square of the trajectory itself.
    const rates = (step: number) => ({ learningRate: 0.3 - step / 100, momentum: 0.5 + step / 50 });
    const [losses] = expectedLoss([direction(1.5, 0, 4)], 20, rates);
    let [theta, velocity] = [2, 0];
    for (let step = 0; step <= 20; step++) {
      expect(losses?.[step]).toBeCloseTo(0.75 * theta * theta, 10);
      velocity = rates(step).momentum * velocity + 1.5 * theta;
      theta -= rates(step).learningRate * velocity;
    }
  });

  test("takes milliseconds for 32 directions and 10,000 steps", () => {
    within(100, () => expectedLoss(CANYON, 10_000, at(0.1, 0.9)));
  });
});

describe("the probe of the same quadratic", () => {
  const STEPS = 300;
  const seeds = Array.from({ length: 64 }, (_, i) => i + 1);
  const decay = Array.from({ length: STEPS }, (_, t) => 0.5 * (1 - t / STEPS));
  const plans = {
    sgd: { learningRate: constant(0.8, STEPS), momentum: constant(0, STEPS) },
    heavyBall: { learningRate: constant(0.2, STEPS), momentum: constant(0.9, STEPS) },
    decaying: { learningRate: decay, momentum: constant(0.5, STEPS) },
    shrinking: {
      learningRate: constant(0.3, STEPS),
      momentum: constant(0.5, STEPS),
      weightDecay: constant(0.05, STEPS),
    },
  };
  const schedules = Object.entries(plans).map(([id, tracks]) => schedule(id, tracks));

  test("lies within the confidence band of the expectation", async () => {
    const told = await run(
      { task: "quadratic", steps: STEPS, seeds, schedules, evaluateEvery: 10 },
      [wasm],
    );
    for (const [id, tracks] of Object.entries(plans)) {
      const { learningRate, momentum } = tracks;
      const decays = "weightDecay" in tracks ? tracks.weightDecay : [];
      const expected = totalLoss(
        expectedLoss(CANYON, STEPS, (step) => ({
          learningRate: learningRate[step] ?? 0,
          momentum: momentum[step] ?? 0,
          weightDecay: decays[step] ?? 0,
        })),
      );
      const bySeed = seeds.map((seed) => told.points("validation", id, seed));
      for (const [index, [step]] of (bySeed[0] ?? []).entries()) {
        const losses = bySeed.map((points) => points[index]?.[1] ?? Number.NaN);
        const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
        const variance = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / 63;
        // Four standard errors: 124 comparisons, a false alarm once in some 130 changes of seeds.
        const band = 4 * Math.sqrt(variance / losses.length) + 1e-4;
        expect(Math.abs(mean - (expected[step] ?? 0)), `${id}, step ${step}`).toBeLessThan(band);
      }
    }
  });

  test.each([
    [0, 1.98, false],
    [0, 2.05, true],
    [0.9, 3.75, false],
    [0.9, 3.9, true],
  ])("momentum %f at rate %f: diverges %s", async (mu, rate, diverges) => {
    const steps = 2000;
    const tracks = { learningRate: constant(rate, steps), momentum: constant(mu, steps) };
    const told = await run(
      { task: "quadratic", steps, seeds: [1, 2, 3], schedules: [schedule("a", tracks)] },
      [wasm],
    );
    const diverged = told.events.filter(({ type }) => type === "diverged");
    expect(diverged).toHaveLength(diverges ? 3 : 0);
  });
});
