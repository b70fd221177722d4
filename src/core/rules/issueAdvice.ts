import { peakOf } from "../facts/peak";
import { partAt } from "../facts/phase";
import { type ParsedDocument, type Path, type SourceObject, valueAt } from "../parse/sourceValue";
import { type Fix, type Problem, type Source, withFixes } from "../problem";
import type { Issue } from "../schedule/issue";
import type { Schedule } from "../schedule/schedule";
import { formatExact, formatNumber, writtenShare } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import { fixesOf } from "./check";
import { mendsIssue } from "./mends";
import type { FixPlan } from "./rule";
import { roundValue } from "./support/rate";
import { sources } from "./support/sources";

/** Where an issue was found: the text, and what of it could be evaluated. */
export interface IssueContext {
  readonly document: ParsedDocument;
  readonly source: SourceObject;
  readonly schedule: Schedule | undefined;
}

interface Advice {
  readonly why: string;
  readonly source?: Source;
  readonly plans?: (issue: Issue, context: IssueContext) => readonly FixPlan[];
}

/** Adds to a reading error why it matters and the fixes that the text allows. */
export function advised(problem: Problem, issue: Issue, context: IssueContext): Problem {
  const advice = ADVICE[issue.code];
  if (advice === undefined) return problem;
  const { why, source, plans } = advice;
  return withFixes({ ...problem, why, ...(source && { source }) }, () =>
    joined(problem.fixes, fixesOf(sound(plans?.(issue, context) ?? [], issue, context), context)),
  );
}

/** Those that leave no other error in its place. */
const sound = (plans: readonly FixPlan[], { code }: Issue, { schedule }: IssueContext) =>
  plans.filter((plan) => !schedule || mendsIssue(schedule.definition, code, plan));

/** One fix alone is preferred: that of the reader, where it has one. */
function joined(own: readonly Fix[], added: readonly Fix[]): Fix[] {
  if (!own.some(({ preferred }) => preferred)) return [...own, ...added];
  return [...own, ...added.map((fix) => ({ ...fix, preferred: false }))];
}

const valueOf = (path: Path, { source }: IssueContext): unknown => {
  const value = valueAt(source, path);
  return value && "value" in value ? value.value : undefined;
};

const set = (title: string, path: Path, value: number | string): FixPlan[] => [
  { title, preferred: true, changes: [{ type: "set", path, value }] },
];

const removeIt = ({ path }: Issue): FixPlan[] => [
  { title: `Remove "${String(path.at(-1))}"`, changes: [{ type: "remove", path }] },
];

/** A number in quotes, or a percentage where a fraction is wanted. */
function mendNumber({ path }: Issue, context: IssueContext): FixPlan[] {
  const value = valueOf(path, context);
  if (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) {
    return set(t`Write the number ${formatNumber(Number(value), 12)}`, path, Number(value));
  }
  const fraction = ["momentum", "beta1", "beta2"].includes(String(path.at(-1)));
  if (!fraction || typeof value !== "number" || !(value > 1 && value < 100)) return [];
  return set(`Write ${formatExact(value / 100)}`, path, value / 100);
}

function lastTooLong({ path }: Issue, { schedule }: IssueContext): FixPlan[] {
  const { track, phase } = schedule ? partAt(schedule, path) : {};
  if (schedule === undefined || track === undefined || phase === undefined) return [];
  const left = schedule.length - phase.start;
  if (left <= 0)
    return [{ title: t("Remove the phase"), changes: [{ type: "remove", path: phase.path }] }];
  const isLast = track.phases.at(-1) === phase;
  const fill: FixPlan = {
    title: t("Let it last to the end of the run"),
    preferred: true,
    changes: [{ type: "remove", path }],
  };
  return [
    ...(isLast ? [fill] : []),
    {
      title: t`Let it last ${plural(left, "step")}`,
      changes: [{ type: "set", path, value: left }],
    },
  ];
}

function mendZeroLength({ path }: Issue, context: IssueContext): FixPlan[] {
  const value = valueOf(path, context);
  if (typeof value === "number" && value > 0 && value < 1) {
    const share = writtenShare(value);
    return set(t`Write it as a share of the run: "${share}"`, path, share);
  }
  return set(t("Write 1 step"), path, typeof value === "string" ? "1 step" : 1);
}

function mendNegative({ path }: Issue, context: IssueContext): FixPlan[] {
  const value = valueOf(path, context);
  if (typeof value === "number") return set(`Write ${formatExact(-value)}`, path, -value);
  return typeof value === "string"
    ? set(`Write "${value.replace("-", "")}"`, path, value.replace("-", ""))
    : [];
}

/** Caps product / rate at ten times what it is at the peak of the rate. */
function capFollower({ path }: Issue, context: IssueContext): FixPlan[] {
  const trackPath = path.slice(0, 1);
  const [product, follow] = ["product", "follow"].map((key) =>
    valueOf([...trackPath, key], context),
  );
  const { schedule } = context;
  const track = typeof follow === "string" ? schedule?.tracks.get(follow) : undefined;
  const peak = schedule && track ? peakOf(track, schedule.length) : undefined;
  if (typeof product !== "number" || peak === undefined || !(peak.value > 0)) return [];
  const value = roundValue((10 * product) / peak.value);
  const change = { type: "insert", path: [...trackPath, "max"], value } as const;
  return [{ title: t`Cap it at ${formatNumber(value)}`, preferred: true, changes: [change] }];
}

