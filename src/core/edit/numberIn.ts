import { notationOf } from "../notation";
import type { SourceLanguage } from "../parse/sourceValue";
import { numberLike } from "./numberStyle";

/** Quotes around a number, and the letter or (Composer) the unit that some programs put behind it. */
const PARTS = /^(["']?)\s*(.*?)\s*((?:f|ba|ep|sp|tok|dur)?)\1$/is;

/**
 * Writes a number in place of a literal of another program's file: in the literal's notation, and
 * so that the file's usual loader reads a number of the same type (PyYAML has `2e-5` as a text).
 */
export function numberIn(language: SourceLanguage, old: string, value: number): string {
  const [, quote = "", number = old, suffix = ""] = PARTS.exec(old) ?? [];
  const styled = numberLike(number, value);
  const isFloat = /[.eE]/.test(number) && !/^0x/i.test(number);
  const typed = isFloat && !/[.eE]/.test(styled) ? `${styled}.0` : styled;
  return quote + notationOf(language).decimal(typed) + suffix + quote;
}
