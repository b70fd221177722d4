import type { Path } from "../parse/sourceValue";
import { meanOfTrack, shrinkage } from "../schedule/integrals";
import type { Schedule } from "../schedule/schedule";
import { formatNumber, formatShare } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import { type Fact, fact } from "./fact";
import { beta2Of, decouplesWeightDecay, describeBeta2, memoryOf } from "./optimizer";

/** What the optimizer's values mean over this run; of all, or of the one that `path` names. */
export function optimizerFacts(schedule: Schedule, [, key]: Path): Fact[] {
  const facts: Readonly<Record<string, () => Fact[]>> = {
    momentum: () => memory(schedule, "momentum", t("Each gradient moves the weights, in all, by")),
    beta1: () => memory(schedule, "beta1", t("β1 averages gradients over")),
    beta2: () => beta2(schedule),
    weightDecay: () => decay(schedule),
  };
  if (typeof key === "string" && key !== "name")
    return Object.hasOwn(facts, key) ? (facts[key]?.() ?? []) : [];
  return Object.values(facts).flatMap((tell) => tell());
}

function memory({ optimizer }: Schedule, name: "momentum" | "beta1", label: string): Fact[] {
  const value = optimizer?.[name];
  if (value === undefined || !(value >= 0 && value < 1)) return [];
  const times = formatNumber(memoryOf(value));
  return [
    fact(name, label, name === "momentum" ? t`${times} times the rate` : t`${times} updates`),
  ];
}

function beta2(schedule: Schedule): Fact[] {
  const value = beta2Of(schedule);
  if (value === undefined) return [];
  const updates = memoryOf(value.value);
  const share = formatShare(updates / schedule.length);
  const text = t`${plural(updates, "update")}, ${share} of the run`;
  return [fact("beta2", t`${describeBeta2(value)} averages squared gradients over`, text)];
}

function decay(schedule: Schedule): Fact[] {
  const value = schedule.optimizer?.weightDecay;
  const rate = schedule.tracks.get("learningRate");
  if (value === undefined || !(value > 0) || rate === undefined) return [];
  if (!decouplesWeightDecay(schedule) || schedule.tracks.has("weightDecay")) return [];
  const steps = 1 / (meanOfTrack(schedule, rate) * value);
  const kept = shrinkage(schedule)?.kept;
  return [
    fact("timescale", t("1 / (mean rate · decay)"), plural(steps, "step")),
    ...(kept === undefined
      ? []
      : [fact("kept", t("Left of a weight without gradient"), formatShare(kept))]),
  ];
}
