import type { CustomContext } from "../sourceValue";

/**
 * The values of the interpreter. No object of the host is among them: records are read by `get`
 * alone, arrays by index, `length` and the methods of a table.
 */
export type Plain =
  number | string | boolean | null | undefined | PlainArray | PlainRecord | Callable;
export type PlainArray = readonly Plain[];

export interface PlainRecord {
  readonly kind: "record";
  /** What the keys are, for messages. */
  readonly keys: readonly string[];
  get(key: string): Plain;
}

/** A function of the user's, compiled. */
export interface Callable {
  readonly kind: "function";
  invoke(values: readonly Plain[]): Plain;
}

export function record(entries: ReadonlyMap<string, Plain>): PlainRecord {
  return { kind: "record", keys: [...entries.keys()], get: (key) => entries.get(key) };
}

const CONTEXT_KEYS = ["length", "globalStep", "runLength", "from"];

/** What a custom phase knows of its place in the run, as its function sees it. */
export class ContextRecord implements PlainRecord {
  readonly kind = "record";
  readonly keys = CONTEXT_KEYS;

  constructor(private readonly context: CustomContext) {}

  get(key: string): Plain {
    switch (key) {
      case "length":
        return this.context.length;
      case "globalStep":
        return this.context.globalStep;
      case "runLength":
        return this.context.runLength;
      case "from":
        return this.context.from;
      default:
        return undefined;
    }
  }
}

export const isArray = (value: Plain): value is PlainArray => Array.isArray(value);

export const isRecord = (value: Plain): value is PlainRecord =>
  typeof value === "object" && value !== null && !isArray(value) && value.kind === "record";

export const isCallable = (value: Plain): value is Callable =>
  typeof value === "object" && value !== null && !isArray(value) && value.kind === "function";

/** What a value is, in words, for messages. */
export function describe(value: Plain): string {
  if (value === null || value === undefined) return String(value);
  if (isArray(value)) return "an array";
  if (typeof value === "object") return value.kind === "function" ? "a function" : "an object";
  if (typeof value === "number") return `the number ${value}`;
  if (typeof value === "boolean") return String(value);
  return `the string "${value.slice(0, 30)}"`;
}
