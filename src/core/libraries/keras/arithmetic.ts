import type { Curve } from "../../schedule/curve";
import type { Arguments } from "../arguments";
import { scannedCurve } from "../curves/blocks";
import { ramp } from "../curves/pieces";

/**
 * Keras computes a schedule in the type of its initial learning rate. Written as an integer (1, not
 * 1.0) it makes all parameters integers, π included, and the quotients float32 (with the torch
 * backend, where this was measured).
 */
export interface Arithmetic {
  /** A parameter as the schedule's type holds it. */
  readonly cast: (value: number) => number;
  /** A result of an operation, rounded. */
  readonly round: (value: number) => number;
  /** A rise or fall; in float32 it has steps, so that its sums are taken term by term. */
  readonly ramp: (at: (step: number) => number) => Curve;
}

const floats: Arithmetic = { cast: (value) => value, round: (value) => value, ramp };
const integers: Arithmetic = { cast: Math.trunc, round: Math.fround, ramp: scannedCurve };

export const arithmeticOf = (args: Arguments): Arithmetic =>
  args.isInteger("initial_learning_rate") ? integers : floats;
