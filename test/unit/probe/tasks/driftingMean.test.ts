import { describe, expect, test } from "vitest";
import { buildSchedule } from "../../../../src/core/schedule/build";

const EXPONENTS = [0, 1 / 3, 2 / 3, 1];
const RATE = 0.1;

/** A rate that falls exponentially to the share `end` of its peak. */
interface Decay {
  readonly steps: number;
  readonly end: number;
}
const USUAL: Decay = { steps: 4000, end: 0.01 };

/** The momentum track of a `power` follower of the rate. */
function momenta(exponent: number, reference: number, { steps, end } = USUAL): number[] {
  const { schedule } = buildSchedule({
    name: "drift",
    length: { steps },
    learningRate: [{ kind: "exponential", from: RATE, to: RATE * end }],
    batchNormMomentum: {
      follow: "learningRate",
      relation: "power",
      exponent,
      reference: { learningRate: RATE, value: reference },
    },
  });
  return Array.from({ length: steps }, (_, t) => schedule?.at(t)["batchNormMomentum"] ?? NaN);
}

/**
 * Mean over the run, without its first twentieth, of E[(m − μ)²] where μ moves by k·η a step and batches have noise of variance
 * s² = 1: its exact recursion, with the bias and the variance apart.
 */
function error(
  alphas: readonly number[],
  k: number,
  steady: boolean,
  { steps, end } = USUAL,
): number {
  const settled = steps / 20;
  let [bias, variance, sum] = [0, 0, 0];
  alphas.forEach((alpha, t) => {
    const drift = k * RATE * end ** (t / steps);
    bias = (1 - alpha) * (bias + (steady ? drift : 0));
    variance = (1 - alpha) ** 2 * (variance + (steady ? 0 : drift ** 2)) + alpha ** 2;
    if (t >= settled) sum += bias ** 2 + variance;
  });
  return sum / (alphas.length - settled);
}

describe("running statistics of a drifting mean", () => {
  test.each([0.3, 1, 3])("under a steady drift of %d η the exponent 2/3 is best", (k) => {
    // The best at the peak: the least of (kη/α)² + α s² / 2.
    const reference = Math.min(1, (4 * k ** 2 * RATE ** 2) ** (1 / 3));
    const errors = EXPONENTS.map((exponent) => error(momenta(exponent, reference), k, true));
    expect(errors.indexOf(Math.min(...errors))).toBe(2);
  });

  test("under a random walk the exponent 1 is, while 1/α is short against the decay", () => {
    // α* of a random walk is k η / s.
    const errors = EXPONENTS.map((exponent) => error(momenta(exponent, RATE), 1, false));
    // Figures of a simulation with another program.
    [0.056, 0.0296, 0.0204, 0.0182].forEach((expected, i) => {
      expect(Math.abs((errors[i] ?? NaN) / expected - 1)).toBeLessThan(0.05);
    });
    expect(errors.indexOf(Math.min(...errors))).toBe(3);
  });

  test("under a random walk whose 1/α grows long against the decay, 2/3 is best again", () => {
    const decay = { steps: 2000, end: 0.001 };
    const k = 0.3;
    const errors = EXPONENTS.map((exponent) =>
      error(momenta(exponent, k * RATE, decay), k, false, decay),
    );
    expect(errors.indexOf(Math.min(...errors))).toBe(2);
  });
});
