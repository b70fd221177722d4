import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveDuration } from "../../../src/core/schedule/durations";
import { roundedProduct } from "../../../src/core/schedule/rounding";

const time = {
  steps: 100,
  stepsPerEpoch: 100,
  stepsPerRound: 1000,
  samplesPerStep: 2048,
  tokensPerStep: 40,
};
const steps = (duration: string): unknown => {
  const resolved = resolveDuration(duration, time);
  return "steps" in resolved ? resolved.steps : resolved.code;
};

describe("half a step", () => {
  it.each([
    ["0.145 epochs", 15],
    ["0.285 epochs", 29],
    ["14.5%", 15],
    ["1.0005 rounds", 1001],
    ["100 tokens", 3],
    ["1024 samples", 1],
    ["1023 samples", 0],
    ["0.14499 epochs", 14],
  ])("of %s goes up by the decimal that was written", (duration, expected) => {
    expect(steps(duration)).toBe(expected);
  });

  it("goes up whatever the unit is worth", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 6 }), (k, digits) => {
        // (2k + 1) / 2 of 10^−digits, as a decimal
        const amount = Number(`${(2 * k + 1) * 5}e-${digits + 1}`);
        expect(roundedProduct(amount, 10 ** digits)).toBe(k + 1);
        expect(roundedProduct(amount * 1, 10 ** (digits + 1), 10)).toBe(k + 1);
      }),
    );
  });

  it("elsewhere the nearest step is taken", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 99 }), (k, part) => {
        fc.pre(part !== 50);
        expect(roundedProduct(Number(`${k * 100 + part}e-2`), 1)).toBe(part > 50 ? k + 1 : k);
      }),
    );
  });
});
