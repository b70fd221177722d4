import type { Curve } from "../../schedule/curve";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import { held } from "../curves/pieces";
import type { LibraryContext } from "../construction";

export interface PlateauRule {
  readonly factor: number;
  readonly patience: number;
  readonly cooldown: number;
  readonly eps: number;
  /** Whether `metric` counts as better than `best`. */
  better(metric: number, best: number): boolean;
  readonly worst: number;
}

/** Relative and absolute thresholds as torch means them: 'rel' misbehaves for metrics ≤ 0. */
export function betterBy(
  mode: "min" | "max",
  relative: boolean,
  threshold: number,
): PlateauRule["better"] {
  if (mode === "min")
    return relative
      ? (metric, best) => metric < best * (1 - threshold)
      : (metric, best) => metric < best - threshold;
  return relative
    ? (metric, best) => metric > best * (threshold + 1)
    : (metric, best) => metric > best + threshold;
}

export const plateauParameters = signature({
  mode: "min",
  factor: 0.1,
  patience: 10,
  threshold: 1e-4,
  threshold_mode: "rel",
  cooldown: 0,
  min_lr: 0,
  eps: 1e-8,
});

export function readPlateau(args: Arguments): PlateauRule {
  const factor = args.number("factor");
  if (factor >= 1) args.refuse("factor", t("must be less than 1"));
  const mode = args.choice("mode", ["min", "max"]);
  const relative = args.choice("threshold_mode", ["rel", "abs"]) === "rel";
  return {
    factor,
    patience: args.number("patience"),
    cooldown: args.number("cooldown"),
    eps: args.number("eps"),
    better: betterBy(mode, relative, args.number("threshold")),
    worst: mode === "min" ? Infinity : -Infinity,
  };
}

interface State {
  best: number;
  bad: number;
  cooling: number;
}

/**
 * The indices of the metrics after which the rule reduces: bad evaluation number patience + 1. NaN
 * counts as bad. The cooldown is counted before the patience is looked at.
 */
export function reductions(rule: PlateauRule, metrics: Iterable<number>): number[] {
  const state: State = { best: rule.worst, bad: 0, cooling: 0 };
  const found: number[] = [];
  let index = 0;
  for (const metric of metrics) {
    if (observe(rule, state, metric)) found.push(index);
    index += 1;
  }
  return found;
}

function observe(rule: PlateauRule, state: State, metric: number): boolean {
  if (rule.better(metric, state.best)) {
    state.best = metric;
    state.bad = 0;
  } else state.bad += 1;
  if (state.cooling > 0) {
    state.cooling -= 1;
    state.bad = 0;
  }
  if (state.bad <= rule.patience) return false;
  state.cooling = rule.cooldown;
  state.bad = 0;
  return true;
}

/** The rate after each reduction: not below `floor`, and not moved by less than eps. */
export function reducedCurve(
  rule: PlateauRule,
  metrics: Iterable<number>,
  rate: number,
  floor: number,
): Curve {
  const after = reductions(rule, metrics);
  const rates = [rate];
  let present = rate;
  after.forEach(() => {
    const reduced = Math.max(present * rule.factor, floor);
    if (present - reduced > rule.eps) present = reduced;
    rates.push(present);
  });
  return held(
    rates,
    after.map((index) => index + 1),
  );
}

/** The learning rates of all groups under ReduceLROnPlateau, against the given metrics. */
export function plateauCurves(args: Arguments, context: LibraryContext): Curve[] {
  const rule = readPlateau(args);
  const { learningRates } = context.optimizer;
  const floors = args.perGroup("min_lr", learningRates.length);
  return learningRates.map((rate, group) =>
    reducedCurve(rule, context.metrics ?? [], rate, floors[group] ?? 0),
  );
}
