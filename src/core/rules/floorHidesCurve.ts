import { plainAt } from "../facts/plain";
import { parseShare } from "../schedule/shapes";
import type { Track } from "../schedule/schedule";
import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Finding, Rule, RuleContext } from "./rule";
import { roundValue } from "./support/rate";
import { sources } from "./support/sources";

export const floorHidesCurve: Rule = {
  id: "floor-hides-curve",
  severity: "warning",
  title: t("Floor that hides the whole curve"),
  why: t(
    "Where every value of the phases lies below `min`, the track is that one number throughout: the warmup and the decay that were written do not happen.",
  ),
  source: sources.floorUnit,
  check(context) {
    return [...context.schedule.tracks.values()].flatMap((track) => findings(context, track));
  },
};

function findings(context: RuleContext, track: Track): Finding[] {
  const path = [...track.path, "min"];
  const written = plainAt(context.definition, path);
  if (written === undefined || track.follows !== undefined) return [];
  if (track.phases.some(({ missing }) => missing)) return [];
  const { min, max } = track.curve.extremes(0, context.schedule.length - 1);
  if (min !== max || isFlatByItself(track)) return [];
  const value = roundValue(ownPeak(track) / 100);
  const share = typeof written === "string" && parseShare(written) !== undefined;
  const plans = [
    {
      title: t`Set it to ${formatNumber(value)}, a hundredth of the phases' peak`,
      preferred: true,
      changes: [{ type: "set" as const, path, value }],
    },
    { title: t('Remove "min"'), changes: [{ type: "remove" as const, path }] },
  ];
  return [
    {
      path,
      message: t`${track.name} is ${formatNumber(min)} throughout: none of its phases rises above ${formatNumber(ownPeak(track))}.`,
      fixes:
        share || !(value > 0)
          ? plans.slice(1).map((plan) => ({ ...plan, preferred: true }))
          : plans,
    },
  ];
}

const ownPeak = ({ phases }: Track): number =>
  Math.max(...phases.map(({ curve, length }) => curve.extremes(0, Math.max(0, length - 1)).max));

function isFlatByItself({ phases }: Track): boolean {
  const values = phases.flatMap(({ curve, length }) => {
    const { min, max } = curve.extremes(0, Math.max(0, length - 1));
    return [min, max];
  });
  return Math.max(...values) === Math.min(...values);
}
