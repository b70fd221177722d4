import type { Expression } from "../../../program/tree";
import type { ForEach, Statement, While } from "../../../program/statementTree";
import type { ImportedFile } from "../../../parse/typescript/loader";
import type { Range } from "../../../text/range";
import type { Symbols } from "../../../schedule/unknownValue";
import type { FunctionBudget } from "./functionBudget";
import type { WrittenCalls } from "./givenElsewhere";
import type { Guard } from "./guards";
import type { Journal } from "./journal";
import type { Launch } from "./launches";
import type { GroupWrite, Loop, MethodCall } from "./loop";
import type {
  FunctionValue,
  Given,
  InstanceValue,
  LibraryObject,
  Scope,
  Unknown,
  Value,
} from "./value";

/** How a stretch of statements ended, where it did not run to its end. */
export interface Completion {
  readonly type: "return" | "break" | "continue" | "raise";
  readonly value?: Value;
}

/** A value that some calls of a function return, and the condition for it. */
export interface EarlyReturn {
  readonly condition: string;
  readonly range: Range;
  readonly value: Value;
  readonly test?: Unknown | undefined;
}

/** What is known of the place that is being read. */
export interface Frame {
  readonly early: EarlyReturn[];
}

/** All that reading a script has come upon, in the order of reading. */
export interface Findings {
  readonly objects: LibraryObject[];
  readonly instances: InstanceValue[];
  readonly methods: MethodCall[];
  readonly writes: GroupWrite[];
  readonly loops: Loop[];
  /** Objects that were given to something that is not followed. */
  readonly escaped: Set<LibraryObject | InstanceValue>;
  /** Loaders that each process has its own part of, once a framework has prepared them. */
  readonly shared: Set<LibraryObject>;
  /** Attributes of objects of which items are set as those of a dict are. */
  readonly ownItems: WeakSet<object>;
  /** Attributes of objects among which a loop that nobody counts has changed some. */
  readonly changedInLoops: WeakSet<object>;
  /** Methods that objects of the script's own classes have from a library's class. */
  readonly inherited: InheritedCall[];
  /** What a library's constructor was given by a class that inherits from it, by the attributes. */
  readonly baseCalls: Map<object, { readonly base: string; readonly given: Given }>;
  /** Schedulers of the script's own classes that derive from torch's, by the attributes. */
  readonly ownSchedulers: Map<object, OwnScheduler>;
  /** The constructor's parameters of an object, by its attributes. */
  readonly constructed: Map<object, ReadonlyMap<string, Value>>;
  /** What functions that nothing in the script calls give back: a framework calls them. */
  readonly returned: {
    readonly name: string;
    readonly value: Value;
    /** The object whose method it is. */
    readonly self?: Value | undefined;
  }[];
  /** Functions that were called, as they stand in the text. */
  readonly called: Set<object>;
  /** Branches that other flags would lead to, of those that make something. */
  readonly asides: Aside[];
}

export interface Aside {
  /** The conditions that lead there, as written, with `not ` before what must not hold. */
  readonly assumed: readonly string[];
  /** Where calls stand that make objects of libraries in it. */
  readonly made: readonly number[];
}

export interface OwnScheduler {
  /** What stands for it among the objects of libraries. */
  readonly object: LibraryObject;
  readonly instance: InstanceValue;
}

export type InheritedCall = Omit<MethodCall, "object"> & { readonly object: InstanceValue };

/** Thrown once reading has taken more than it may. */
export class OutOfFuel extends Error {}

/** What a script that runs finds by the paths that it names. */
export interface RunFiles {
  /** The path of the file that starts the run. */
  readonly start: string;
  /** A file of the workspace, by its path relative to that one. */
  file(path: string): ImportedFile | undefined;
}

/** A reader of one script: its state, and the parts that work on it. */
export interface Machine {
  readonly journal: Journal;
  readonly findings: Findings;
  readonly symbols: Symbols;
  readonly frames: Frame[];
  readonly loops: Loop[];
  readonly conditions: string[];
  /** The tests of the branches that are being read, outermost first. */
  readonly guards: Guard[];
  /** Schedulers of the script's own whose `step()` is being read, innermost last. */
  readonly steppers: LibraryObject[];
  /** In the document, what is being called while a file that it imports is read; undefined while the document is. */
  readonly sites: (Range | undefined)[];
  /** Flags of absl by their names. */
  readonly flags: Map<string, Value>;
  /** What `wandb` holds of the run's settings. */
  readonly wandb: Map<string, Value>;
  /** Whether another file starts the run, so that what it sets is known. */
  readonly startsElsewhere: boolean;
  /** Whether fire makes commands of whatever the script defines. */
  fired: boolean;
  /** Files that are named in the running program. */
  readonly files: RunFiles;
  /** In the document, and in files that run what it defines. */
  readonly writtenCalls: WrittenCalls;
  /** The commands of shell scripts that run the document; looked for when a flag asks for them. */
  launches(): readonly Launch[];
  /** Optimizers that the script does not make, by the expression that names them. */
  readonly standIns: Map<string, LibraryObject>;
  fuel: number;
  /** What its functions may do together once it is read. */
  readonly budget: FunctionBudget;
  burn(): void;
  evaluate(expression: Expression, scope: Scope): Value;
  execute(statements: readonly Statement[], scope: Scope): Completion | undefined;
  call(callee: Value, given: Given, expression: CallPlace, scope: Scope): Value;
  callFunction(callee: FunctionValue, given: Given, range: Range): Value;
  member(object: Value, name: string, place: CallPlace, scope: Scope): Value;
  assign(target: Target, value: Value, scope: Scope): void;
  iterate(value: Value): readonly Value[] | undefined;
  /** A file of the workspace; of those whose names have to do with rates more are read. */
  import(module: string, level: number, scope: Scope, rates?: boolean): Value | undefined;
  /** Conditions of flags that are taken to hold, whatever the flags are by default. */
  readonly assumed: ReadonlySet<string>;
  /** Reads what another flag would bring about: that it is there is noted, nothing else stays. */
  aside(condition: string, work: () => unknown): void;
  /** What stands for an expression that only the run knows: the user's value, or an unknown. */
  unknown(symbol: string, range: Range, texts?: readonly string[]): Value;
  /** Reads a loop that trains in a way of its own, and then says true. */
  train?: ((node: ForEach | While, scope: Scope) => boolean) | undefined;
  /** What a library's object gives where it is called as a function; undefined where it is none. */
  called?:
    ((callee: LibraryObject, given: Given, place: CallPlace) => Value | undefined) | undefined;
  /** Is told of every method call and of every rate that is set, as they come. */
  observe?: ((event: MethodCall | GroupWrite) => void) | undefined;
}

export interface CallPlace {
  readonly range: Range;
  readonly calleeRange: Range;
  /** The text, to name an unknown. */
  readonly text: string;
}

export type Target = Extract<Statement, { type: "delete" }>["targets"][number];

/** By the range of an expression, which belongs to one text: functions of the step ask again and again. */
const spellings = new WeakMap<Range, string>();

/** The source of an expression on one line, as it names an unknown. */
export function spelled(scope: Scope, range: Range): string {
  const known = spellings.get(range);
  if (known !== undefined) return known;
  const text = scope.text.slice(range.start, Math.min(range.end, range.start + 200));
  const spelling = text.replace(/\s+/g, " ").trim();
  spellings.set(range, spelling);
  return spelling;
}

/** Where something is shown in the document: in it, or at the call that led out of it. */
export const shownAt = (machine: Machine, scope: Scope, range: Range): Range =>
  scope.own ? range : (machine.sites.at(-1) ?? { start: 0, end: 0 });
