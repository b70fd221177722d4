import fc from "fast-check";

/** One random change of a text. */
export type Edit = (text: string) => string;

/** Numbers of which no run has that many steps, epochs or cycles, and words that are no numbers. */
const ABSURD = [
  ...["0", "-1", "1e999", "-1e999", "1e18", "9007199254740993", "1e-320", "nan", "inf", "0.5"],
  ...["1001e999", "4294967296", "-0.0", "1e9", "true", "2.5e7"],
];

const NUMBER = /\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/gi;

/** Another number in the place of one that stands there. */
const swap = fc
  .record({ at: fc.double({ min: 0, max: 1, noNaN: true }), put: fc.constantFrom(...ABSURD) })
  .map(({ at, put }): Edit => {
    return (text) => {
      const places = [...text.matchAll(NUMBER)];
      const place = places[Math.min(places.length - 1, Math.floor(at * places.length))];
      if (!place) return text;
      return text.slice(0, place.index) + put + text.slice(place.index + place[0].length);
    };
  });

const splice = (pieces: readonly string[]): fc.Arbitrary<Edit> =>
  fc
    .record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(12),
      put: fc.constantFrom(...pieces),
    })
    .map(({ at, cut, put }) => (text) => {
      const from = Math.floor(at * text.length);
      return text.slice(0, from) + put + text.slice(from + cut);
    });

/** One to four changes: pieces put anywhere over what stands there, numbers swapped for absurd ones. */
export const editsWith = (pieces: readonly string[]): fc.Arbitrary<Edit> =>
  fc
    .array(fc.oneof({ arbitrary: splice(pieces), weight: 3 }, swap), { minLength: 1, maxLength: 4 })
    .map((edits) => (text) => edits.reduce((now, edit) => edit(now), text));
