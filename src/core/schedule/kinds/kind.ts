import type * as v from "valibot";
import type { Curve } from "../curve";
import type { Optimizer } from "../definition";
import type { Duration, TimeBase } from "../time";

export type Value = number | string;

/** What a phase knows of its place in the run when its curve is made. */
export interface PhaseContext {
  /** n: how many steps the phase covers. */
  readonly length: number;
  /** The value where the phase before ended; undefined for the first. */
  readonly previous: number | undefined;
  readonly time: TimeBase;
  readonly optimizer: Optimizer | undefined;
  /** A number, or a share of the track's peak, as a number. */
  value(value: Value): number;
  /** A duration in steps, rounded to the nearest step. */
  steps(duration: Duration): number;
}

/** One shape that a phase can have. Adding one: a file like this, and a line in `table.ts`. */
export interface PhaseKind<Schema extends v.GenericSchema> {
  readonly kind: string;
  /** One sentence for completion, hover and the JSON Schema. */
  readonly summary: string;
  readonly schema: Schema;
  build(parameters: v.InferOutput<Schema>, context: PhaseContext): Curve;
}
