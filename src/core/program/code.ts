import type { Range } from "../text/range";
import type { Frame } from "./frame";
import type { FunctionExpression } from "./tree";
import type { Machine } from "./machine";
import type { Surroundings } from "./scope";
import type { Site, Value } from "./values";

/** The file that code stands in. */
export interface Unit {
  readonly text: string;
  readonly uri?: string | undefined;
  readonly surroundings: Surroundings;
  /** The place to blame for all that fails: of functions that stand in other files. */
  readonly blame?: Range | undefined;
}

/** An expression, compiled. */
export type Eval = (frame: Frame) => Value;

/** How a statement ended; a returned value lies in the frame. */
export type Completion = 0 | 1 | 2 | 3;
export const NORMAL = 0;
export const BREAK = 1;
export const CONTINUE = 2;
export const RETURN = 3;
/** A statement, compiled. */
export type Exec = (frame: Frame) => Completion;

export type Bind = (frame: Frame, value: Value, place: Site | undefined) => void;

export interface CompiledParameter {
  readonly kind: "plain" | "rest" | "keywords";
  /** Absent where it is a pattern. */
  readonly name: string | undefined;
  readonly bind: Bind;
  readonly site: Site;
  /** JavaScript's: evaluated in the call. */
  readonly default: Eval | undefined;
}

/** A function, compiled. */
export interface Code {
  /** What it was compiled for. */
  readonly machine: Machine;
  readonly unit: Unit;
  /** The names of the cells that its closures hold, in their order. */
  readonly captured: readonly string[];
  readonly tree: FunctionExpression;
  readonly name: string;
  readonly site: Site;
  /** Set before it is run. */
  readonly parameters: readonly CompiledParameter[];
  /** All parameters are plain ones without patterns. */
  readonly simple: boolean;
  readonly size: number;
  /** What running it once costs: how many parts it has. */
  readonly cost: number;
  readonly body: Eval;
}
