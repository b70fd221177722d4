import fc from "fast-check";
import { expect, it } from "vitest";
import { LineMap } from "../../../src/core/text/lineMap";

const text = fc
  .array(fc.constantFrom("a", "é", "😀", "\n", "\r", "\r\n", "\n\r"), { maxLength: 40 })
  .map((parts) => parts.join(""));

/** The lines as editors part them, each with its break. */
const linesOf = (whole: string): string[] => whole.split(/(?<=\n|\r(?!\n))/);

it("finds the line and the character of every offset, and the offset again", () => {
  fc.assert(
    fc.property(text, (whole) => {
      const map = new LineMap(whole);
      let start = 0;
      for (const [line, { length }] of linesOf(whole).entries()) {
        for (let character = 0; character < length; character++) {
          expect(map.positionAt(start + character)).toEqual({ line, character });
          expect(map.offsetAt({ line, character })).toBe(start + character);
        }
        start += length;
      }
    }),
    { numRuns: 500 },
  );
});
