import { held } from "../../libraries/curves/pieces";
import type { Curve } from "../../schedule/curve";
import { knownUpTo } from "../../schedule/curves/ending";
import { t } from "../../text/words";
import type { MeasuredMetric } from "../../schedule/measuredMetric";
import type { Asking } from "../python/asking";
import type { LibraryObject } from "../python/script/value";

/** What the user is asked for in place of a metric that no script holds. */
const IMPROVING = "evaluations that improve";

/** When a rule looks at its metric, on the clock of its schedule. */
export type Looks =
  /** Once each epoch or update, by its number. */
  | "epoch"
  | "update"
  /** Whenever the framework evaluates, which the log's own updates say. */
  | "evaluation";

/** The metric that a rule is shown with, and where its looks lie in the run. */
export interface Metrics {
  readonly values: readonly number[];
  /** Of a logged metric: the steps whose rate it says. */
  readonly end?: number;
  /** The curve over the steps of the run, of one that counts the looks. */
  placed(curve: Curve): Curve;
}

/**
 * The metric of a run that the user laid beside the script; without one, a made-up metric: better at
 * each of the first evaluations, then the same for ever. How many improve is asked for, as no curve
 * can be drawn without it.
 *
 * @param looks Undefined where no log can say them.
 */
export function metricsOf(
  asking: Asking,
  object: LibraryObject,
  length: number | undefined,
  looks: Looks | undefined,
): Metrics | undefined {
  asking.reacts = true;
  const logged = asking.script.ports.metric;
  const measured = logged && looks && measuredMetrics(logged, looks, asking, object);
  return measured ?? madeUpMetrics(asking, object, length);
}

function madeUpMetrics(
  asking: Asking,
  object: LibraryObject,
  length: number | undefined,
): Metrics | undefined {
  const improving = asking.ask(IMPROVING, object.calleeRange, "number");
  if (improving === undefined) return undefined;
  const mode = object.given.keywords.get("mode")?.value ?? object.given.positional[1]?.value;
  const rises = mode?.type === "text" && mode.value === "max";
  const count = Math.min(length ?? 1000, 100_000);
  const values = Array.from({ length: count }, (_, index) => {
    const value = 2 ** -Math.min(index, improving - 1, 1000);
    return rises ? 2 - value : value;
  });
  return { values, placed: (curve) => curve };
}

function measuredMetrics(
  metric: MeasuredMetric,
  looks: Looks,
  asking: Asking,
  object: LibraryObject,
): Metrics | undefined {
  const why = notPlaced(metric, looks);
  if (why !== undefined) {
    const message = t`The log's ${metric.tag} can't drive this scheduler: ${why}.`;
    const range = object.calleeRange;
    asking.problems.push({
      code: "metric-not-placed",
      severity: "warning",
      message,
      range,
      fixes: [],
    });
    return undefined;
  }
  const values = Array.from(metric.values);
  // what becomes of the rate after the last value, nobody knows
  if (looks !== "evaluation") {
    const end = values.length + 1;
    return { values, end, placed: (curve) => knownUpTo(curve, end) };
  }
  const steps = Array.from(metric.steps);
  // what the log tells after its last evaluation, the rule has not looked at
  const end = Math.max(steps.at(-1) ?? 0, metric.until ?? 0) + 1;
  return { values, end, placed: (curve) => knownUpTo(byLooks(curve, steps), end) };
}

/** Why a metric's values are not the looks of a rule, one after another. */
function notPlaced({ axis, steps, values }: MeasuredMetric, looks: Looks): string | undefined {
  if (values.length === 0) return t("it has no values");
  if (looks === "evaluation") {
    if (axis !== "steps") return t("the log doesn't count updates, by which the evaluations lie");
    return ascending(steps, 0) ? undefined : t("the log's counter falls back");
  }
  // values of an epoch may stand at the updates with which the epochs end
  if (looks === "epoch" && axis !== "epochs")
    return ascending(steps, 0) ? undefined : t("the log's counter falls back");
  if (looks === "update" && axis !== "steps") return t("the log doesn't count updates");
  if (ascending(steps, 1) && (steps[0] ?? 0) <= 1) return undefined;
  return looks === "epoch"
    ? t("it has no value for each epoch from the first on")
    : t("it has no value for each update from the first on");
}

/** Whether each step is above the one before; with `by`, by exactly so many. */
function ascending(steps: ArrayLike<number>, by: number): boolean {
  for (let i = 1; i < steps.length; i++) {
    const difference = (steps[i] ?? NaN) - (steps[i - 1] ?? NaN);
    if (by === 0 ? !(difference > 0) : difference !== by) return false;
  }
  return true;
}

/** After look i, at update `steps[i]`, the rate is that of `curve` at i + 1. */
function byLooks(curve: Curve, steps: readonly number[]): Curve {
  const rates = [curve.at(0)];
  const from: number[] = [];
  steps.forEach((step, look) => {
    const rate = curve.at(look + 1);
    if (rate === rates.at(-1)) return;
    rates.push(rate);
    from.push(step);
  });
  return held(rates, from);
}
