import { warmingTrack } from "../facts/warmup";
import { endValue, firstValue, lengthOf } from "../facts/phase";
import type { PhaseSpan } from "../schedule/schedule";
import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { blame, knownRate, parameter } from "./support/rate";
import { sources } from "./support/sources";

const RAMPS = new Set([
  "linear",
  "cosine",
  "exponential",
  "polynomial",
  "quadratic",
  "logarithmic",
]);
/** A first phase longer than this share of the run is a decay, not a warmup. */
const LONGEST = 0.2;

export const warmupStartsAboveEnd: Rule = {
  id: "warmup-starts-above-end",
  severity: "warning",
  title: t("Warmup that starts above its end"),
  why: t(
    "A warmup keeps the first steps small while gradients are large and badly scaled; one that falls makes exactly those steps the largest.",
  ),
  source: sources.reversedWarmup,
  check(context) {
    const rate = knownRate(context);
    const [first, next] = warmingTrack(context.schedule)?.phases ?? [];
    if (rate === undefined || first === undefined || next === undefined) return [];
    if (!falls(first) || lengthOf(first) > LONGEST * rate.length) return [];
    const [from, to] = [parameter(context, first, "from"), parameter(context, first, "to")];
    const written = from !== undefined && to !== undefined;
    const swap = [
      { type: "set", path: [...first.path, "from"], value: to as number | string },
      { type: "set", path: [...first.path, "to"], value: from as number | string },
    ] as const;
    const [start, end] = [formatNumber(firstValue(first)), formatNumber(endValue(first))];
    return [
      {
        path: blame(context, first, "from"),
        message: t`The first phase falls from ${start} to ${end}; a warmup rises.`,
        fixes: written
          ? [{ title: t`Swap: from ${end} to ${start}`, preferred: true, changes: swap }]
          : [],
      },
    ];
  },
};

const falls = (phase: PhaseSpan): boolean =>
  RAMPS.has(phase.kind) && lengthOf(phase) > 0 && firstValue(phase) > endValue(phase) * (1 + 1e-9);
