import type { ScheduleDefinition } from "../schedule/definition";
import { formatCount, formatNumber } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import type { Explanation, ExplainedCause } from "./explain/cause";
import { explain } from "./explain/explain";
import { observe, thinned, type Observations } from "./explain/observations";
import { sentenceOf, textOf } from "./explain/sentence";
import { matchesOf, type Match } from "./identify/matches";
import { matchesWithSkips } from "./identify/skipped";
import type { Recording, Series } from "./recording";
import { plansOfSettings, type ToldPlan } from "./settingsPlan";

/** The schedule behind a log, with the evidence for it. */
export interface Behind {
  /** Null where no simple schedule gives the rates. */
  readonly plan: ScheduleDefinition | null;
  /** Where the plan comes from: the log's own settings, or the rates alone. */
  readonly from: "settings" | "rates";
  readonly causes: readonly ExplainedCause[];
  readonly residual: number;
  readonly resolution: number;
  readonly identifiable: boolean;
  /** Other schedules that give the rates as well, or other causes under the same one. */
  readonly alternatives: readonly unknown[];
  readonly sentence: string;
}

const MOST_POINTS = 4000;
const MOST_ALTERNATIVES = 6;
/** The plan that the run's settings say if its rates agree, else the simplest schedule that gives them. */
export function planBehind(run: Recording, series: Series): Behind {
  let close: Behind | undefined;
  for (const told of plansOfSettings(run, series)) {
    const explanation = explain(told.plan, told.series);
    if (!explanation.explained) continue;
    const found = fromSettings(told, explanation);
    // how a log counts its steps changes no rate
    if (explanation.causes.every(({ kind }) => kind === "offset")) return found;
    close ??= found;
  }
  return close ?? fromRates(series, figuresOf(run));
}

/** The numbers of a run's settings: a schedule made of them is likelier than another that fits. */
const figuresOf = ({ hyperParameters }: Recording): ReadonlySet<number> =>
  new Set([...hyperParameters.values()].filter((value) => typeof value === "number"));

function fromSettings({ plan: told, without }: ToldPlan, explanation: Explanation): Behind {
  const { causes, residual, resolution, identifiable, alternatives } = explanation;
  const plan = told.definition;
  const said = t`The log's own settings say the plan. ${sentenceOf(explanation)}`;
  const sentence =
    without === undefined
      ? said
      : `${said} ${t`The warmup of the first ${without} epochs isn't in it: the settings don't say its batches.`}`;
  return {
    plan,
    from: "settings",
    causes,
    residual,
    resolution,
    identifiable,
    alternatives,
    sentence,
  };
}

/** The simplest schedule whose rates are the log's, point by point. */
export function fromRates(
  series: Series,
  figures: ReadonlySet<number> = new Set<number>(),
): Behind {
  const seen = observe(thinned(series, MOST_POINTS));
  if (seen.steps.length < 3) return none(seen);
  const plain = matchesOf(seen, figures);
  const matches = plain.length > 0 ? plain : matchesWithSkips(seen, figures);
  const [best, ...others] = [...matches].sort((a, b) => a.rank - b.rank);
  if (best === undefined) return none(seen);
  const alternatives = different(best, others).map(({ definition }) => definition);
  return {
    plan: best.definition,
    from: "rates",
    causes: best.causes,
    residual: best.residual,
    resolution: seen.resolution,
    identifiable: alternatives.length === 0 && best.open !== true,
    alternatives,
    sentence: sentence(best, alternatives.length, seen),
  };
}

/** Those that differ in kind or figures, not only in how the log counts. */
function different(best: Match, others: readonly Match[]): Match[] {
  const seen = new Set([curveOf(best)]);
  const worth = others.filter((match) => {
    const text = curveOf(match);
    if (seen.has(text) || match.rank > best.rank + MOST_ODDER) return false;
    return seen.add(text);
  });
  return worth.slice(0, MOST_ALTERNATIVES);
}

/** What tells two schedules apart: not a length that only follows from where the log ends. */
const curveOf = ({ candidate: { openLength }, definition }: Match): string =>
  JSON.stringify([definition.learningRate, openLength === true ? null : definition.length]);

/** Digits more beyond which an alternative is one that nobody typed. */
const MOST_ODDER = 6;

function none(seen: Observations): Behind {
  const few = seen.steps.length < 3;
  return {
    plan: null,
    from: "rates",
    causes: [],
    residual: NaN,
    resolution: seen.resolution,
    identifiable: false,
    alternatives: [],
    sentence: few
      ? t("The log has too few rates to tell a schedule.")
      : t("No simple schedule gives the rates of this log."),
  };
}

function sentence(
  { candidate, causes, residual }: Match,
  others: number,
  seen: Observations,
): string {
  const { kind, length, openLength, phases } = candidate;
  const warmup = phases.length > 1 ? Number(phases[0]?.["for"]) : 0;
  const parts = [
    ...(openLength === true ? [] : [t`over ${plural(length, "step")}`]),
    ...(warmup > 0 ? [t`after ${plural(warmup, "step")} of warmup`] : []),
  ];
  const named = [t`The rates are those of a schedule of kind "${kind}"`, ...parts].join(" ");
  const told = [named, ...causes.map(textOf)].join("; ");
  const size = formatCount(seen.steps.length);
  const evidence = t`${size} points, largest difference ${formatNumber(residual)}`;
  return [`${told} (${evidence}).`, ...doubt(others)].join(" ");
}

function doubt(others: number): string[] {
  if (others === 0) return [];
  return [
    others === 1
      ? t("Another schedule fits as well.")
      : t`${formatCount(others)} others fit as well.`,
  ];
}
