import type { SourceObject, SourceValue } from "../../parse/sourceValue";
import type { Range } from "../../text/range";
import { numberOfText } from "./numberText";

export const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, "$2");

/** What `key=value` of a command line says; undefined for what is no plain value. */
export function overrideValue(written: string, range: Range): SourceValue | undefined {
  const text = unquoted(written);
  if (/[$`[{]/.test(text)) return undefined;
  const number = numberOfText(text);
  if (number !== undefined)
    return { type: "number", value: number, float: /[.eE]/.test(text), range, literal: true };
  if (/^(?:null|None)$/.test(text)) return { type: "null", range, literal: true };
  if (/^(?:true|false)$/i.test(text))
    return { type: "boolean", value: /^t/i.test(text), range, literal: true };
  return { type: "string", value: text, range, literal: true };
}

interface Leaf {
  readonly keyRange: Range;
  readonly value: SourceValue;
}

/** `a.b = value` as `{ a: { b: value } }`. */
export function nested([key = "", ...rest]: readonly string[], leaf: Leaf): SourceObject {
  const { keyRange, value } = leaf;
  const range = { start: keyRange.start, end: value.range.end };
  const own = rest.length > 0 ? nested(rest, leaf) : value;
  return { type: "object", literal: true, range, entries: [{ key, keyRange, range, value: own }] };
}
