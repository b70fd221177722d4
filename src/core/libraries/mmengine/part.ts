import type { Curve } from "../../schedule/curve";
import type { Arguments } from "../arguments";
import type { LibraryIssue } from "../refusal";

/**
 * One entry of `param_scheduler`. All of them act on the value that the parameter has, one step
 * after another, inside their interval; its local steps count from its begin.
 */
export interface Part {
  readonly begin: number;
  readonly end: number;
  /** Updates between two of its steps: 1, or the length of an epoch. */
  readonly every: number;
  readonly rule: Rule;
  /** The local step that raises, and why. */
  readonly failure?: (LibraryIssue & { readonly local: number }) | undefined;
}

/**
 * What a part does: value → floor + (value − floor) · share(j)/share(j − 1) at local step j, the
 * share before its first step being 1. MMEngine computes step by step; this is the closed form.
 */
export interface Scaling {
  readonly type: "scaling";
  share(local: number): number;
  /** Local steps at which the share jumps or turns, ascending. */
  readonly marks?: readonly number[];
  /** The share changes at every multiple of this local step, and only there. */
  readonly terrace?: number;
  readonly floor: number;
  /**
   * From this local step on the value is floor + (base − floor) · share(j), whatever it was: the
   * cosine's recursion adds a share of the base value when it has reached its floor.
   */
  readonly resets?: number;
}

/** Sets the value, whatever it was. */
export interface Setting {
  readonly type: "setting";
  readonly curve: Curve;
  /** The local step from which on the value is left alone. */
  readonly until?: number;
}

/** Reduces the value at some of its local steps. */
export interface Reducing {
  readonly type: "reducing";
  readonly steps: readonly number[];
  reduce(value: number): number;
}

export type Rule = Scaling | Setting | Reducing;

export interface RuleContext {
  /** The parameter's own value before any scheduler. */
  readonly base: number;
  /** end − begin of the interval. */
  readonly length: number;
  readonly begin: number;
  readonly end: number;
  readonly metrics: readonly number[];
  /** Lengths are given in epochs but the scheduler steps by iteration. */
  readonly factor: number;
}

export interface RuleResult {
  readonly rule: Rule;
  readonly failure?: LibraryIssue & { readonly local: number };
}

export type RuleMaker = (args: Arguments, context: RuleContext) => RuleResult;

/** The local step before the part's first. */
export const BEFORE = -1;

export const shareOf = (rule: Scaling, local: number): number =>
  local === BEFORE ? 1 : rule.share(local);

/** One step of a part, as MMEngine itself computes it: the value after from the value before. */
export function stepped(rule: Rule, value: number, local: number, base: number): number {
  if (rule.type === "setting")
    return local < (rule.until ?? Infinity) ? rule.curve.at(local) : value;
  if (rule.type === "reducing") return rule.steps.includes(local) ? rule.reduce(value) : value;
  if (rule.resets !== undefined && local >= rule.resets)
    return local === rule.resets
      ? value + (base - rule.floor) * rule.share(local)
      : scaled(rule, value, local - 1, local);
  return scaled(rule, value, local - 1, local);
}

/** The value at `local` from the value at local step `from`. */
export function scaled(rule: Scaling, value: number, from: number, local: number): number {
  const ratio = shareOf(rule, local) / shareOf(rule, from);
  return ratio === 1 ? value : rule.floor + (value - rule.floor) * ratio;
}
