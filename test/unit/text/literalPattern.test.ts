import fc from "fast-check";
import { expect, it } from "vitest";
import { assignments } from "../../../src/core/parse/typescript/bindings";
import { literalPattern } from "../../../src/core/text/literalPattern";

it("matches the text itself, whatever it holds, and no other", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (text, other) => {
      const pattern = new RegExp(`^${literalPattern(text)}$`);
      expect(pattern.test(text)).toBe(true);
      expect(pattern.test(other)).toBe(text === other);
    }),
  );
});

it("lets names be looked for that half-typed code takes for names", () => {
  expect(assignments("defineSchedule({;", "defineSchedule({; = 1; defineSchedule({;")).toBe(1);
  expect(assignments("$a", "$a = 1; b$a = 2; $a += 3")).toBe(2);
});