/** Holds a follower that runs away below ten times the value of its reference. */
function capReference({ path }: Issue, context: IssueContext): FixPlan[] {
  const reference = valueOf([...path, "reference", "value"], context);
  if (typeof reference !== "number" || !(reference > 0)) return [];
  const value = roundValue(reference * 10);
  const change = { type: "insert", path: [...path, "max"], value } as const;
  return [{ title: t`Cap it at ${formatNumber(value)}`, preferred: true, changes: [change] }];
}

function exchangeBounds({ path }: Issue, context: IssueContext): FixPlan[] {
  const [min, max] = ["min", "max"].map((key) => [...path.slice(0, -1), key]);
  const [low, high] = [min, max].map((bound) => bound && valueOf(bound, context));
  if (!min || !max || typeof low !== "number" || typeof high !== "number") return [];
  const changes = [
    { type: "set", path: min, value: high },
    { type: "set", path: max, value: low },
  ] as const;
  return [{ title: t("Swap min and max"), preferred: true, changes }];
}

/** Adam's default, or the largest usual value whose warmup takes no more than a fifth of the run. */
function addBeta2(_: Issue, { source, schedule }: IssueContext): FixPlan[] {
  const optimizer = valueAt(source, ["optimizer"]);
  const path = optimizer ? ["optimizer", "beta2"] : ["optimizer"];
  const run = schedule?.length ?? Infinity;
  const beta2 = [0.999, 0.99, 0.98, 0.95].find((beta) => 10 <= run * (1 - beta)) ?? 0.9;
  const value = optimizer ? beta2 : { name: "adamw", beta2 };
  return [
    {
      title: beta2 === 0.999 ? t`Add β2 = ${beta2}, Adam's default` : t`Add β2 = ${beta2}`,
      preferred: true,
      changes: [{ type: "insert", path, value }],
    },
  ];
}

const ADVICE: Readonly<Record<string, Advice>> = {
  "wrong-type": {
    why: t(
      "A value of the wrong kind is never guessed at: nothing is drawn here until it is one that can be used.",
    ),
    plans: mendNumber,
  },
  "unknown-key": {
    why: t(
      "A misspelt key would otherwise be passed over without a word, and the schedule would not be the one intended.",
    ),
    plans: removeIt,
  },
  "unknown-kind": {
    why: t("The shape of this phase is not known, so that nothing can be drawn of it."),
  },
  "conflicting-keys": {
    why: t("Two keys that say different things leave open which of them counts."),
    plans: removeIt,
  },
  "zero-length": {
    why: t("A length that rounds to no step at all does nothing, or would divide by zero."),
    source: sources.zeroWarmup,
    plans: mendZeroLength,
  },
  "negative-duration": { why: t("Time does not run backwards."), plans: mendNegative },
  "phases-longer-than-run": {
    why: t(
      "What lies beyond the last step of the run is never trained: a decay cut off ends at a high rate.",
    ),
    source: sources.warmupOverrun,
    plans: lastTooLong,
  },
  "phases-shorter-than-run": {
    why: t(
      "For the rest of the run there would be no value; some libraries go on with the last one, some rise again.",
    ),
    plans: (issue) => [
      {
        title: t("Let the last phase fill the rest of the run"),
        preferred: true,
        changes: [{ type: "remove", path: issue.path }],
      },
    ],
  },
  "two-rests": { why: t("Only one phase can be as long as the others leave it.") },
  "unit-undefined": {
    why: t("Without it the same words would mean another number of steps with every data set."),
  },
  "follower-unbounded": {
    why: t(
      "product / rate grows without bound as the rate goes to zero, and weights would be shrunk to nothing.",
    ),
    source: sources.adamw,
    plans: capFollower,
  },
  "min-above-max": {
    why: t("No value is both above the one and below the other."),
    plans: exchangeBounds,
  },
  "missing-beta2": {
    why: t("The length of this warmup is the memory of the optimizer, 2 / (1 − β2) updates."),
    source: sources.maYarats,
    plans: addBeta2,
  },
  "one-cycle-rise": {
    why: t("A cycle needs at least one step up and one down; PyTorch divides by zero here."),
    source: sources.oneCycleLr,
    plans: ({ path }) => set(t('Write "30%", the usual rise'), path, "30%"),
  },
  "exponential-zero": {
    why: t(
      "A geometric curve multiplies by the same factor at every step and so never reaches or leaves zero.",
    ),
    plans: ({ path }) => set(t('Write "1%" of the peak'), path, "1%"),
  },
  "not-finite": {
    why: t(
      "One update with an infinite or undefined rate turns every weight into NaN, and nothing after it can mend that.",
    ),
    source: sources.torchSgd,
    plans: capReference,
  },
  "custom-failed": {
    why: t(
      "One update with an infinite or undefined rate turns every weight into NaN, and nothing after it can mend that.",
    ),
    source: sources.torchSgd,
  },
  "missing-key": {
    why: t("Left out, it would have to be guessed, and a guess is not what trains."),
  },
  "unknown-track": { why: t("What is followed must be a track of the same definition.") },
  "count-mismatch": {
    why: t("Each milestone needs one value: with one too few nobody can say which."),
  },
  "not-ascending": { why: t("Positions out of order are a slip more often than not.") },
  "inverse-of-constant": {
    why: t(
      "High where the rate is lowest and low at its peak: on a constant rate every step is both.",
    ),
    source: sources.smithDisciplined,
  },
  "follows-negative": {
    why: t("A product or power of a negative rate has no meaning for training."),
  },
  "empty-run": { why: t("A run of no steps trains nothing, and has no curve.") },
  "unknown-value": {
    why: t(
      "Only the running program knows it; it is never guessed. A value given for the preview completes the curve.",
    ),
  },
  cycle: { why: t("Tracks that follow each other in a ring have no value to begin with.") },
};
