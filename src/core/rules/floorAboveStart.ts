import { endValue, firstValue, lengthOf } from "../facts/phase";
import { warmupOf } from "../facts/warmup";
import { RAMPS } from "../schedule/kinds/traits";
import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { type KnownTrack, blame, knownRate, parameter, roundValue } from "./support/rate";
import { sources } from "./support/sources";

export const floorAboveStart: Rule = {
  id: "floor-above-start",
  severity: "warning",
  title: t("Decay to a value above its start"),
  why: t(
    "A floor is an absolute value in most libraries: one above the rate that it should bound makes the decay rise instead.",
  ),
  source: sources.floorUnit,
  check(context) {
    const rate = knownRate(context);
    const last = rate && riseOf(context, rate);
    if (last === undefined) return [];
    const [start, end] = [firstValue(last), endValue(last)];
    return [
      {
        path: blame(context, last, "to"),
        message: t`The decay rises from ${formatNumber(start)} to ${formatNumber(end)}: its floor is above its start.`,
        fixes:
          parameter(context, last, "to") === undefined ? [] : fixes([...last.path, "to"], start),
      },
    ];
  },
};

/** Shapes of decays: nobody warms up or tests rates along them to the end of a run. */
const DECAYS = new Set(["cosine", "polynomial", "oneMinusSqrt", "rex", "tanh"]);

/** The last phase, where it should decay and rises. */
export function riseOf({ schedule }: RuleContext, { track, peak }: KnownTrack) {
  const last = track.phases.at(-1);
  if (last === undefined || !RAMPS.has(last.kind) || lengthOf(last) < 1) return undefined;
  const [start, end] = [firstValue(last), endValue(last)];
  if (!(start > 0) || end <= start + 0.02 * peak.value) return undefined;
  // A rate that rises along lines from the first phase to the last is a range test.
  const isTest = warmupOf(schedule)?.phases.includes(last) === true || track.phases.length < 2;
  return isTest && !DECAYS.has(last.kind) ? undefined : last;
}

function fixes(path: readonly (string | number)[], start: number): FixPlan[] {
  const tenth = roundValue(start / 10);
  return [
    { title: t("Decay to 0"), preferred: true, changes: [{ type: "set", path, value: 0 }] },
    {
      title: t`Decay to ${formatNumber(tenth)}, a tenth of the start`,
      changes: [{ type: "set", path, value: tenth }],
    },
  ];
}
