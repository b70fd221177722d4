import { isStill } from "../../program/identity";
import type { Range } from "../../text/range";
import type { Origin, SourceArray, SourceObject, SourceUnknown, SourceValue } from "../sourceValue";
import type { SyntaxNode } from "../syntaxTree";
import type { Site } from "./module";

/** A function of the user's that is not a value of the definition (yet): a helper, mostly. */
export interface Closure {
  readonly type: "closure";
  readonly node: SyntaxNode;
  readonly site: Site;
  readonly range: Range;
  readonly origin?: Origin;
  readonly literal: boolean;
}

/** JavaScript's undefined: an entry with it is an entry left out. */
export interface Undefined {
  readonly type: "undefined";
  readonly range: Range;
  readonly origin?: Origin;
  readonly literal: boolean;
}

/** What an expression is worth while it is read. */
export type Value = SourceValue | Closure | Undefined;

import type { Primitive } from "../pure";

/** The JavaScript value of a scalar; "none" for objects, functions and what is unknown. */
export function primitiveOf(value: Value): { readonly is: Primitive } | undefined {
  switch (value.type) {
    case "number":
    case "string":
    case "boolean":
      return { is: value.value };
    case "null":
      return { is: null };
    case "undefined":
      return { is: undefined };
    default:
      return undefined;
  }
}

/** A computed scalar, standing at `range`. */
export function scalar(value: Primitive, range: Range, origin?: Origin): Value {
  const base = { range, literal: false, ...(origin && { origin }) };
  if (value === undefined) return { type: "undefined", ...base };
  if (value === null) return { type: "null", ...base };
  if (typeof value === "number") return { type: "number", value, ...base };
  if (typeof value === "string") return { type: "string", value, ...base };
  return { type: "boolean", value, ...base };
}

export function unknownValue(
  range: Range,
  symbol: string,
  reason: SourceUnknown["reason"],
  origin?: Origin,
): SourceUnknown {
  return { type: "unknown", range, symbol, reason, literal: false, ...(origin && { origin }) };
}

/** An unknown value that makes the expression at `range` unknown. */
export function spreadUnknown(cause: SourceUnknown, range: Range, place: Origin): SourceUnknown {
  return unknownValue(range, cause.symbol, cause.reason, cause.origin ?? place);
}

/** Whether nobody knows how many items a list has before the run. */
export const hasOpenSpread = ({ items }: SourceArray): boolean =>
  items.some((item) => item.type === "unknown" && item.spread === true);

/** JavaScript's idea of true, or undefined where the value is not known. */
export function truthOf(value: Value): boolean | undefined {
  if (value.type === "unknown") return undefined;
  const primitive = primitiveOf(value);
  return primitive ? Boolean(primitive.is) : true;
}

/** The same value where a name stands for it: its parts stay where they are written. */
export function moved<T extends Value>(value: T, range: Range, place: Origin): T {
  return { ...value, range, origin: value.origin ?? place, literal: false };
}

/**
 * The same value as seen from another file or call: every part of it stands at `range`, or where
 * `locate` knows better, and remembers its origin.
 */
export function movedDeep(value: Value, move: Mover): Value {
  if (value.type === "array") return movedArray(value, move);
  if (value.type === "object") return movedObject(value, move);
  return move(value);
}

/** Gives one value, without its parts, its new place. */
export type Mover = <T extends Value>(value: T) => T;

function movedArray(value: SourceArray, move: Mover): Value {
  const items = value.items.map((item) => movedDeep(item, move) as SourceValue);
  isStill(items, value.items);
  return { ...move(value), items };
}

function movedObject(value: SourceObject, move: Mover): Value {
  const head: { -readonly [K in keyof SourceObject]: SourceObject[K] } = { ...move(value) };
  delete head.builderRange;
  const entries = value.entries.map((entry) => {
    const part = movedDeep(entry.value, move) as SourceValue;
    return { key: entry.key, keyRange: head.range, range: head.range, value: part };
  });
  isStill(entries, value.entries);
  return { ...head, entries };
}
