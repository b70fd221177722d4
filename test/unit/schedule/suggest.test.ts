import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closest } from "../../../src/core/schedule/suggest";

/** The definition itself, without a table: optimal string alignment. */
function edits(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const [shortA, shortB] = [a.slice(0, -1), b.slice(0, -1)];
  const same = a.at(-1) === b.at(-1);
  const swapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  return Math.min(
    edits(shortA, shortB) + (same ? 0 : 1),
    edits(shortA, b) + 1,
    edits(a, shortB) + 1,
    swapped ? edits(a.slice(0, -2), b.slice(0, -2)) + 1 : Infinity,
  );
}

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 6 });

describe("the word that was probably meant", () => {
  it("is the first of those with the fewest slips, if they are few enough", () => {
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 4 }), fc.nat(3), (typed, words, most) => {
        const least = Math.min(...words.map((other) => edits(typed, other)));
        const expected = words.find((other) => edits(typed, other) === least);
        expect(closest(typed, words, most)).toBe(least <= most ? expected : undefined);
      }),
    );
  });

  it.each([
    ["sawtoth", "sawtooth"],
    ["lineer", "linear"],
    ["weight_decay", "weightDecay"],
    ["lienar", "linear"],
    ["entirely else", undefined],
  ])("of %s is %s", (typed, meant) => {
    expect(closest(typed, ["linear", "sawtooth", "weightDecay"])).toBe(meant);
  });

  it("is not looked for among words of many letters", () => {
    expect(closest("a".repeat(40), ["a".repeat(41)])).toBeUndefined();
    expect(closest("a".repeat(41), ["a".repeat(41)])).toBeUndefined();
  });
});
