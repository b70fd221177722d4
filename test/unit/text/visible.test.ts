import fc from "fast-check";
import { expect, it } from "vitest";
import { visible } from "../../../src/core/text/visible";

it.each([
  ["\u001b]0;title\u0007", "\\u001b]0;title\\u0007"],
  ["\u009b31m", "\\u009b31m"],
  ["a\u202eb\u2066c\u2069", "a\\u202eb\\u2066c\\u2069"],
  ["ze\u200bro\ufeff\u2060", "ze\\u200bro\\ufeff\\u2060"],
  ["a\rb\u0000", "a\\u000db\\u0000"],
])("writes out what would not be seen: %j", (text, shown) => {
  expect(visible(text)).toBe(shown);
});

it("keeps letters of all languages, tabs and lines", () => {
  for (const text of ["Lernrate\tη = 0,1\n", "学習率", "معدل التعلم", "👩🏽"])
    expect(visible(text)).toBe(text);
});

it("says the same in JSON", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(JSON.parse(visible(JSON.stringify(text)))).toBe(text);
    }),
  );
});
