import type { Cause } from "./cause";
import type { Observations } from "./observations";
import type { Plan } from "./plan";

/** Where in the plan point i of the log stands, by its step. */
export type Clock = (step: number, index: number) => number;

/** What the rate is made of a rate of the plan at its time t. */
export type Level = (rate: number, t: number) => number;

/** A hypothesis: causes, and what the log would read if they held. */
export interface Model {
  readonly causes: readonly Cause[];
  readonly plan: Plan;
  readonly clock: Clock;
  readonly level: Level;
  /** True where a figure of a cause is one of several that fit. */
  readonly open?: boolean;
}

export const sameLevel: Level = (rate) => rate;

export function predict({ plan, clock, level }: Model, step: number, index: number): number {
  const t = clock(step, index);
  return level(plan.at(t), t);
}

export interface Misfit {
  /** The largest difference. */
  readonly residual: number;
  /** Points beyond their tolerance, and the first of them; −1 where there is none. */
  readonly outside: number;
  readonly first: number;
}

/** How far the log lies from what a model says. */
export function misfit(model: Model, { steps, values, tolerances }: Observations): Misfit {
  let residual = 0;
  let outside = 0;
  let first = -1;
  for (let i = 0; i < steps.length; i++) {
    const difference = Math.abs((values[i] ?? NaN) - predict(model, steps[i] ?? NaN, i));
    if (!(difference <= residual)) residual = difference;
    if (difference <= (tolerances[i] ?? 0)) continue;
    outside++;
    if (first < 0) first = i;
  }
  return { residual, outside, first };
}

/** The first point beyond its tolerance; −1 where there is none. */
export function firstOutside(model: Model, { steps, values, tolerances }: Observations): number {
  for (let i = 0; i < steps.length; i++) {
    const difference = Math.abs((values[i] ?? NaN) - predict(model, steps[i] ?? NaN, i));
    if (!(difference <= (tolerances[i] ?? 0))) return i;
  }
  return -1;
}

/** True where every point lies within its tolerance. */
export const fits = (model: Model, seen: Observations): boolean => firstOutside(model, seen) < 0;
