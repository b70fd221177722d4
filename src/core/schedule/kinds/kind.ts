import type * as v from "valibot";
import type { Curve } from "../curve";
import type { Optimizer } from "../definition";
import type { Value } from "../shapes";
import type { Duration, TimeBase } from "../time";
import type { HandlePoint, PhaseText } from "./handlePoint";

/** What a phase knows of its place in the run when its curve is made. */
export interface PhaseContext {
  /** n: how many steps the shape covers: those of the phase, and those that it skips. */
  readonly length: number;
  /** m: the local step at which the last value is reached: n, or with `endpoint` the last step, on a staircase the last hold. */
  readonly reach: number;
  /** The step of the run at which the shape begins. */
  readonly start: number;
  readonly time: TimeBase;
  readonly optimizer: Optimizer | undefined;
  /** The phases inside of this one, where it has `phases`. */
  readonly cycle?: Cycle | undefined;
  /** True for the first phase of a track. */
  readonly first: boolean;
  /** A number, or a share of the track's peak, as a number. `path` leads to it from the phase. */
  value(value: Value, ...path: Key[]): number;
  /** `from`, or the value where the phase before ended; fails for a first phase without `from`. */
  from(value: Value | undefined): number;
  /** A position in steps, rounded to the nearest whole step, at least 0. */
  position(duration: Duration, ...path: Key[]): number;
  /** A length in steps, rounded to the nearest whole step, at least 1. */
  period(duration: Duration, ...path: Key[]): number;
  /** Says why the phase cannot be evaluated and gives it up. */
  fail(code: string, message: string, ...path: Key[]): never;
}

/** The phases that a phase repeats. */
export interface Cycle {
  /** Their lengths together; undefined where one of them fills what the others leave. */
  readonly together: { readonly steps: number; readonly exact: number } | undefined;
  /** The phase that repeats them is itself repeated by another. */
  readonly inside: boolean;
  /**
   * Lays them on `length` steps: one without a length takes what the others leave; where all have
   * one they are stretched alike. Gives the phase up where one of them cannot be built.
   */
  build(length: number): BuiltCycle;
}

export interface BuiltCycle {
  readonly curve: Curve;
  /** The value where the cycle ends. */
  readonly end: number;
}

type Key = string | number;

/** What every phase may say besides its own parameters. */
export interface CommonParameters {
  readonly for?: Duration | undefined;
  readonly every?: Duration | undefined;
  readonly endpoint?: boolean | undefined;
  readonly skip?: Duration | undefined;
}

/** What a new phase goes by. */
export interface PhaseFacts {
  /** The values between which it lies. */
  readonly start: number;
  readonly end: number;
  /** A length of time as the track writes them: that share of the phase, at least a step. */
  readonly share: (of: number) => Duration;
}

type Written = number | string;
/** What a kind needs to be said, so that it leads from `start` to `end` in its own way. */
export type Template = (
  facts: PhaseFacts,
) => Readonly<Record<string, Written | readonly Written[]>>;

export const toEnd: Template = ({ end }) => ({ to: end });

/**
 * One shape that a phase can have. Adding one: a file like this, and a line in `table.ts`; builders,
 * public types, schema, pages and the panel's list are generated (`npm run generate`).
 */
export interface PhaseKind<Schema extends v.GenericSchema> {
  readonly kind: string;
  /** One sentence for completion, hover and the JSON Schema. */
  readonly summary: string;
  /** The value at local step u, for docs/format.md. */
  readonly formula: string;
  /** Parameters that work after a warmup, for the last 900 steps of 1,000. */
  readonly example: Readonly<Record<string, unknown>>;
  /** True where it stands for a whole run: with a warmup of its own, or cycles. */
  readonly whole?: boolean;
  /** True where it goes up and down again and again by itself. */
  readonly cycles?: boolean;
  /** With it the kind can be chosen on the chart. */
  readonly template?: Template;
  /** The points that can be dragged, besides the phase's start and end. */
  handles?(text: PhaseText): readonly HandlePoint[];
  readonly schema: Schema;
  /** True where `every` belongs to the shape itself and does not make a staircase. */
  readonly ownsEvery?: boolean;
  /** The progress convention where `endpoint` is left out. */
  readonly endpoint?: boolean;
  build(parameters: v.InferOutput<Schema>, context: PhaseContext): Curve;
  /** The phase's length in steps where `for` is left out and the shape knows it itself. */
  ownLength?(parameters: v.InferOutput<Schema>, context: LengthContext): OwnLength | undefined;
}

/** What is known before a phase has its place. */
export type LengthContext = Pick<PhaseContext, "optimizer" | "time" | "fail"> & {
  readonly cycle?: Omit<Cycle, "build"> | undefined;
};
/** What is needed of either context to know a cycle's length. */
export type CycleContext = Pick<LengthContext, "time" | "cycle" | "fail">;

/** A length that follows from a phase's parameters. */
export interface OwnLength {
  readonly steps: number;
  /** Before rounding. */
  readonly exact: number;
  /** As a track's last phase it may go on to the end of the run with its last value. */
  readonly goesOn: boolean;
}

/** Checks the types of a kind where it is defined. */
export const phaseKind = <Schema extends v.GenericSchema>(kind: PhaseKind<Schema>) => kind;
