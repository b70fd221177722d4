import { CYCLES } from "../schedule/kinds/traits";
import { formatCount, formatNumber } from "../text/format";
import { t } from "../text/words";
import { plainAt } from "../facts/plain";
import type { Rule } from "./rule";
import { knownRate, knownTrack, roundValue } from "./support/rate";
import { sources } from "./support/sources";

/** The statistics should forget what was before a restart within a tenth of the cycle. */
const SHARE = 0.1;

export const batchNormMemoryAtRestarts: Rule = {
  id: "batch-norm-memory-at-restarts",
  counts: "updates",
  severity: "information",
  title: t("Running statistics that outlast a restart"),
  why: t(
    "At a restart the weights jump, and the running statistics go on describing the network from before it for about 1 / momentum updates; until then evaluation is worse than the network.",
  ),
  source: sources.batchNorm,
  check(context) {
    const [rate, momentum] = [knownRate(context), knownTrack(context, "batchNormMomentum")];
    const phase = rate?.track.phases.find(({ kind }) => kind === "repeat" || CYCLES.has(kind));
    if (rate === undefined || momentum === undefined || phase === undefined) return [];
    const turns = phase.curve.breakpoints(0, phase.length, 2);
    const cycle = (phase.kind === "cyclic" ? turns[1] : turns[0]) ?? phase.length;
    const memory = 1 / momentum.track.curve.extremes(phase.start, rate.length - 1).min;
    if (!Number.isFinite(memory) || memory <= SHARE * cycle) return [];
    const value = roundValue(Math.min(1, Math.max(1.01 / (SHARE * cycle), 0.01)));
    const fixed = typeof plainAt(context.definition, ["batchNormMomentum"]) === "number";
    return [
      {
        path: momentum.track.path,
        message: t`The statistics average over ${formatCount(memory)} updates, more than a tenth of the first cycle of ${formatCount(cycle)}.`,
        fixes:
          fixed && value < 0.8
            ? [
                {
                  title: t`Set to ${formatNumber(value)}`,
                  preferred: true,
                  changes: [{ type: "set", path: ["batchNormMomentum"], value }],
                },
              ]
            : [],
      },
    ];
  },
};
