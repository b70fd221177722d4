import type { Path } from "../parse/sourceValue";
import { t } from "../text/words";

/**
 * An argument as a library receives it. Python tells 1 from 1.0 and a list from a tuple, and several
 * libraries refuse the one where they ask for the other, so a whole float is written `{ float: 1 }`
 * and a tuple `{ tuple: [...] }`; a plain whole number is an int, a plain list a list.
 */
export type LibraryValue =
  null | boolean | number | string | LibraryFunction | readonly LibraryValue[] | LibraryRecord;

export interface LibraryRecord {
  readonly [key: string]: LibraryValue;
}

/** A user's function of the step (or epoch), already readable; it never touches the workspace. */
export type LibraryFunction = (...values: readonly number[]) => LibraryValue;

/** One scheduler inside another: its kind's name and its arguments. */
export interface LibraryCall {
  readonly kind: string;
  readonly args: LibraryRecord;
  /** Where `args` stand in the arguments of the scheduler around it. */
  readonly path?: Path;
}

const isList = (value: LibraryValue | undefined): value is readonly LibraryValue[] =>
  Array.isArray(value);

export const isRecord = (value: LibraryValue | undefined): value is LibraryRecord =>
  typeof value === "object" && value !== null && !isList(value);

/** The number that a value stands for (True and False are 1 and 0 as in Python), or undefined. */
export function numberOf(value: LibraryValue | undefined): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  return isRecord(value) && typeof value["float"] === "number" ? value["float"] : undefined;
}

/** Python's `isinstance(value, int)`. */
export const isInteger = (value: LibraryValue | undefined): boolean =>
  typeof value === "boolean" || (typeof value === "number" && Number.isInteger(value));

/** Python's `isinstance(value, float)`. */
export const isFloat = (value: LibraryValue | undefined): boolean =>
  numberOf(value) !== undefined && !isInteger(value);

export const isTuple = (value: LibraryValue | undefined): boolean =>
  isRecord(value) && isList(value["tuple"]);

/** The items of a list or tuple, or undefined. */
export function itemsOf(value: LibraryValue | undefined): readonly LibraryValue[] | undefined {
  if (isList(value)) return value;
  const tuple = isRecord(value) ? value["tuple"] : undefined;
  return isList(tuple) ? tuple : undefined;
}

/** The nested scheduler that a value describes, or undefined; its arguments stand at `path`. */
export function callOf(value: LibraryValue | undefined, path: Path = []): LibraryCall | undefined {
  if (!isRecord(value) || typeof value["kind"] !== "string") return undefined;
  const args = value["args"] ?? {};
  return isRecord(args) ? { kind: value["kind"], args, path } : undefined;
}

/** The value as a message shows it. */
export function textOf(value: LibraryValue | undefined): string {
  const number = numberOf(value);
  if (number !== undefined && typeof value === "object") return `${number}.0`;
  if (typeof value === "function") return t("a function");
  const items = itemsOf(value);
  if (items) return `[${items.map(textOf).join(", ")}]`;
  return isRecord(value) ? (callOf(value)?.kind ?? t("an object")) : JSON.stringify(value ?? null);
}
