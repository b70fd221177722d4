import type { PhaseSpan, Track } from "../schedule/schedule";
import { formatNumber } from "../text/format";
import { t } from "../text/words";
import { firstAtLeast } from "../facts/peak";
import { negated } from "./support/negated";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { parameter } from "./support/rate";
import { sources } from "./support/sources";

/** Tracks for which a value below zero has no meaning. */
const NEVER_NEGATIVE = new Set([
  "learningRate",
  "weightDecay",
  "batchNormMomentum",
  "augmentation",
  "noise",
  "batchSize",
]);
const VALUES = ["value", "from", "to", "low", "high", "peak"];

export const negativeValue: Rule = {
  id: "negative-value",
  counts: "steps",
  severity: "error",
  title: t("Value below zero"),
  why: t(
    "A negative rate climbs the loss instead of descending it, and a negative decay makes weights grow.",
  ),
  source: sources.torchSgd,
  check(context) {
    return [...context.schedule.tracks.values()]
      .filter(({ name }) => NEVER_NEGATIVE.has(name))
      .flatMap((track) => findings(context, track));
  },
};

function findings(context: RuleContext, track: Track) {
  const { length } = context.schedule;
  const phase = track.phases.find(
    ({ start, end, missing }) =>
      !missing && end > start && track.curve.extremes(start, end - 1).min < 0,
  );
  if (phase === undefined) return [];
  const { min } = track.curve.extremes(0, length - 1);
  const step = firstAtLeast({ ...track, curve: negated(track.curve) }, length, Number.MIN_VALUE);
  const key = VALUES.find((name) => isNegative(parameter(context, phase, name)));
  return [
    {
      path: key === undefined ? phase.path : [...phase.path, key],
      message: t`${track.name} falls to ${formatNumber(min)}; it is below zero from step ${step} on.`,
      fixes: fixes(context, phase, key),
    },
  ];
}

const isNegative = (value: unknown): boolean =>
  typeof value === "number" ? value < 0 : typeof value === "string" && /^\s*-/.test(value);

function fixes(context: RuleContext, phase: PhaseSpan, key: string | undefined): FixPlan[] {
  const path = key === undefined ? phase.path : [...phase.path, key];
  const value =
    key === undefined && phase.kind === "constant"
      ? phase.curve.at(0)
      : parameter(context, phase, ...(key === undefined ? [] : [key]));
  const plans: FixPlan[] = [];
  if (typeof value === "number") {
    plans.push({
      title: t`Write ${formatNumber(-value, 12)}`,
      preferred: key !== "to",
      changes: [{ type: "set", path, value: -value }],
    });
  }
  if (typeof value === "string" && isNegative(value)) {
    const positive = value.replace("-", "");
    plans.push({
      title: `Write "${positive}"`,
      preferred: key !== "to",
      changes: [{ type: "set", path, value: positive }],
    });
  }
  if (key === "to")
    plans.push({
      title: t("End at 0"),
      preferred: true,
      changes: [{ type: "set", path, value: 0 }],
    });
  return plans;
}
