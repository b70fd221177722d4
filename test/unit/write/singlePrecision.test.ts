import { describe, expect, it } from "vitest";
import {
  add,
  divide,
  multiply,
  number,
  STEP,
  subtract,
} from "../../../src/core/schedule/formula/formula";
import { compiledError } from "../../../src/core/write/singlePrecision";

/** At update 294 these are 3/4, 1/4 and 1/2, in single precision, too. */
const share = divide(subtract(STEP, number(276)), number(24));
const rest = subtract(number(1), share);
const argument = add(multiply(number(-7), rest), multiply(number(3), share));

describe("how far a compiler may be from the formula", () => {
  // jaxlib 0.10.2 on x86-64, under jit
  it("covers a product with a reciprocal that XLA subtracts before it is rounded", () => {
    expect(compiledError(rest)(294, 0.25)).toBeGreaterThanOrEqual(0.25 - 0.2499999701976776);
    expect(compiledError(argument)(294, 0.5)).toBeGreaterThanOrEqual(0.5000002384185791 - 0.5);
  });

  it("is none where the reciprocal is a number of float32, too", () => {
    const half = subtract(number(1), divide(STEP, number(32)));
    expect(compiledError(half)(8, 0.75)).toBe(0);
  });
});
