import type { Range } from "../text/range";
import type { Code } from "./code";
import type { Machine } from "./machine";

/** A place in a file; the document that is read names none. */
export interface Site {
  readonly uri?: string | undefined;
  readonly range: Range;
  /** Whether a literal stands there, which may be replaced. */
  readonly literal: boolean;
}

/** Where an item of a container stands, and where what it is comes from. */
export interface Slot {
  readonly use: Site;
  readonly place: Site;
  /** The outermost call in which it was made, where one was. */
  readonly call: Site | undefined;
}

/**
 * What an expression of a program is worth. No object of the host is among them. Numbers, strings,
 * booleans, null and undefined are JavaScript's own.
 */
export type Value = Scalar | List | Dict | Callee | LibraryCall | Open | ModuleValue;
type Scalar = number | string | boolean | null | undefined;
/** What can be called. */
export type Callee = Closure | Bound | Native | Library;
/** What is not one known value. */
export type Open = Unknown | Choice;

/** A variable that has no value yet. */
export const UNSET: unique symbol = Symbol("unset");
export type Variable = Value | typeof UNSET;

/** Counts variables, lists and dicts, so that a function can tell its own from those around it. */
let count = 0;
export const madeSoFar = (): number => count;

export class Cell {
  readonly made = count++;
  place: Site | undefined;
  constructor(public value: Variable) {}
}

export class List {
  readonly kind = "list";
  readonly made = count++;
  /** Where its items stand; absent where nobody asks (in functions of a step). */
  slots: (Slot | undefined)[] | undefined;
  /** Set where its items are known only at run time. */
  opaque: Unknown | undefined;
  /** What it is one with, where readers know it by its parts (`identity`). */
  identity: object | undefined;
  constructor(public items: Value[]) {}
}

export type Key = string | number | boolean | null | undefined;
export interface Entry {
  /** As it was written: `True` and `1` are the same key. */
  readonly key: Value;
  readonly value: Value;
  readonly slot: Slot | undefined;
  readonly keySite: Site | undefined;
  /** Why nobody knows whether it is there, if that is so. */
  readonly maybe?: Unknown | undefined;
}

/** A file of the program, as a value: `import * as constants`, `import constants`. */
export class ModuleValue {
  readonly kind = "module";
  constructor(
    readonly name: string,
    readonly read: (name: string) => Variable,
    readonly names: () => readonly string[] = () => [],
  ) {}
}

/** An object of JavaScript, a dict. */
export class Dict {
  readonly kind = "dict";
  readonly made = count++;
  entries = new Map<Key, Entry>();
  opaque: Unknown | undefined;
  /** What it is one with, where readers know it by its parts (`identity`). */
  identity: object | undefined;
  /** It has no other names than these: to ask for one is a mistake. */
  isClosed = false;
  /** The function of a library that made it, for messages: `linear({ … })`. */
  builder: Site | undefined;

  static of(values: Iterable<readonly [Key, Value]>): Dict {
    const dict = new Dict();
    for (const [key, value] of values) dict.set(key, value);
    return dict;
  }

  get(key: Key): Value {
    return this.entries.get(key)?.value;
  }

  set(key: Key, value: Value): void {
    const known = this.entries.get(key);
    const { key: shown, keySite } = known ?? { key, keySite: undefined };
    this.entries.set(key, { key: shown, keySite, value, slot: undefined, maybe: undefined });
  }

  /** Why nobody knows what keys it has, if that is so. */
  openKeys(): Unknown | undefined {
    if (this.opaque) return this.opaque;
    for (const { maybe } of this.entries.values()) if (maybe) return maybe;
    return undefined;
  }
}

/** A function of the program with the variables that it sees. */
export class Closure {
  readonly kind = "closure";
  constructor(
    readonly code: Code,
    readonly captured: readonly Cell[],
    /** JavaScript: the `this` around an arrow function. */
    readonly self: Value,
  ) {}
}

/** A method with its object. */
export class Bound {
  readonly kind = "bound";
  constructor(
    readonly method: Closure | Native,
    readonly self: Value,
  ) {}
}

export interface Given {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  readonly slots: readonly (Slot | undefined)[];
  readonly keywordSlots: ReadonlyMap<string, { readonly slot: Slot; readonly key: Site }>;
  /** The call. */
  readonly site: Site;
  /** What is called, as it is written. */
  readonly callee?: Site | undefined;
  /** The text of the call, to name it by. */
  readonly text?: string;
}

/** A function of the language that the evaluator does itself. */
export class Native {
  readonly kind = "native";
  constructor(
    readonly name: string,
    readonly run: (machine: Machine, given: Given, self: Value) => Value,
    /** The same of numbers alone, where it is a function of numbers. */
    readonly numeric?: (...values: number[]) => Value,
  ) {}
}

/** A name in a library: `torch.optim`, `torch.optim.Adam`; calls of it are not evaluated. */
export class Library {
  readonly kind = "library";
  constructor(readonly path: string) {}
}

/** An unevaluated call of a library, which is also the object that it makes. */
export class LibraryCall {
  readonly kind = "call";
  /** The calls of its own methods, in order: `parser.add_argument(…)`. */
  readonly received: LibraryCall[] = [];
  /** Attributes that the program has given it. */
  readonly attributes = new Dict();
  constructor(
    readonly callee: string,
    readonly calleeSite: Site,
    readonly given: Given,
    /** The object whose method this is a call of. */
    readonly receiver?: LibraryCall,
  ) {}
}

/** What only the running program knows, or is not typed to its end. */
export class Unknown {
  readonly kind = "unknown";
  constructor(
    /** The text of the expression. */
    readonly symbol: string,
    readonly reason: "runtime" | "unfinished",
    readonly site: Site | undefined,
    /** Why, where there is more to say than that only the run knows. */
    readonly why?: string,
  ) {}
}

/** One of several values, which one being decided at run time. */
export class Choice {
  readonly kind = "choice";
  constructor(
    readonly condition: string,
    readonly options: readonly { readonly label: string; readonly value: Value }[],
    readonly site: Site | undefined,
  ) {}
}

export const isOpen = (value: Value): value is Open =>
  typeof value === "object" &&
  value !== null &&
  (value.kind === "unknown" || value.kind === "choice");

export const isObject = (value: Value): value is Exclude<Value, Scalar> =>
  typeof value === "object" && value !== null;

export const isCallee = (value: Value): value is Callee =>
  isObject(value) &&
  (value.kind === "closure" ||
    value.kind === "bound" ||
    value.kind === "native" ||
    value.kind === "library");

/** The number that a value is, or a boolean counts as; undefined for all else. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  return undefined;
}
