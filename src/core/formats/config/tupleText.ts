import type { SourceArray, SourceNumber, SourceValue } from "../../parse/sourceValue";
import { numberOfText } from "./numberText";

const NUMBER = String.raw`[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?`;
/** Empty, or with a comma: `(60)` is a number in Python. */
const TUPLE = new RegExp(
  String.raw`^(?:\(\s*\)|\(\s*(?:${NUMBER}\s*,\s*)+(?:${NUMBER}\s*)?\)|\[\s*(?:${NUMBER}\s*,\s*)*(?:${NUMBER}\s*)?\])$`,
);

/**
 * The list that a text says to programs that give texts of a config to Python's `literal_eval`, every
 * number a literal of its own; undefined where it is no tuple or list of numbers. `text` is that of the
 * file in which the value stands.
 */
export function tupleOfText(value: SourceValue, text: string): SourceArray | undefined {
  if (value.type !== "string") return undefined;
  const { start, end } = value.range;
  const written = text.slice(start, end);
  const [, quote = "", inner = ""] = /^(["']?)(.*)\1$/s.exec(written) ?? [];
  if (!value.literal || !TUPLE.test(inner.trim())) return undefined;
  const items = [...inner.matchAll(new RegExp(NUMBER, "g"))].map(({ 0: number, index }) => {
    const from = start + quote.length + index;
    return itemOf(number, { start: from, end: from + number.length });
  });
  return { type: "array", items, tuple: true, range: value.range, literal: true };
}

const itemOf = (number: string, range: SourceNumber["range"]): SourceNumber => ({
  type: "number",
  value: numberOfText(number) ?? NaN,
  range,
  literal: true,
});
