import * as v from "valibot";
import { t, word } from "../text/words";
import { parseDuration } from "./time";

/**
 * The shapes of single values. Each message says what is expected, to stand in "… must be (message),
 * found …".
 */
const PERCENT = /^\s*[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*%\s*$/;

/** Reads "10%" as 0.1; undefined where the text is no share. */
export function parseShare(text: string): number | undefined {
  if (!PERCENT.test(text)) return undefined;
  return Number(text.replaceAll("_", "").replace("%", "").trim()) / 100;
}

/** Beyond this a product of two values may be more than a number can hold. */
const LARGEST = 1e100;
const limited = (): string => t`a number of at most ${String(LARGEST)} in size`;

const finite = (expected: string) =>
  v.pipe(
    v.number(expected),
    v.finite(expected),
    v.check((value) => Math.abs(value) <= LARGEST, limited),
  );
const VALUE = word('a finite number or a share of the track\'s peak such as "10%"');
const DURATION = word(
  'a number of steps or a text such as "500 steps", "5 epochs", "3 rounds", "10%", "5M samples" or "2B tokens"',
);

export const numberShape = finite(word("a finite number"));
export const positiveShape = v.pipe(
  finite(word("a number greater than 0")),
  v.gtValue(0, word("a number greater than 0")),
);
export const notNegativeShape = v.pipe(
  finite(word("a number that is not negative")),
  v.minValue(0, word("a number that is not negative")),
);
export const countShape = v.pipe(
  finite(word("a whole number of at least 1")),
  v.integer(word("a whole number of at least 1")),
  v.minValue(1, word("a whole number of at least 1")),
);
export const fractionShape = v.pipe(
  finite(word("a number from 0 to just below 1")),
  v.minValue(0, word("a number from 0 to just below 1")),
  v.ltValue(1, word("a number from 0 to just below 1")),
);
export const flagShape = v.boolean(word("true or false"));
export const textShape = v.string(word("a text"));

/** A number, or a share of the track's peak ("10%"). */
export const valueShape = v.union(
  [numberShape, v.pipe(v.string(VALUE), v.regex(PERCENT, VALUE))],
  VALUE,
);

/** A number of steps, or a number with its unit. */
export const durationShape = v.union(
  [
    finite(DURATION),
    v.pipe(
      v.string(DURATION),
      v.check((text) => parseDuration(text) !== undefined, DURATION),
    ),
  ],
  DURATION,
);

export type Value = v.InferInput<typeof valueShape>;

const listed = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(", ");

/** One of a few words. */
export const wordShape = <const Words extends readonly string[]>(...words: Words) =>
  v.picklist(words, () => t`one of ${listed(words)}`);

/** A key that must be there, with the text that completion and hover show for it. */
export const required = <Shape extends v.GenericSchema>(text: string, shape: Shape) =>
  v.pipe(shape, v.description(text));

/** A key that may be left out. */
export const optional = <Shape extends v.GenericSchema>(text: string, shape: Shape) =>
  v.optional(v.pipe(shape, v.description(text)));
