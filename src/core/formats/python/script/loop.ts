import type { ForEach, While } from "../../../program/statementTree";
import type { Range } from "../../../text/range";
import type { Rounds } from "./guards";
import { numberValue, type LibraryObject, type Unknown, type Value } from "./value";

/** A loop of the script that trains: its body is read once, whatever the number of its rounds. */
export interface Loop {
  readonly node: ForEach | While;
  readonly range: Range;
  /** Rounds, where they are known or can be asked for. */
  count: Value;
  /** What its rounds are where it runs over data of a known size and something may leave it before. */
  readonly countIfLeft?: Value | undefined;
  /** Of `while step < 1000` around a loop that counts: the rounds of that one, all together. */
  readonly total?: { readonly within: ForEach | While; readonly count: Value } | undefined;
  /** `epoch` of `for epoch in range(90)`. */
  readonly variable: string;
  /** What it runs over, as written, without `enumerate` and progress bars. */
  readonly over: string;
  /** What it runs over, where that is known, in a variable of its own. */
  values?: readonly Value[] | undefined;
  /** Over `range(…)`, or while a counter is below a number. */
  readonly counted: boolean;
  /** The text of its file. */
  readonly text: string;
}

/** A `break` in the innermost loop: how much data there is says no longer how often it runs. */
export function leaveLoop(loops: readonly Loop[]): void {
  const loop = loops.at(-1);
  if (loop?.countIfLeft) loop.count = loop.countIfLeft;
}

/** A `break` that ends a loop in the last of so many rounds. */
export function endLoop(loop: Loop, rounds: number): void {
  loop.count = numberValue(rounds);
  loop.values = loop.values?.slice(0, rounds);
}

/** A method of a library's object that the script calls. */
export interface MethodCall {
  readonly object: LibraryObject;
  readonly method: string;
  readonly given: readonly Value[];
  readonly keywords: ReadonlyMap<string, { readonly value: Value }>;
  /** An argument that could not be spread: more may be given. */
  readonly open?: Unknown | undefined;
  readonly range: Range;
  readonly loops: readonly Loop[];
  /** What must hold for it to be called, as written, outermost first. */
  readonly conditions: readonly string[];
  /** Of `step()`: the rounds in which those of its conditions hold that a loop decides. */
  readonly rounds?: readonly Rounds[];
}

/** A hyper-parameter that the script writes into an optimizer's parameter group by itself. */
export interface GroupWrite {
  readonly optimizer: LibraryObject;
  readonly group: number;
  readonly key: string;
  readonly value: Value;
  readonly range: Range;
  readonly loops: readonly Loop[];
  readonly conditions: readonly string[];
  /** The scheduler of the script's own whose `step()` writes it. */
  readonly by?: LibraryObject | undefined;
}
