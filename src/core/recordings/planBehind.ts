import { buildSchedule } from "../schedule/build";
import type { ScheduleDefinition } from "../schedule/definition";
import { formatCount, formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Explanation, ExplainedCause } from "./explain/cause";
import { explain } from "./explain/explain";
import { misfit } from "./explain/model";
import { oddness } from "./explain/numbers";
import { observe, thinned, type Observations } from "./explain/observations";
import { planOf } from "./explain/plan";
import { sentenceOf, textOf } from "./explain/sentence";
import { framesOf, moved, type Candidate } from "./identify/candidates";
import { FAMILIES, WHOLE } from "./identify/families";
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
/** Steps that logs are early or late, the usual first. */
const OFFSETS = [0, -1, 1];

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

interface Match {
  readonly candidate: Candidate;
  readonly definition: ScheduleDefinition;
  readonly offset: number;
  readonly residual: number;
  readonly rank: number;
}

/** The simplest schedule whose rates are the log's, point by point. */
export function fromRates(
  series: Series,
  figures: ReadonlySet<number> = new Set<number>(),
): Behind {
  const seen = observe(thinned(series, MOST_POINTS));
  const matches = seen.steps.length < 3 ? [] : matchesOf(seen, figures);
  const [best, ...others] = [...matches].sort((a, b) => a.rank - b.rank);
  if (best === undefined) return none(seen);
  const alternatives = different(best, others).map(({ definition }) => definition);
  const identifiable = alternatives.length === 0;
  const causes: ExplainedCause[] =
    best.offset === 0 ? [] : [{ kind: "offset", steps: best.offset, residual: best.residual }];
  return {
    plan: best.definition,
    from: "rates",
    causes,
    residual: best.residual,
    resolution: seen.resolution,
    identifiable,
    alternatives,
    sentence: sentence(best, alternatives.length, seen),
  };
}

function matchesOf(seen: Observations, figures: ReadonlySet<number>): Match[] {
  return OFFSETS.flatMap((offset) => {
    const shifted = moved(seen, offset);
    const candidates = [
      ...framesOf(shifted).flatMap((frame) => FAMILIES.flatMap((family) => family(frame))),
      ...WHOLE.flatMap((family) => family(shifted)),
    ];
    return candidates.flatMap((candidate) => matched(candidate, shifted, offset, figures));
  });
}

function matched(
  candidate: Candidate,
  seen: Observations,
  offset: number,
  figures: ReadonlySet<number>,
): Match[] {
  const { length, phases } = candidate;
  const [only] = phases;
  const definition = {
    length: { steps: length },
    learningRate: phases.length === 1 ? only : phases,
  } as ScheduleDefinition;
  const { schedule, issues } = buildSchedule(definition);
  const plan = schedule && issues.length === 0 ? planOf(schedule) : undefined;
  if (plan === undefined) return [];
  const model = { causes: [], plan, clock: (step: number) => step, level: (rate: number) => rate };
  const { outside, residual } = misfit(model, seen);
  if (outside > 0) return [];
  return [{ candidate, definition, offset, residual, rank: rankOf(candidate, offset, figures) }];
}

/** Digits of all figures: what a person typed has few, and what the settings say none. */
function rankOf(
  { phases, length, openLength }: Candidate,
  offset: number,
  settings: ReadonlySet<number>,
): number {
  const oddnessOf = (figure: number): number => (settings.has(figure) ? 0 : oddness(figure));
  const figures = phases.flatMap((phase) =>
    Object.values(phase).flatMap((value) =>
      Array.isArray(value) ? (value as number[]) : typeof value === "number" ? [value] : [],
    ),
  );
  const own = openLength === true ? 0 : oddnessOf(length);
  const digits = figures.reduce((sum, figure) => sum + oddnessOf(figure), own);
  return digits + 2 * phases.length + Math.abs(offset);
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
  { candidate, offset, residual }: Match,
  others: number,
  seen: Observations,
): string {
  const { kind, length, openLength } = candidate;
  const run = openLength === true ? "" : ` over ${formatCount(length)} steps`;
  const warmup =
    candidate.phases.length > 1
      ? ` after ${formatCount(Number(candidate.phases[0]?.["for"]))} steps of warmup`
      : "";
  const counted = offset === 0 ? "" : `; ${textOf({ kind: "offset", steps: offset })}`;
  const doubt =
    others === 0
      ? ""
      : ` ${others === 1 ? "Another schedule fits" : `${formatCount(others)} others fit`} as well.`;
  return `The rates are those of a schedule of kind "${kind}"${run}${warmup}${counted} (${formatCount(seen.steps.length)} points, largest difference ${formatNumber(residual)}).${doubt}`;
}
