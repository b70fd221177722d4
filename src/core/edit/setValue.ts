import type { ParsedDocument, SourceValue } from "../parse/sourceValue";
import type { Range, TextEdit } from "../text/range";
import type { NewValue } from "./change";
import { dialectOf, quoted, write } from "./dialect";
import { numberLike } from "./numberStyle";
import { indentAt } from "./scan";

/** The edit that makes the literal at `range` say `value`, as narrow and as alike as can be. */
export function setLiteral(
  document: ParsedDocument,
  old: SourceValue,
  range: Range,
  value: NewValue,
): TextEdit[] {
  if (isSame(old, value)) return [];
  const text = document.text.slice(range.start, range.end);
  if (typeof value === "number" && old.type === "number") {
    return [{ range, text: numberLike(text, value) }];
  }
  if (typeof value === "string" && old.type === "string") {
    return [setString(document, range, text, value)];
  }
  const neighbours = old.type === "array" ? old.items : [old];
  const dialect = dialectOf(document, neighbours);
  const written = write(value, dialect, indentAt(document.text, range.start));
  return [{ range, text: written }, ...(dialect.builders?.imports() ?? [])];
}

const isSame = (old: SourceValue, value: NewValue): boolean =>
  (old.type === "number" || old.type === "string" || old.type === "boolean") && old.value === value;

const QUANTITY = /^(\s*)([+-]?[\d._]+(?:[eE][+-]?\d+)?)([^\d._].*)$/s;

/** Within quotes, and within them only the number where the unit stays. */
function setString(document: ParsedDocument, range: Range, text: string, value: string): TextEdit {
  const quote = text.charAt(0);
  if (!"\"'`".includes(quote)) return { range, text: quoted(value, dialectOf(document, []).quote) };
  const [, space = "", number = "", unit] = QUANTITY.exec(text.slice(1, -1)) ?? [];
  const [, , newNumber = "", newUnit] = QUANTITY.exec(value) ?? [];
  const inner = { start: range.start + 1, end: range.end - 1 };
  if (unit === undefined || unit !== newUnit) {
    return { range: inner, text: quoted(value, quote).slice(1, -1) };
  }
  const start = inner.start + space.length;
  const styled = numberLike(number, Number(newNumber.replaceAll("_", "")));
  return { range: { start, end: start + number.length }, text: styled };
}

const UNIT_CALL = /^([\w$]+(?:\.[\w$]+)?)\(\s*([\d._]+(?:[eE][+-]?\d+)?)\s*\)$/;

/**
 * The edit for a duration that a call says, `epochs(5)`: its number where the unit stays.
 * Undefined where `text` is no such call or the new value has another unit.
 */
export function setUnitCall(text: string, range: Range, value: NewValue): TextEdit | undefined {
  const [, call = "", number = ""] = UNIT_CALL.exec(text) ?? [];
  const [, , newNumber = "", newUnit = ""] =
    typeof value === "string" ? (QUANTITY.exec(value) ?? []) : [];
  const unit = newUnit.trim() === "%" ? "percent" : newUnit.trim().replace(/s?$/, "s");
  if (number === "" || call.split(".").at(-1) !== unit) return undefined;
  const start = range.start + text.lastIndexOf(number, text.length - 2);
  const styled = numberLike(number, Number(newNumber.replaceAll("_", "")));
  return { range: { start, end: start + number.length }, text: styled };
}
