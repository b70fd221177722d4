import type { ClassExpression, Expression, FunctionExpression } from "../../../program/tree";
import type { Origin } from "../../../parse/sourceValue";
import type { Range } from "../../../text/range";
import type { Loop } from "./loop";

/**
 * What an expression of a training script stands for, as far as reading shows it. Nothing is ever
 * guessed: what only the run knows is `unknown`, what branches decide is a `choice`.
 */
export type Value =
  | NumberValue
  | TextValue
  | BooleanValue
  | NoneValue
  | ListValue
  | DictValue
  | FunctionValue
  | NativeValue
  | ClassValue
  | InstanceValue
  | LibraryName
  | LibraryObject
  | ModuleValue
  | Unknown
  | Choice;

export interface NumberValue {
  readonly type: "number";
  readonly value: number;
  readonly float: boolean;
  /** The literal in the document that says it, where there is one. */
  readonly literal?: Range;
  /** The literal of another file of the workspace that says it. */
  readonly elsewhere?: Origin;
  /** What only the running program knows, where this is the value that the user gave. */
  readonly symbol?: string;
  readonly variable?: Variable | undefined;
}
/** A variable of TensorFlow or Keras that holds a number: whoever has it sees what it holds now. */
export interface Variable {
  readonly holder: Map<string, Value>;
  readonly name: string;
}
export interface TextValue {
  readonly type: "text";
  readonly value: string;
  readonly literal?: Range;
  readonly elsewhere?: Origin;
  /** What a flag is by default: another text may be given. */
  readonly flag?: true;
  /** A path of pathlib. */
  readonly path?: true;
}
export interface BooleanValue {
  readonly type: "boolean";
  readonly value: boolean;
  readonly literal?: Range;
  /** What a flag is by default, or follows from that. */
  readonly flag?: true;
}
export interface NoneValue {
  readonly type: "none";
  readonly flag?: true;
}
/** Lists, tuples and sets; `items` is replaced, never changed. */
export interface ListValue {
  readonly type: "list";
  readonly tuple: boolean;
  items: readonly Value[];
  /** Branches that cannot be told apart have changed it: its items are unknown. */
  uncertain?: Unknown | undefined;
  /** A loop that nobody counts has changed it: these items stand for all that there are. */
  more?: Unknown | undefined;
}
export interface DictValue {
  readonly type: "dict";
  readonly entries: Map<string | number, Value>;
  /** What only the run knows may have set or changed keys: those that are not among these. */
  uncertain?: Unknown | undefined;
  /** One of an optimizer's parameter groups. */
  readonly group?: { readonly optimizer: LibraryObject; readonly index: number };
}
export interface FunctionValue {
  readonly type: "function";
  readonly node: FunctionExpression;
  readonly scope: Scope;
  readonly self?: Value | undefined;
  readonly owner?: ClassValue | undefined;
  /** Defaults as they were when the function was defined, by the parameter's place. */
  readonly defaults: readonly (Value | undefined)[];
}
export interface NativeValue {
  readonly type: "native";
  readonly name: string;
  readonly call: (given: Given) => Value;
}
export interface ClassValue {
  readonly type: "class";
  readonly name: string;
  readonly node: ClassExpression;
  readonly bases: readonly Value[];
  readonly members: Map<string, Value>;
  /** Whether it has such a member of its own: tells it without making the members. */
  readonly mayHave?: (member: string) => boolean;
  readonly scope: Scope;
  /** The fields that a dataclass's constructor takes, in order. */
  readonly fields: readonly string[];
  readonly dataclass: boolean;
}
export interface InstanceValue {
  readonly type: "instance";
  readonly of: ClassValue;
  readonly attributes: Map<string, Value>;
  /** Where the script makes it; of those that reading makes for itself, the class. */
  readonly range: Range;
  readonly loops: readonly Loop[];
  readonly given?: Given;
  /** The variable that it was first given to. */
  label?: string;
}
/** Something of a library that is not run: `torch.optim.SGD`. */
export interface LibraryName {
  readonly type: "library";
  readonly path: string;
}
/** What a library's constructor or function gives, with the arguments that it was given. */
export interface LibraryObject {
  readonly type: "object";
  readonly id: number;
  readonly path: string;
  readonly given: Given;
  readonly range: Range;
  readonly calleeRange: Range;
  /** The variable that it was first given to. */
  label: string | undefined;
  readonly loops: readonly Loop[];
  readonly attributes: Map<string, Value>;
  /** The conditions that decide whether it is made at all. */
  readonly conditions: readonly string[];
}
/** A file of the workspace. */
export interface ModuleValue {
  readonly type: "module";
  readonly scope: Scope;
}
export type UnknownReason = "runtime" | "loop" | "unfinished" | "branches" | "limits";
export interface Unknown {
  readonly type: "unknown";
  /** The expression as written. */
  readonly symbol: string;
  readonly range: Range;
  readonly reason: UnknownReason;
  /** The unknowns that it is computed from; itself, where it is one. */
  readonly roots: readonly Unknown[];
  /** The texts that it may be, where it is one of these. */
  readonly texts?: readonly string[];
  /** Of a key of a dict that may be there or not: what it holds then. */
  readonly perhaps?: Value;
  /** Why it is not known, as a sentence goes on: "the file c.yaml is not there". */
  readonly because?: string | undefined;
  readonly variable?: Variable | undefined;
}
export interface Choice {
  readonly type: "choice";
  readonly condition: string;
  readonly range: Range;
  readonly options: readonly Value[];
  readonly variable?: Variable | undefined;
  /** The comparison of numbers that decides, where it is one: what it lacks is what to ask for. */
  readonly test?: Unknown | undefined;
}

