import { t } from "../../text/words";
import { Arguments, signature, type LibraryParameter } from "../arguments";
import type { LibraryContext, LibraryKind, LibraryTrack, LibraryTrackName } from "../construction";
import { Refusal, type LibraryIssue, inside } from "../refusal";
import { isRecord, itemsOf, textOf, type LibraryRecord } from "../value";
import type { Part } from "./part";
import { ruleKinds, type RuleKind } from "./rules";
import { timelineCurve } from "./timeline";

/** MMEngine's INF: an interval without an end. */
const INF = 1e9;

interface Entry {
  readonly rule: RuleKind;
  /** "lr", "momentum", or the `param_name` of a …ParamScheduler. */
  readonly name: string;
  readonly args: Arguments;
}

const SUFFIXES = ["ParamScheduler", "Momentum", "LR"] as const;

/** `LinearLR`, `LinearMomentum`, `LinearParamScheduler` with its param_name. */
function entryOf(config: LibraryRecord): Entry {
  const { type, ...rest } = config;
  const kind = typeof type === "string" ? type : "";
  const suffix = SUFFIXES.find((candidate) => kind.endsWith(candidate));
  const stem = kind.slice(0, kind.length - (suffix?.length ?? 0));
  const rule = suffix && Object.hasOwn(ruleKinds, stem) ? ruleKinds[stem] : undefined;
  if (!rule)
    throw new Refusal("unknown-kind", ["type"], t`MMEngine has no scheduler ${textOf(type)}.`);
  const { param_name, ...given } = rest;
  const named = suffix === "ParamScheduler";
  const args = new Arguments(kind, rule.parameters, named ? given : rest);
  const name = suffix === "LR" ? "lr" : "momentum";
  return { rule, args, name: named && typeof param_name === "string" ? param_name : name };
}

interface Interval {
  readonly begin: number;
  readonly end: number;
  readonly every: number;
  readonly factor: number;
}

/** In steps of the scheduler: epochs or iterations, epochs converted to iterations if asked. */
function intervalOf({ rule, args }: Entry, context: LibraryContext): Interval {
  const byEpoch = args.flag("by_epoch");
  if (rule.byEpochOnly && !byEpoch) args.refuse("by_epoch", t`must be True for ${args.kind}`);
  const epoch = context.stepsPerEpoch ?? 1;
  const convert = args.flag("convert_to_iter_based");
  if (convert && !byEpoch) args.refuse("convert_to_iter_based", t("needs by_epoch=True"));
  const length = byEpoch ? Math.ceil(context.steps / epoch) : context.steps;
  const [begin, end] = [args.number("begin"), args.optional("end") ?? length];
  const factor = convert ? epoch : 1;
  const [from, to] = [Math.trunc(begin * factor), end === INF ? INF : Math.trunc(end * factor)];
  if (to <= from) args.refuse("end", t`must be larger than begin (${begin})`);
  return { begin: from, end: to, factor, every: byEpoch && !convert ? epoch : 1 };
}

function partOf(entry: Entry, context: LibraryContext, base: number): Part {
  const { begin, end, every, factor } = intervalOf(entry, context);
  const metrics = context.metrics ?? [];
  const inner = { base, begin, end, length: end - begin, metrics, factor };
  const { rule, failure } = entry.rule.make(entry.args, inner);
  return { begin, end, every, rule, failure };
}

/** The update in whose turn the part's failing step comes, if the run gets there. */
function failureOf(part: Part, index: number, steps: number): LibraryIssue[] {
  if (!part.failure) return [];
  const { local, path, ...issue } = part.failure;
  const k = (part.begin + local) * part.every;
  if (k > steps || part.begin + local >= part.end) return [];
  return [{ ...issue, path: ["param_scheduler", index, ...path], errorStep: k - 1 }];
}

const TRACKS: Readonly<Record<string, LibraryTrackName>> = {
  lr: "learningRate",
  weight_decay: "weightDecay",
};

function baseOf(name: string, context: LibraryContext, group: number): number {
  const { learningRates, momentum, betas, weightDecay } = context.optimizer;
  if (name === "lr") return learningRates[group] ?? NaN;
  return (name === "momentum" ? (momentum ?? betas?.[0]) : weightDecay) ?? NaN;
}

function trackName(name: string, context: LibraryContext): LibraryTrackName | undefined {
  if (name !== "momentum") return TRACKS[name];
  return context.optimizer.momentum === undefined ? "beta1" : "momentum";
}

/** OneCycle leaves its own start value behind as the base value of what is made after it. */
function partsOf(
  entries: readonly (Entry & { index: number })[],
  context: LibraryContext,
  base: number,
): Part[] {
  let initial = base;
  return entries.map((entry) => {
    if (entry.rule.rateOnly)
      initial = entry.args.number("eta_max") / entry.args.number("div_factor");
    return inside(["param_scheduler", entry.index], () => partOf(entry, context, initial));
  });
}

/**
 * `param_scheduler` of a config: one scheduler or a list. Where their intervals overlap all act on
 * the same value; in a gap the value stays; an interval's end defaults to the end of training.
 */
export const paramScheduler: LibraryKind = {
  kind: "param_scheduler",
  parameters: signature({ param_scheduler: undefined }),
  build: (args, context) => {
    const value = args.value("param_scheduler");
    const configs = itemsOf(value) ?? [value];
    const entries = configs.map((config, index) =>
      inside(["param_scheduler", index], () => readEntry(config, index)),
    );
    const issues: LibraryIssue[] = [];
    const tracks: LibraryTrack[] = [];
    for (const name of new Set(["lr", ...entries.map((entry) => entry.name)])) {
      const own = entries.filter((entry) => entry.name === name);
      const track = trackName(name, context);
      context.optimizer.learningRates.forEach((_, group) => {
        const base = baseOf(name, context, group);
        const parts = partsOf(own, context, base);
        parts.forEach((part, i) => {
          if (group === 0) issues.push(...failureOf(part, own[i]?.index ?? 0, context.steps));
        });
        if (track)
          tracks.push({ name: track, group, curve: timelineCurve(parts, base, context.steps) });
      });
    }
    return { tracks, issues };
  },
};

function readEntry(config: unknown, index: number): Entry & { index: number } {
  const record = config as LibraryRecord;
  if (!isRecord(record))
    throw new Refusal("refused-value", [], t("A scheduler is a dictionary with a type."));
  return { ...entryOf(record), index };
}

/** One scheduler alone, by its type's name. */
const typeKind = (type: string, parameters: readonly LibraryParameter[]): LibraryKind => ({
  kind: type,
  parameters: type.endsWith("ParamScheduler")
    ? [{ name: "param_name" }, ...parameters]
    : parameters,
  build: (args, context) =>
    paramScheduler.build(
      new Arguments(paramScheduler.kind, paramScheduler.parameters, {
        param_scheduler: { ...args.given, type },
      }),
      context,
    ),
});

export const typeKinds: readonly LibraryKind[] = Object.entries(ruleKinds).flatMap(
  ([stem, { parameters, rateOnly }]) =>
    SUFFIXES.filter((suffix) => !rateOnly || suffix !== "Momentum").map((suffix) =>
      typeKind(`${stem}${suffix}`, parameters),
    ),
);
