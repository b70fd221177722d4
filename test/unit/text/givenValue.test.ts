import { describe, expect, it } from "vitest";
import { readGiven } from "../../../src/core/text/givenValue";

describe("a value that a user types", () => {
  it.each([
    ["390", 390],
    [" 1_000 ", 1000],
    ["1e-4", 1e-4],
    ["-0.5", -0.5],
    ['"cosine"', "cosine"],
    ["'390'", "390"],
    ['"it\'s"', "it's"],
  ])("%s is a number or a text", (written, value) => {
    expect(readGiven(written)).toBe(value);
  });

  it.each(["", " ", "cosine", "39o", "1e999", "NaN", '""', "\"cosine'", "_"])(
    "%j is neither",
    (written) => {
      expect(readGiven(written)).toBeUndefined();
    },
  );
});
