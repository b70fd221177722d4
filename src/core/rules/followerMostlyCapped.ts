import { plainAt } from "../facts/plain";
import type { Track } from "../schedule/schedule";
import { firstAtLeast, lastAbove } from "../facts/peak";
import { negated } from "./support/negated";
import { formatNumber, formatShare } from "../text/format";
import { t } from "../text/words";
import type { Finding, Rule, RuleContext } from "./rule";
import { roundValue } from "./support/rate";
import { sources } from "./support/sources";

/** A bound is for the last moments of a decay, or the first of a warmup. */
const MOST = 0.5;

export const followerMostlyCapped: Rule = {
  id: "follower-mostly-capped",
  severity: "information",
  title: t("Follower held at its bound for most of the run"),
  why: t(
    "A track that follows another holds their product or ratio only between its bounds; at the bound it is one more constant.",
  ),
  source: sources.adamw,
  check(context) {
    return [...context.schedule.tracks.values()].flatMap((track) => [
      ...findings(context, track, "max"),
      ...findings(context, track, "min"),
    ]);
  },
};

function findings(context: RuleContext, track: Track, key: "min" | "max"): Finding[] {
  const { length } = context.schedule;
  const bound = plainAt(context.definition, [...track.path, key]);
  if (track.follows === undefined || typeof bound !== "number") return [];
  if (track.phases.some(({ missing }) => missing)) return [];
  const { min, max } = track.curve.extremes(0, length - 1);
  if (min === max && min !== bound) return [];
  const free = stepsInside(track, length, key, bound);
  const share = 1 - free / length;
  if (!(share > MOST)) return [];
  return [
    {
      path: [...track.path, key],
      message: t`${track.name} is held at ${formatNumber(bound)} for ${formatShare(share)} of the run; it follows ${track.follows} for the rest only.`,
      fixes: fixes(context, track, key),
    },
  ];
}

/** Steps between the first and the last value inside of the bound. */
function stepsInside(track: Track, length: number, key: "min" | "max", bound: number): number {
  const sign = key === "max" ? -1 : 1;
  const curve = sign < 0 ? negated(track.curve) : track.curve;
  const level = sign * bound;
  const inside = level + Math.abs(level) * 1e-9;
  const first = firstAtLeast({ ...track, curve }, length, inside);
  return Math.max(0, lastAbove({ ...track, curve }, length, inside) - first);
}

/** A cap that leaves a product free until the followed track has fallen to a tenth of its peak. */
function fixes({ definition, schedule }: RuleContext, track: Track, key: "min" | "max") {
  const product = plainAt(definition, [...track.path, "product"]);
  const followed = schedule.tracks.get(track.follows ?? "");
  const peak = followed?.curve.extremes(0, schedule.length - 1).max ?? NaN;
  if (key !== "max" || typeof product !== "number" || !(peak > 0)) return [];
  const value = roundValue((10 * product) / peak);
  const change = { type: "set", path: [...track.path, key], value } as const;
  return [{ title: t`Cap it at ${formatNumber(value)}`, preferred: true, changes: [change] }];
}
