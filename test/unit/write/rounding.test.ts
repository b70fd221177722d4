import { describe, expect, it } from "vitest";
import {
  add,
  cosPi,
  divide,
  exp,
  expm1,
  lookup,
  maximum,
  multiply,
  number,
  pieces,
  sqrt,
  STEP,
  subtract,
} from "../../../src/core/schedule/formula/formula";
import { roundingOf } from "../../../src/core/write/rounding";

/** 2.5 deviations of an error that is anything up to half of `unit`. */
const half = (unit: number): number => (2.5 * unit) / Math.sqrt(12);

describe("the rounding of a formula in single precision", () => {
  it("is none where every number is one of float32", () => {
    expect(roundingOf(multiply(number(0.5), subtract(STEP, number(3))))(40)).toBe(0);
  });

  it("counts a number's own rounding, as often as it is taken, and that of the product", () => {
    // 0.1 lies between 2⁻⁴ and 2⁻³, 0.3 between 2⁻² and 2⁻¹
    const found = roundingOf(multiply(number(0.1), STEP))(3);
    expect(found).toBeCloseTo(Math.hypot(3 * half(2 ** -27), half(2 ** -25)), 15);
  });

  it("counts a quotient by a number as a product with its rounded reciprocal", () => {
    expect(roundingOf(divide(STEP, number(3)))(1)).toBeCloseTo(Math.SQRT2 * half(2 ** -25), 15);
    // 18 / 24 is a number of float32, and 1 / 24 is none
    expect(roundingOf(divide(STEP, number(24)))(18)).toBeCloseTo(half(2 ** -24), 15);
    expect(roundingOf(divide(STEP, number(32)))(24)).toBe(0);
  });

  it("magnifies by an exponential what its argument was rounded by", () => {
    const plain = roundingOf(multiply(number(0.1), STEP))(100);
    const found = roundingOf(exp(multiply(number(0.1), STEP)))(100);
    const own = 2 * half(2 ** (14 - 23));
    // 0.1 · 100 is a number of float32 itself, e¹⁰ lies between 2¹⁴ and 2¹⁵
    expect(found).toBeCloseTo(Math.hypot(Math.exp(10) * plain, own), 9);
  });

  // optax 0.2.8 with jaxlib 0.10.2 on x86-64, under jit and without: the same bits
  it("covers what XLA's expm1 leaves of a weight decay that is divided by a rate", () => {
    const way = expm1(divide(add(STEP, number(1)), number(-10.000000000000002)));
    const rate = multiply(
      number(0.12851870435690657),
      multiply(number(-0.005282711370388856), way),
    );
    const decay = divide(number(1e-4), maximum(rate, number(2e-4)));
    expect(roundingOf(decay)(3)).toBeGreaterThan(0.4467703700065613 - 0.44677024115833647);
  });

  it("takes a part that stands twice as one: it leaves what it is subtracted from itself", () => {
    const part = multiply(number(0.1), STEP);
    expect(roundingOf(subtract(part, part))(3)).toBe(0);
    expect(roundingOf(add(part, part))(3)).toBeGreaterThan(1.9 * roundingOf(part)(3));
  });

  it("is that of the case that holds", () => {
    const cases = pieces(STEP, [10], [number(0.5), divide(number(0.1), subtract(STEP, number(5)))]);
    expect(roundingOf(cases)(5)).toBe(0);
    expect(roundingOf(cases)(15)).toBeGreaterThan(0);
    expect(roundingOf(lookup([0.1, 0.2], STEP))(1)).toBeCloseTo(half(2 ** -26), 15);
  });

  it("counts the angle's roundings by the slope of the wave", () => {
    const wave = roundingOf(cosPi(divide(STEP, number(100))));
    expect(wave(0)).toBe(0);
    // where the wave is steepest, the angle's; where it turns, the cosine's own
    expect(wave(51)).toBeGreaterThan(2 * wave(99));
  });

  it("is infinite where the slope is", () => {
    expect(roundingOf(sqrt(subtract(multiply(number(0.1), STEP), number(0.1))))(1)).toBe(Infinity);
  });
});
