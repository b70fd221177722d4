import { UnknownValue } from "./unknownValue";
import { t } from "../text/words";

const LONGEST_TEXT = 40;

/** What was found, for a message: the value itself, or what sort of thing it is. */
export function found(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(shorten(value));
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : notFinite(value);
  if (Array.isArray(value)) return value.length === 0 ? t("an empty list") : t("a list");
  if (value instanceof UnknownValue) return `\`${value.symbol}\``;
  if (value === null || typeof value === "boolean") return String(value);
  if (value === undefined) return t("nothing");
  return typeof value === "function" ? t("a function") : t("an object");
}

function notFinite(value: number): string {
  return Number.isNaN(value)
    ? t("NaN, which is not a number")
    : t`${value}, which is too large for a number`;
}

const shorten = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;

/** "a, b or c". */
export function either(words: readonly string[]): string {
  const [head, last] = quoted(words);
  return head === "" ? last : t`${head} or ${last}`;
}

/** "a, b and c". */
export function both(words: readonly string[]): string {
  const [head, last] = quoted(words);
  return head === "" ? last : t`${head} and ${last}`;
}

/** All but the last, and the last, in quotes. */
function quoted(words: readonly string[]): [string, string] {
  const all = words.map((word) => `"${word}"`);
  return [all.slice(0, -1).join(", "), all.at(-1) ?? ""];
}
