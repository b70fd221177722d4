import type { Schedule } from "../schedule/schedule";
import { t } from "../text/words";

const normalised = (schedule: Schedule): string =>
  (schedule.optimizer?.name ?? "").toLowerCase().replace(/[^a-z0-9]/g, "");

/** Optimizers that divide by a running average of squared gradients, whose memory is β2. */
const ADAPTIVE = /^(?:n?adamw?|adamax|amsgrad|adabelief|adamp|adan|lamb|radam)/;

export const isAdaptive = (schedule: Schedule): boolean => ADAPTIVE.test(normalised(schedule));

/** RAdam rectifies the early variance itself and needs no warmup for it (arXiv:1908.03265). */
export const rectifiesItself = (schedule: Schedule): boolean =>
  normalised(schedule).startsWith("radam");

export const isSgd = (schedule: Schedule): boolean =>
  /^(?:sgd|momentum|nesterov)/.test(normalised(schedule));

/** Weight decay applied beside the gradient step, times the rate: AdamW and its kin. */
export const decouplesWeightDecay = (schedule: Schedule): boolean =>
  /^(?:n?adamw|lamb|lion|sgdw)/.test(normalised(schedule));

export interface Beta2 {
  readonly value: number;
  /** True where the definition leaves it to the optimizer's default. */
  readonly assumed: boolean;
}

/** β2 at the start of the run; Adam's own default (0.999) where the definition names none. */
export function beta2Of(schedule: Schedule): Beta2 | undefined {
  if (!isAdaptive(schedule)) return undefined;
  const track = schedule.tracks.get("beta2")?.curve.at(0);
  const value = track ?? schedule.optimizer?.beta2;
  if (value === undefined) return { value: 0.999, assumed: true };
  return value > 0 && value < 1 ? { value, assumed: false } : undefined;
}

/** Updates over which β2 averages: 1 / (1 − β2), without the rounding of 1 − 0.999. */
export const memoryOf = (beta: number): number => Number((1 / (1 - beta)).toPrecision(12));

/** "β2 = 0.999", and whose choice it is. */
export const describeBeta2 = ({ value, assumed }: Beta2): string =>
  assumed ? t`Adam's default β2 = ${value}` : t`β2 = ${value}`;
