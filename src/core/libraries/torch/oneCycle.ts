import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import { ramp, stretches } from "../curves/pieces";
import type { LibraryContext } from "../construction";
import type { LibraryIssue } from "../refusal";
import type { TorchLinkKind } from "./link";
import { cycledMomentum } from "./momentum";

type Level = "start" | "peak" | "end";

/** One leg of the cycle: it reaches `to` exactly at step `end`, which need not be a whole step. */
interface Leg {
  readonly end: number;
  readonly from: Level;
  readonly to: Level;
}

export interface OneCycle {
  readonly total: number;
  readonly legs: readonly Leg[];
  readonly anneal: "cos" | "linear";
}

/** The legs of a one-cycle of `total` steps whose rise takes the share `rise`. */
export function oneCycleLegs(total: number, rise: number, threePhase: boolean): Leg[] {
  const up: Leg = { end: rise * total - 1, from: "start", to: "peak" };
  const last = total - 1;
  if (!threePhase) return [up, { end: last, from: "peak", to: "end" }];
  const down: Leg = { end: 2 * rise * total - 2, from: "peak", to: "start" };
  return [up, down, { end: last, from: "start", to: "end" }];
}

const annealers = {
  cos: (from: number, to: number, share: number) =>
    to + ((from - to) / 2) * (Math.cos(Math.PI * share) + 1),
  linear: (from: number, to: number, share: number) => (to - from) * share + from,
};

/** A leg begins one step after the last whole step of the leg before; the last one never ends. */
export function oneCycleCurve(cycle: OneCycle, levels: Readonly<Record<Level, number>>): Curve {
  const anneal = annealers[cycle.anneal];
  const list: { start: number; curve: Curve }[] = [];
  let begin = 0;
  for (const { end, from, to } of cycle.legs) {
    const [origin, length] = [begin, end - begin];
    const at = (step: number): number => anneal(levels[from], levels[to], (step - origin) / length);
    const flat = levels[from] === levels[to];
    list.push({
      start: list.length === 0 ? 0 : Math.floor(origin) + 1,
      curve: flat ? constantCurve(levels[from]) : ramp(at),
    });
    begin = end;
    // past its end the last leg goes on: a cosine turns back
    if (end === cycle.total - 1) list.push({ start: end, curve: ramp(at) });
  }
  return stretches(list);
}

function totalSteps(args: Arguments): number {
  if (args.has("total_steps")) return positive(args, "total_steps");
  if (args.has("epochs") && args.has("steps_per_epoch"))
    return positive(args, "epochs") * positive(args, "steps_per_epoch");
  return args.refuse("total_steps", t("or epochs and steps_per_epoch must be given"));
}

function positive(args: Arguments, name: string): number {
  if (!args.isInteger(name) || args.number(name) <= 0)
    args.refuse(name, t("must be a positive integer"));
  return args.number(name);
}

/** One call of step() after the last step is tolerated, the next raises. */
function overrun(cycle: OneCycle, context: LibraryContext): LibraryIssue | undefined {
  const { total, legs } = cycle;
  const [first, last] = [legs.at(-2)?.end, legs.at(-1)?.end];
  if (first === last && context.steps >= total) {
    const message = t(
      "pct_start leaves no step to come down: the step after the last divides by 0.",
    );
    return { code: "division-by-zero", path: ["pct_start"], message, errorStep: total - 1 };
  }
  if (context.steps <= total) return undefined;
  const message = t`The run has more updates than the ${total} steps of the cycle.`;
  return { code: "past-the-end", path: ["total_steps"], message, errorStep: total };
}

/** The cycle that OneCycleLR's arguments describe; MMEngine's takes the same ones. */
export function readOneCycle(args: Arguments, total: number): OneCycle {
  const rise = args.number("pct_start");
  if (!args.isFloat("pct_start") || rise < 0 || rise > 1)
    args.refuse("pct_start", t("must be a float between 0 and 1 (1.0, not 1)"));
  const anneal = args.choice("anneal_strategy", ["cos", "linear"]);
  const legs = oneCycleLegs(total, rise, args.flag("three_phase"));
  if (legs[0]?.end === 0)
    args.refuse("pct_start", t("leaves a rise of exactly one step, which divides by 0"));
  return { total, legs, anneal };
}

/**
 * OneCycleLR (Smith & Topin, arXiv:1708.07120): from max/div_factor to max at step pct · N − 1, to
 * max/div_factor/final_div_factor at the last step. It replaces the optimizer's rates, and its
 * momentum from the first update on, even where that was 0.
 */
export const oneCycleLR: TorchLinkKind = {
  kind: "OneCycleLR",
  parameters: signature({
    max_lr: undefined,
    total_steps: null,
    epochs: null,
    steps_per_epoch: null,
    pct_start: { float: 0.3 },
    anneal_strategy: "cos",
    cycle_momentum: true,
    base_momentum: 0.85,
    max_momentum: 0.95,
    div_factor: 25,
    final_div_factor: 1e4,
    three_phase: false,
  }),
  link: (args, context) => {
    const cycle = readOneCycle(args, totalSteps(args));
    const peaks = args.perGroup("max_lr", context.optimizer.learningRates.length);
    const [divisor, last] = [args.number("div_factor"), args.number("final_div_factor")];
    const startOf = (group: number): number => (peaks[group] ?? NaN) / divisor;
    const curves = peaks.map((peak, group) =>
      oneCycleCurve(cycle, { start: startOf(group), peak, end: startOf(group) / last }),
    );
    const curve = (_: number, group: number): Curve => curves[group] ?? constantCurve(NaN);
    const momentum = (low: number, high: number): Curve =>
      oneCycleCurve(cycle, { start: high, peak: low, end: high });
    const failure = overrun(cycle, context);
    return {
      kind: "OneCycleLR",
      form: "overwrites",
      curve,
      first: (_, base, group) => curve(base, group).at(0),
      next: (_, k, base, group) => curve(base, group).at(k),
      initialRate: (_, group) => startOf(group),
      others: cycledMomentum(args, context, momentum),
      ...(failure && { failure }),
    };
  },
};
