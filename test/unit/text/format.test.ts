import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import {
  formatCount,
  formatExact,
  formatNumber,
  writtenCount,
  writtenNumber,
  writtenShare,
} from "../../../src/core/text/format";
import { setWords } from "../../../src/core/text/words";

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
        expect(formatNumber(x, 17).replaceAll(",", "").replace("−", "-")).toBe(
          formatExact(Number(x.toPrecision(17))),
        );
      }),
    );
  });
});

describe("numbers in the user's language", () => {
  afterEach(() => {
    setWords({});
  });

  // The separators as CLDR has them; German's point would make 3,120 steps a value of 3.12.
  it.each([
    ["en", 1234567, "1,234,567"],
    ["de", 1234567, "1\u202f234\u202f567"],
    ["fr", 1234567, "1\u202f234\u202f567"],
    ["de-ch", 1234567, "1'234'567"],
    ["hi", 1234567, "12,34,567"],
    ["ar-eg", 1234567, "1,234,567"],
    ["de", -0, "0"],
    ["de", -1234, "−1\u202f234"],
    ["de", 1e15, "1e15"],
    ["de", Infinity, "Infinity"],
  ])("are counted, in %s, as %d: %s", (language, value, text) => {
    setWords({}, language);
    expect(formatCount(value).replaceAll("٬", ",")).toBe(text);
  });

  it("of one size are grouped alike, whether they are counted or measured", () => {
    expect([1466, 15_470].map((value) => formatNumber(value))).toEqual(["1,466", "15,470"]);
    expect([1466, 15_470].map(formatCount)).toEqual(["1,466", "15,470"]);
  });

  it("have the digits of a definition where it is to hold them", () => {
    expect([0.1, 1 / 3, 12.5, 1e-5].map((share) => writtenShare(share))).toEqual([
      "10%",
      "33.3333333333%",
      "1250%",
      "0.001%",
    ]);
    expect(writtenShare(0.0333333, 3)).toBe("3.33%");
    expect(writtenNumber(-1250, 4)).toBe("-1,250");
  });

  it("keep the point that code has, and are written to files as ever", () => {
    setWords({}, "de");
    expect(formatNumber(0.0316)).toBe("0.0316");
    expect(formatNumber(12345.5, 6)).toBe("12\u202f345.5");
    expect(writtenNumber(12345.5, 6)).toBe("12,345.5");
    expect(writtenCount(1234567)).toBe("1,234,567");
  });
});
