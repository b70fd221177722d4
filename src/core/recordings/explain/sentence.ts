import { formatCount, formatNumber } from "../../text/format";
import { plural } from "../../text/plural";
import { t } from "../../text/words";
import type { Cause, Explanation } from "./cause";

/** The explanation in one sentence. */
export function sentenceOf(explanation: Explanation): string {
  const { causes, residual, resolution, alternatives, identifiable } = explanation;
  if (causes.length === 0) return followed(residual, resolution);
  const named = listed(causes.map(textOf));
  const start = `${named.charAt(0).toUpperCase()}${named.slice(1)}`;
  if (!explanation.explained)
    return t`${start}; the largest difference is ${formatNumber(residual)}, the log's precision ${formatNumber(resolution)}.`;
  const doubt = alternatives.map((one) => listed(one.map(textOf)));
  if (doubt.length > 0)
    return t`${start} – or ${doubt.slice(0, 2).join(t(", or "))}: the log can't tell these apart.`;
  if (!identifiable) return t`${start}; other figures or causes may give the same rates.`;
  return t`${start}; what is left, ${formatNumber(residual)}, is within the log's precision of ${formatNumber(resolution)}.`;
}

const followed = (residual: number, resolution: number): string =>
  t`The log follows the plan: the largest difference, ${formatNumber(residual)}, is within the log's precision of ${formatNumber(resolution)}.`;

function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return t`${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;
}

/** One cause in words. */
export function textOf(cause: Cause): string {
  switch (cause.kind) {
    case "offset":
      return offsetText(cause.steps);
    case "skippedSteps":
      return t`the schedule stood still for ${skipped(cause)} (first seen at ${places(cause)})`;
    case "scale":
      return scaleText(cause.factor);
    case "restart":
      return cause.from === 0
        ? t`the schedule started over at step ${formatCount(cause.at)}`
        : t`the run went on at step ${formatCount(cause.at)} as from step ${formatCount(cause.from)} of the plan`;
    case "horizon":
      return t`the schedule ran as for ${plural(cause.steps, "step")} instead of ${formatCount(cause.planned)}`;
    case "peak":
      return t`the rate is ${formatNumber(cause.factor)} times the plan's (peak ${formatNumber(cause.value)})`;
    case "floor":
      return t`the floor is ${formatNumber(cause.value)}`;
    case "unexplained":
      return t`from step ${formatCount(cause.at)} on the log leaves the plan for a reason that isn't known`;
  }
}

type Skips = Extract<Cause, { kind: "skippedSteps" }>;

const skipped = ({ count, atMost }: Skips): string =>
  atMost === undefined
    ? plural(count, "skipped update")
    : t`${formatCount(count)} to ${plural(atMost, "skipped update")}`;

const MOST_PLACES = 5;

/** The lines of the log that show the skips first: where between two lines they lie, none can tell. */
function places({ at, seen = at }: Skips): string {
  const steps = [...new Set(seen)];
  const named = steps.slice(0, MOST_PLACES).map((step) => {
    const here = seen.filter((one) => one === step).length;
    return here > 1 ? `${formatCount(step)} (${formatCount(here)})` : formatCount(step);
  });
  const more = steps.length > MOST_PLACES ? " …" : "";
  const all = `${named.join(", ")}${more}`;
  return steps.length === 1 ? t`step ${all}` : t`steps ${all}`;
}

function offsetText(steps: number): string {
  const by = plural(Math.abs(steps), "step");
  return steps > 0 ? t`the log shows each rate ${by} early` : t`the log shows each rate ${by} late`;
}

function scaleText(factor: number): string {
  if (factor >= 1)
    return t`the schedule moved ${formatNumber(factor)} steps for each step of the log`;
  return t`the schedule moved one step for every ${formatNumber(1 / factor)} steps of the log`;
}
