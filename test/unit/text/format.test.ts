import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatExact, formatNumber } from "../../../src/core/text/format";

describe("numbers as people see them", () => {
  it.each([
    [0.000245, "2.45e-4"],
    [2.45e-4, "2.45e-4"],
    [0.001, "0.001"],
    [-0.0009, "-9e-4"],
    [12345.5, "12345.5"],
    [1e7, "1e7"],
    [0, "0"],
    [-0, "0"],
  ])("%d exactly is %s", (value, text) => {
    expect(formatExact(value)).toBe(text);
  });

  it("exact ones read back as they were, and rounded ones are written alike", () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(value, (x) => {
        expect(Number(formatExact(x))).toBe(x === 0 ? 0 : x);
        expect(formatNumber(x, 17).replaceAll(",", "")).toBe(
          formatExact(Number(x.toPrecision(17))),
        );
      }),
    );
  });
});
