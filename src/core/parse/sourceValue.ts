import type { Problem } from "../problem";
import type { Range } from "../text/range";

/**
 * What a definition's text says, with the place of every part. JSON and TypeScript are read into
 * this one tree, and nothing after it knows in which language the text was written.
 */
export type SourceValue =
  | SourceNumber
  | SourceString
  | SourceBoolean
  | SourceNull
  | SourceArray
  | SourceObject
  | SourceFunction
  | SourceCall
  | SourceChoice
  | SourceUnknown;

/** Where a value comes from, when that is not where it is used. No `uri`: this document. */
export interface Origin {
  readonly uri?: string;
  readonly range: Range;
}

interface SourceBase {
  /** The text that stands for this value where it is used. */
  readonly range: Range;
  /** The literal behind it (a constant, an import), for messages and edits that go to the root. */
  readonly origin?: Origin;
  /** True where the text at `range` is the literal itself, so that it may be replaced in place. */
  readonly literal: boolean;
}

export interface SourceNumber extends SourceBase {
  readonly type: "number";
  readonly value: number;
  /** Python: a float, even where the value is whole (`1.0`, `2 / 2`). Absent: whole numbers are ints. */
  readonly float?: boolean;
}
export interface SourceString extends SourceBase {
  readonly type: "string";
  readonly value: string;
}
export interface SourceBoolean extends SourceBase {
  readonly type: "boolean";
  readonly value: boolean;
}
export interface SourceNull extends SourceBase {
  readonly type: "null";
}
export interface SourceArray extends SourceBase {
  readonly type: "array";
  readonly items: readonly SourceValue[];
  /** Python: a tuple, which several libraries tell from a list. */
  readonly tuple?: boolean;
}
export interface SourceEntry {
  readonly key: string;
  readonly keyRange: Range;
  /** From the key to the end of the value. */
  readonly range: Range;
  readonly value: SourceValue;
}
export interface SourceObject extends SourceBase {
  readonly type: "object";
  readonly entries: readonly SourceEntry[];
  /** Keys whose value is undefined: there for JavaScript, and nothing of a definition. */
  readonly absent?: readonly string[];
  /** The builder's name (`linear` of `linear({...})`) where one made this object. */
  readonly builderRange?: Range;
}
/** A user's function, run by the project's own interpreter; it throws `InterpreterError` only. */
export interface SourceFunction extends SourceBase {
  readonly type: "function";
  readonly call: CustomFunction;
}
/** A call of a library's constructor or function, not evaluated: `StepLR(optimizer, 30, gamma=0.1)`. */
export interface SourceCall extends SourceBase {
  readonly type: "call";
  /** The callee's full name, aliases and imports resolved: `torch.optim.lr_scheduler.StepLR`. */
  readonly callee: string;
  readonly calleeRange: Range;
  readonly positional: readonly SourceValue[];
  readonly keywords: readonly SourceEntry[];
}
/** One of several values, decided at run time: the branches of a condition, a flag's choices. */
export interface SourceChoice extends SourceBase {
  readonly type: "choice";
  /** The condition as the user wrote it, for instance `args.scheduler == "cosine"`. */
  readonly condition: string;
  readonly options: readonly { readonly label: string; readonly value: SourceValue }[];
}
/** What cannot be known before run time, or is not typed yet. Never replaced by a guess. */
export interface SourceUnknown extends SourceBase {
  readonly type: "unknown";
  /** The expression as the user wrote it, for instance `loader.length`. */
  readonly symbol: string;
  readonly reason: "runtime" | "unfinished";
  /** It is not one item of its list, but as many as the run will have: `[...milestones, 5]`. */
  readonly spread?: boolean;
}

/** `step` counts from the phase's start. */
export type CustomFunction = (step: number, context: CustomContext) => number;
export interface CustomContext {
  readonly length: number;
  readonly globalStep: number;
  readonly runLength: number;
  readonly from: number;
}

/** One `defineSchedule` call, typed constant, or JSON document. */
export interface SourceRoot {
  readonly value: SourceValue;
  /** The text that defines it (the variable's name, the call, the root object). */
  readonly anchor: Range;
  /** The name of the constant or export that holds it, where there is one. */
  readonly exportName?: string;
}

/** The languages that are read; definitions of our own stand in the first two. */
export type SourceLanguage =
  "json" | "typescript" | "javascript" | "python" | "yaml" | "toml" | "shell" | "text";

/** A cell of a notebook, by its number among all cells (from 1), in the joined text of its code. */
export interface NotebookCell {
  readonly number: number;
  readonly range: Range;
}

export interface ParsedDocument {
  readonly language: SourceLanguage;
  /** The foreign format that was read; absent where the document holds definitions of our own. */
  readonly format?: string;
  readonly text: string;
  readonly roots: readonly SourceRoot[];
  /** Syntax errors and what the reader could not follow. */
  readonly problems: readonly Problem[];
  /** The texts of the files that values come from, by the `uri` of their origins. */
  readonly files?: ReadonlyMap<string, string>;
  /** Of a notebook: where its cells stand in `text`. */
  readonly cells?: readonly NotebookCell[];
}

/** A way from a definition's root to one of its parts. */
export type Path = readonly (string | number)[];

/** The entry of an object that holds `key`; of several the last, which is the one that counts. */
export function entryOf(value: SourceValue | undefined, key: string): SourceEntry | undefined {
  if (value?.type !== "object") return undefined;
  for (let index = value.entries.length - 1; index >= 0; index--) {
    const entry = value.entries[index];
    if (entry?.key === key) return entry;
  }
  return undefined;
}

/** The value at `path`, or undefined. A track written without its list is its own element 0. */
export function valueAt(root: SourceValue, path: Path): SourceValue | undefined {
  let value = root;
  for (const step of path) {
    const next = childAt(value, step);
    if (next === undefined) return undefined;
    value = next;
  }
  return value;
}

function childAt(value: SourceValue, step: string | number): SourceValue | undefined {
  if (typeof step === "string") return entryOf(value, step)?.value;
  if (value.type === "array") return value.items[step];
  return step === 0 ? value : undefined;
}

/** The literal of this document that says a value: itself, or what it refers to. */
export function ownLiteral({ range, literal, origin }: SourceValue): Range | undefined {
  if (literal) return range;
  return origin?.uri === undefined ? origin?.range : undefined;
}

/** The narrowest range that exists along `path`: of the part itself or of its nearest parent. */
export function nearestRange(root: SourceValue, path: Path): Range {
  for (let length = path.length; length > 0; length--) {
    const value = valueAt(root, path.slice(0, length));
    if (value) return length === path.length ? value.range : headRange(value);
  }
  return headRange(root);
}

/** Where to underline an object that lacks something: its builder, its `kind`, or its brace. */
export function headRange(value: SourceValue): Range {
  if (value.type !== "object") return value.range;
  const { start, end } = value.range;
  return (
    value.builderRange ??
    entryOf(value, "kind")?.value.range ?? { start, end: Math.min(end, start + 1) }
  );
}
