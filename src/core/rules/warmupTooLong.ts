import { warmupOf } from "../facts/warmup";
import { formatCount, formatShare } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { newRoundLength } from "./support/phasePlans";
import { usualWarmup } from "./support/usualWarmup";
import { blame } from "./support/rate";
import { sources } from "./support/sources";

/** Half the run is the most that a published recipe gives to the rise (one-cycle). */
const LONGEST = 0.5;

export const warmupTooLong: Rule = {
  id: "warmup-too-long",
  counts: "steps",
  severity: "warning",
  title: t("Warmup over more than half of the run"),
  why: t(
    "Published recipes warm up over 0.1 to 10% of the run (one-cycle over up to half); steps at a small rate beyond that are progress given away.",
  ),
  source: sources.kalraBarkeshli,
  check(context) {
    const warmup = warmupOf(context.schedule);
    const { length } = context.schedule;
    if (warmup === undefined || warmup.phases.length === warmup.track.phases.length) return [];
    if (warmup.end <= LONGEST * length || warmup.end >= length) return [];
    const last = warmup.phases.at(-1);
    if (last === undefined) return [];
    const { change, text } = newRoundLength(context, last, usualWarmup(context.schedule));
    const only = warmup.phases.length === 1;
    return [
      {
        path: blame(context, last, "for"),
        message: t`The warmup takes ${formatCount(warmup.end)} of ${formatCount(length)} steps, ${formatShare(warmup.end / length)} of the run.`,
        fixes: only
          ? [
              {
                title: t`Warm up for ${text}`,
                preferred: true,
                changes: [change],
              },
            ]
          : [],
      },
    ];
  },
};
