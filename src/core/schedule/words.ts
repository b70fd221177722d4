import { UnknownValue } from "./unknownValue";

const LONGEST_TEXT = 40;

/** What was found, for a message: the value itself, or what sort of thing it is. */
export function found(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(shorten(value));
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : notFinite(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (value instanceof UnknownValue) return `\`${value.symbol}\``;
  if (value === null || typeof value === "boolean") return String(value);
  if (value === undefined) return "nothing";
  return typeof value === "function" ? "a function" : "an object";
}

function notFinite(value: number): string {
  return Number.isNaN(value)
    ? "NaN, which is not a number"
    : `${value}, which is too large for a number`;
}

const shorten = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;

/** "a, b or c". */
export function either(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  const last = quoted.at(-1) ?? "";
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(", ")} or ${last}`;
}

/** A count with its noun, "1 step", "5,000 steps". */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
