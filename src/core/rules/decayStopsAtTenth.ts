import { isAdaptive } from "../facts/optimizer";
import { formatShare } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { blame, knownRate, parameter } from "./support/rate";
import { sources } from "./support/sources";

export const decayStopsAtTenth: Rule = {
  id: "decay-stops-at-tenth",
  severity: "hint",
  title: t("Decay that stops at about 10%"),
  why: t(
    "For pre-training language models a linear decay to zero gives a lower loss than a decay to 10% of the peak, the more so the longer the run.",
  ),
  source: sources.decayToZero,
  check(context) {
    const rate = knownRate(context);
    const last = rate?.track.phases.at(-1);
    if (rate === undefined || last === undefined || !isAdaptive(context.schedule)) return [];
    const share = rate.last / rate.peak.value;
    if (share < 0.05 || share > 0.2 || rate.length < 10_000) return [];
    if (last.kind !== "cosine" && last.kind !== "linear") return [];
    if (parameter(context, last, "to") === undefined) return [];
    const path = [...last.path, "to"];
    return [
      {
        path: blame(context, last, "to"),
        message: t`The rate ends at ${formatShare(share)} of its peak.`,
        fixes: [
          { title: t("Decay to 0"), preferred: true, changes: [{ type: "set", path, value: 0 }] },
        ],
      },
    ];
  },
};
