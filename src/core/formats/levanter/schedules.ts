import { ramp } from "../../libraries/curves/pieces";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import type { Phase } from "../config/phasesRun";

/** A value that Levanter or optax raises at; `key` is where it stands. */
export class Unusable extends Error {
  constructor(
    readonly key: string,
    message: string,
  ) {
    super(message);
  }
}

export interface LevanterPlan {
  readonly kind: string;
  readonly rate: number;
  /** min_lr_ratio. */
  readonly floor: number;
  /** Shares of a cycle up to 1, steps above. */
  readonly warmup: number;
  readonly rewarmup: number;
  /** Undefined: all that follows the warmup. */
  readonly decay: number | undefined;
  readonly exponent: number;
  readonly timescale: number;
  /** What the kind "power" takes: tokens are counted from the end of the stable phase. */
  readonly power?: {
    readonly batch: number;
    readonly sequence: number;
    readonly a: number;
    readonly b: number;
  };
}

const { cos, PI, sqrt, min, max } = Math;

/** _convert_frac_or_steps: up to 1 a share, above it whole steps. */
export function stepsOf(value: number, total: number, key: string): number {
  if (value < 0 || (value > 1 && value % 1 !== 0))
    throw new Unusable(key, t`${key} must be a share from 0 to 1 or a whole number of steps.`);
  return Math.trunc(value <= 1 ? value * total : value);
}

/** The decay by its own count, as optax and Levanter compute it; every one only falls. */
function decayOf(plan: LevanterPlan, warmup: number, steps: number): (count: number) => number {
  const { kind, rate, floor, exponent, timescale } = plan;
  const least = rate * floor;
  switch (kind) {
    case "constant":
      return () => rate;
    case "cosine":
      if (!(steps > 0))
        throw new Unusable("decay", t("optax's cosine needs a decay of 1 step or more."));
      return (count) => {
        const wave = 0.5 * (1 + cos((PI * min(count, steps)) / steps));
        return rate * ((1 - floor) * wave ** exponent + floor);
      };
    case "linear":
      return (count) =>
        steps > 0 ? (rate - least) * (1 - min(count, steps) / steps) + least : rate;
    case "inv_sqrt":
      return (count) => max(rate * min(1, 1 / sqrt(max(count + warmup, 1) / timescale)), least);
    case "inv":
      if (!(least > 0))
        throw new Unusable("min_lr_ratio", t("Levanter's inv divides by the floor: it needs one."));
      return (count) =>
        max(rate * min(1, 1 / (((rate / least - 1) * max(count, 1)) / steps + 1)), least);
    case "power": {
      const { batch = NaN, sequence = NaN, a = NaN, b = NaN } = plan.power ?? {};
      return (count) => min(rate, batch * a * (count * batch * sequence) ** b);
    }
    default:
      throw new Unusable("lr_schedule", t`Levanter has no lr_schedule ${kind}.`);
  }
}

/**
 * OptimizerConfig.lr_scheduler: in every cycle a warmup from where the last one ended, a stable phase
 * and a decay, joined as optax joins: from a boundary on the next, even where it comes early.
 */
export function phasesOf(plan: LevanterPlan, ends: readonly number[], cooldown: number): Phase[] {
  const { kind, rate, floor } = plan;
  const phases: Phase[] = [];
  let previous = 0;
  ends.slice(0, -1).forEach((start, cycle) => {
    const steps = (ends[cycle + 1] ?? start) - start;
    const key = cycle === 0 ? "warmup" : "rewarmup";
    const warmup = stepsOf(plan[key], steps, key);
    const decay = plan.decay === undefined ? steps - warmup : stepsOf(plan.decay, steps, "decay");
    const stable = steps - warmup - decay;
    const from = previous;
    const fall = decayOf(plan, warmup, decay);
    const rise = (k: number): number => (from - rate) * (1 - (k - start) / warmup) + rate;
    if (warmup !== 0) phases.push({ kind: "warmup", start, curve: ramp(rise) });
    if (stable !== 0)
      phases.push({ kind: "constant", start: start + warmup, curve: constantCurve(rate) });
    const begin = start + warmup + stable;
    phases.push({ kind, start: begin, curve: ramp((k) => fall(k - begin)) });
    previous = fall(decay);
  });
  const end = ends.at(-1) ?? 0;
  const least = rate * floor;
  if (cooldown > 0) {
    const from = previous;
    const cool = (k: number): number =>
      (from - least) * (1 - min(k - end, cooldown) / cooldown) + least;
    phases.push({ kind: "cooldown", start: end, curve: ramp(cool) });
  }
  return phases.map((phase, i) => (i === 0 ? { ...phase, start: 0 } : phase));
}