export interface GivenValue {
  readonly value: Value;
  readonly range: Range;
  readonly nameRange?: Range | undefined;
  readonly expression?: Expression | undefined;
}
/** The arguments of a call. */
export interface Given {
  readonly positional: readonly GivenValue[];
  readonly keywords: ReadonlyMap<string, GivenValue>;
  /** An argument `*x` or `**x` that could not be spread: more may be given. */
  readonly open?: Unknown | undefined;
  readonly range: Range;
  /** Nothing in the file makes the call: what has a default may be given elsewhere. */
  readonly uncalled?: true;
}

export interface Scope {
  readonly names: Map<string, Value>;
  readonly outer: Scope | undefined;
  readonly module: Scope | undefined;
  /** Names that belong to the module (`global x`), or to an outer function. */
  readonly outerNames: Map<string, "global" | "nonlocal">;
  /** False for files that the document imports: their ranges are not the document's. */
  readonly own: boolean;
  readonly text: string;
  /** Where a relative import starts from. */
  readonly uri: string;
}

export const none: NoneValue = { type: "none" };

export const numberValue = (value: number, float = false, literal?: Range): NumberValue => ({
  type: "number",
  value,
  float: float || !Number.isInteger(value),
  ...(literal && { literal }),
});

export const textValue = (value: string, literal?: Range): TextValue => ({
  type: "text",
  value,
  ...(literal && { literal }),
});

export const booleanValue = (value: boolean): BooleanValue => ({ type: "boolean", value });

/** What a flag is by default: what another one would bring about is read as well. */
export const isFlag = (value: Value | undefined): boolean =>
  (value?.type === "boolean" || value?.type === "none" || value?.type === "text") &&
  value.flag === true;

/** A default that decides between branches, and that another value may take the place of. */
export const asFlag = (value: Value): Value =>
  value.type === "text" || value.type === "boolean" || value.type === "none"
    ? { ...value, flag: true }
    : value;

/** What follows from a value; from a flag's default only as long as no other is given. */
export const decided = (value: boolean, from: Value | undefined): BooleanValue =>
  isFlag(from) ? { type: "boolean", value, flag: true } : booleanValue(value);

export const listValue = (items: readonly Value[], tuple = false): ListValue => ({
  type: "list",
  items,
  tuple,
});

