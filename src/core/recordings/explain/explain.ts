import type { Series } from "../recording";
import type { Cause, ExplainedCause, Explanation } from "./cause";
import { costOf, fitting, isOdd, modelOf, type Fit } from "./hypotheses";
import { asLogged, offsets, type Timing } from "./clocks";
import { misfit, type Model } from "./model";
import { oddness } from "./numbers";
import { observe, thinned, type Observations } from "./observations";
import type { Plan } from "./plan";

/** Points that are compared; a longer log is thinned evenly. */
const MOST_POINTS = 20_000;
const MOST_ALTERNATIVES = 6;

/**
 * Why the rates of a run differ from a plan: the fewest causes that explain every point within what
 * the log's own digits leave open. Causes that no figure settles are told with their alternatives.
 */
export function explain(plan: Plan, series: Series): Explanation {
  const seen = observe(thinned(series, MOST_POINTS));
  const found = ranked(fitting(plan, seen), plan.peak);
  const [best, ...others] = found;
  if (best === undefined) return unexplained(plan, seen);
  const alternatives = alternativesOf(best, others, plan.peak);
  return {
    causes: withResiduals(best, seen),
    residual: misfit(best, seen).residual,
    resolution: seen.resolution,
    identifiable:
      alternatives.length === 0 &&
      best.open !== true &&
      !best.causes.some((cause) => isOdd(cause, plan.peak)),
    alternatives,
    explained: true,
  };
}

/** Fewer causes first; among as many, figures that a person would have chosen; then the search's order. */
function ranked(found: readonly Fit[], peak: number): Fit[] {
  const rank = (fit: Fit): number =>
    costOf(fit.causes, peak) * 1000 + 10 * Math.max(0, oddnessOf(fit) - 3);
  return [...found].sort((a, b) => rank(a) - rank(b));
}

/** Digits of the oddest figure. */
const oddnessOf = ({ causes }: Fit): number =>
  Math.max(0, ...causes.map((cause) => oddness(figureOf(cause))));

function figureOf(cause: Cause): number {
  switch (cause.kind) {
    case "scale":
    case "peak":
      return cause.factor < 1 ? Number((1 / cause.factor).toPrecision(12)) : cause.factor;
    case "floor":
      return cause.value;
    case "horizon":
      return cause.steps;
    case "restart":
      return cause.from;
    default:
      return 1;
  }
}

/**
 * Other causes that fit: as many, or one more of other kinds. Those that merely add to the best
 * ones what changes nothing are none.
 */
function alternativesOf(best: Fit, others: readonly Fit[], peak: number): Cause[][] {
  const seen = new Set([JSON.stringify(best.causes)]);
  const kinds = new Set(best.causes.map(({ kind }) => kind));
  const cost = costOf(best.causes, peak);
  return others
    .filter(({ causes }) => {
      const text = JSON.stringify(causes);
      const adds =
        costOf(causes, peak) > cost &&
        [...kinds].every((kind) => causes.some((one) => one.kind === kind));
      if (seen.has(text) || adds || costOf(causes, peak) > cost + 1) return false;
      return seen.add(text);
    })
    .slice(0, MOST_ALTERNATIVES)
    .map(({ causes }) => [...causes]);
}

/** The causes one after another, each with the difference that is left after it. */
export function withResiduals(fit: Fit, seen: Observations): ExplainedCause[] {
  const residuals = chain(fit.timing).map((timing) => misfit(modelOf(timing), seen).residual);
  const last = misfit(fit, seen).residual;
  return fit.causes.map((cause, i) => ({
    ...cause,
    residual: i === fit.causes.length - 1 ? last : (residuals[i] ?? last),
  }));
}

/** The timings from the first cause to the last. */
function chain(timing: Timing): Timing[] {
  if (timing.previous === undefined) return [];
  return [...chain(timing.previous), timing];
}

/** The share of points that a partial explanation must bring back to the plan to be named. */
const WORTH = 0.25;

/** What explains most of the points, and the first step of those that it doesn't. */
function unexplained(plan: Plan, seen: Observations): Explanation {
  const plain = modelOf(asLogged(plan));
  const all = [plain, ...offsets(plan).map((timing) => modelOf(timing))];
  const judged = all.map((model) => ({ model, ...misfit(model, seen) }));
  const [first] = judged;
  const best = judged.reduce((a, b) => (b.outside < a.outside ? b : a));
  const enough = (first?.outside ?? 0) - best.outside >= WORTH * seen.steps.length;
  const chosen = enough ? best : (first ?? best);
  return {
    causes: rest(chosen.model, chosen.first, chosen.residual, seen),
    residual: chosen.residual,
    resolution: seen.resolution,
    identifiable: false,
    alternatives: [],
    explained: false,
  };
}

function rest(model: Model, first: number, residual: number, seen: Observations): ExplainedCause[] {
  const at = seen.steps[first] ?? 0;
  return [...model.causes, { kind: "unexplained" as const, at }].map((cause) => ({
    ...cause,
    residual,
  }));
}
