import { t, word } from "../text/words";
import type { Analysis, AnalyzedSchedule } from "../analysis";
import type { MeasuredLimit } from "../speedLimits/measuredLimit";
import { runLimit } from "../speedLimits/runLimit";
import type { ParsedDocument } from "../parse/sourceValue";
import type { Problem } from "../problem";
import { placeFindings } from "../rules/check";
import type { Finding, Rule, RuleContext, RuleSettings } from "../rules/rule";
import type { Schedule } from "../schedule/schedule";
import type { Range } from "../text/range";
import type { Clock } from "../schedule/time";
import type { Symbols } from "../schedule/unknownValue";
import { sortedProblems } from "../sortedProblems";
import type {
  DocumentHead,
  ForeignDefinition,
  ForeignEvaluation,
  ForeignReading,
  Format,
} from "./format";
import { cutDecays } from "./cutDecay";
import { floorShares } from "./floorShare";
import { sourceOfPlaces } from "./places";

export interface ForeignOptions {
  readonly symbols: Symbols;
  readonly rules?: RuleSettings | undefined;
  /** The texts of the other files that were read, by their addresses. */
  readonly files?: ReadonlyMap<string, string>;
  readonly limitOf?: ((name: string, namesake: number) => MeasuredLimit | undefined) | undefined;
}

/** Evaluates what a format's reader found and judges its curves by the rules that fit any curve. */
export function analyzeForeign(
  format: Format,
  head: DocumentHead,
  reading: ForeignReading,
  options: ForeignOptions,
): Analysis {
  const document: ParsedDocument = {
    language: format.syntax,
    format: format.id,
    text: head.text,
    roots: [],
    problems: reading.problems,
    ...(options.files && { files: options.files }),
  };
  const counts = new Map<string, number>();
  const schedules = reading.definitions.map((definition) => {
    const namesake = (counts.get(definition.name) ?? 0) + 1;
    counts.set(definition.name, namesake);
    const limit = options.limitOf?.(definition.name, namesake);
    return analyzeOne(definition, document, options, limit);
  });
  const all = [...reading.problems, ...schedules.flatMap(({ problems }) => problems)];
  return { document, schedules, problems: sortedProblems(all) };
}

function analyzeOne(
  definition: ForeignDefinition,
  document: ParsedDocument,
  { symbols, rules }: ForeignOptions,
  measured: MeasuredLimit | undefined,
): AnalyzedSchedule {
  const { name, anchor, range, format, stepped } = definition;
  const evaluation = definition.evaluate(symbols);
  const { unknowns } = evaluation;
  const clock = evaluation.clock ?? definition.clock;
  const schedule = evaluation.schedule && onClock(evaluation.schedule, clock);
  const source = sourceOfPlaces(evaluation.places ?? [], range);
  const limit = schedule && runLimit(schedule, measured);
  const ownKeys = new Set(source.entries.map(({ key }) => key));
  const found = schedule
    ? placeFindings(
        { document, source, place: range },
        {
          findings: (rule) =>
            judge(rule, { schedule, definition: schedule.definition, limit, ownKeys }),
          // Their findings have no fixes.
          mends: () => false,
        },
        rules,
      )
    : [];
  const own = [...evaluation.problems, ...ofNumbers(evaluation, anchor)].flatMap((problem) =>
    asSet(problem, rules),
  );
  return {
    name,
    anchor,
    range,
    source,
    schedule,
    complete: unknowns.length === 0 && !own.some(({ severity }) => severity === "error"),
    problems: sortedProblems([...own, ...found]),
    ...(limit && { limit }),
    unknowns: unknowns.map((unknown) => ({ ...unknown, path: [] })),
    foreign: {
      format,
      clock,
      stepped,
      settings: evaluation.settings ?? [],
      ...(evaluation.reacts === true && { reacts: true }),
      ...(evaluation.byEpoch && { byEpoch: evaluation.byEpoch }),
      ...(evaluation.offers && { offers: evaluation.offers.map((one) => ({ ...one, path: [] })) }),
    },
  };
}

/** What one number of the text says on its own, judged on the clock by which its program counts. */
function ofNumbers(evaluation: ForeignEvaluation, whole: Range): Problem[] {
  const { settings = [], byEpoch, problems } = evaluation;
  const schedule = byEpoch?.schedule ?? evaluation.schedule;
  if (!schedule) return [];
  const told = problems.some(({ code }) => code === "cosine-no-finish");
  return [
    ...floorShares(settings, schedule, whole),
    ...(told ? [] : cutDecays(settings, schedule, whole)),
  ];
}

/** A step of the schedule is known to be no update wherever it is shown. */
const onClock = (schedule: Schedule, clock: Clock): Schedule =>
  clock === "update" ? schedule : { ...schedule, time: { ...schedule.time, clock } };

/** What rules say of a curve whatever its run's length; the others wait until N is known. */
const OF_ANY_LENGTH: ReadonlySet<string> = new Set([
  "negative-value",
  "momentum-out-of-range",
  "adam-without-warmup",
]);

const A_STEP_IS = {
  epoch: word("A step is one epoch here."),
  round: word("A step is one round here."),
} as const;

function judge(rule: Rule, context: RuleContext): Finding[] {
  const { horizon } = context.schedule;
  const { clock = "update" } = context.schedule.time;
  if (clock !== "update" && rule.counts === "updates") return [];
  if (horizon === "nominal") return [];
  if (horizon === "open" && !OF_ANY_LENGTH.has(rule.id)) return [];
  // Our edits fit our own definitions only; a format brings the fixes of its own rules.
  const unit = clock !== "update" && rule.counts === "steps" ? ` ${t(A_STEP_IS[clock])}` : "";
  return rule
    .check(context)
    .map((finding) => ({ ...finding, message: finding.message + unit, fixes: [] }));
}

/** A format's own rules are switched like all others. */
function asSet(problem: Problem, settings: RuleSettings | undefined): Problem[] {
  const severity = settings?.severities?.[problem.code] ?? problem.severity;
  return severity === "off" ? [] : [{ ...problem, severity }];
}