export const unknownValue = (
  symbol: string,
  range: Range,
  reason: UnknownReason = "runtime",
  texts: readonly string[] = [],
): Unknown => {
  const roots: Unknown[] = [];
  const unknown: Unknown = {
    type: "unknown",
    symbol,
    range,
    reason,
    roots,
    ...(texts.length > 0 && { texts }),
  };
  roots.push(unknown);
  return unknown;
};

/** An unknown with the reason for which nobody knows it; one that has a value stays as it is. */
export function because(reason: string | undefined, value: Value): Value {
  if (value.type !== "unknown" || reason === undefined) return value;
  const roots: Unknown[] = [];
  const unknown: Unknown = { ...value, roots, because: reason };
  roots.push(unknown);
  return unknown;
}

/** The number that a value stands for; True and False are 1 and 0 as in Python. */
export function numberOf(value: Value | undefined): number | undefined {
  if (value?.type === "number") return value.value;
  return value?.type === "boolean" ? Number(value.value) : undefined;
}

/** Names what a script makes after the first variable that holds it. */
export function label(value: Value, name: string): void {
  if (value.type === "object" || value.type === "instance") value.label ??= name;
}

/** Values that are texts, all of them; of others none. */
export const textsOf = (values: readonly Value[]): readonly string[] => {
  const texts = values.flatMap((value) => (value.type === "text" ? [value.value] : []));
  return texts.length === values.length ? texts : [];
};

/** All that is unknown in a value, whatever holds it. */
export function rootsOf(value: Value, found = new Set<Unknown>(), depth = 0): Set<Unknown> {
  if (depth > 8) return found;
  const visit = (part: Value): void => void rootsOf(part, found, depth + 1);
  if (value.type === "unknown") for (const root of value.roots) found.add(root);
  else if (value.type === "choice") {
    const { condition, range, test } = value;
    if (test) visit(test);
    else found.add(unknownValue(condition, range, "branches", textsOf(value.options)));
  } else if (value.type === "list") {
    if (value.uncertain) visit(value.uncertain);
    value.items.forEach(visit);
  } else if (value.type === "dict") for (const item of value.entries.values()) visit(item);
  return found;
}

const MOST_ROOTS = 12;

/** The value of an expression that is computed from others of which some are unknown. */
export function unknownFrom(parts: readonly Value[], symbol: string, range: Range): Unknown {
  const roots = new Set<Unknown>();
  for (const part of parts) for (const root of rootsOf(part)) roots.add(root);
  if (roots.size === 0) return unknownValue(symbol, range);
  const list = [...roots].slice(0, MOST_ROOTS);
  const reason = list.some((root) => root.reason === "loop")
    ? "loop"
    : (list[0]?.reason ?? "runtime");
  return { type: "unknown", symbol, range, reason, roots: list };
}

const MOST_OPTIONS = 12;

/** One of several values; of equal ones, that value. */
export function choiceOf(
  condition: string,
  range: Range,
  values: readonly Value[],
  test?: Unknown,
): Value {
  const options: Value[] = [];
  for (const value of values)
    for (const option of value.type === "choice" ? value.options : [value])
      if (!options.some((known) => sameValue(known, option))) options.push(option);
  const [only] = options;
  if (only && options.length === 1) return only;
  if (options.length > MOST_OPTIONS) return unknownValue(condition, range, "branches");
  return { type: "choice", condition, range, options, ...(test && { test }) };
}

/** Whether two values are certainly the same. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.type === "number" && b.type === "number")
    return Object.is(a.value, b.value) && a.float === b.float;
  if (a.type === "text" || a.type === "boolean") return b.type === a.type && a.value === b.value;
  if (a.type === "library") return b.type === "library" && a.path === b.path;
  if (a.type === "unknown") return b.type === "unknown" && a.symbol === b.symbol;
  if (a.type === "object") return b.type === "object" && a.id === b.id;
  return a.type === "none" && b.type === "none";
}
