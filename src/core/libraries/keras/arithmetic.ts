import type { Arguments } from "../arguments";

/**
 * Keras computes a schedule in the type of its initial learning rate. Written as an integer (1, not
 * 1.0) it makes all parameters integers, π included, and the quotients float32 (with the torch
 * backend, where this was measured).
 */
export interface Arithmetic {
  /** A parameter as the schedule's type holds it. */
  cast(value: number): number;
  /** A result of an operation, rounded. */
  round(value: number): number;
}

const floats: Arithmetic = { cast: (value) => value, round: (value) => value };
const integers: Arithmetic = { cast: Math.trunc, round: Math.fround };

export const arithmeticOf = (args: Arguments): Arithmetic =>
  args.isInteger("initial_learning_rate") ? integers : floats;
