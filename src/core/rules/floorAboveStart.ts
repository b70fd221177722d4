import { endValue, firstValue, lengthOf } from "../facts/phase";
import { warmupOf } from "../facts/warmup";
import { RAMPS } from "../schedule/kinds/traits";
import { formatNumber } from "../text/format";
import type { FixPlan, Rule } from "./rule";
import { blame, knownRate, parameter, roundValue } from "./support/rate";
import { sources } from "./support/sources";

export const floorAboveStart: Rule = {
  id: "floor-above-start",
  severity: "warning",
  title: "Decay to a value above its start",
  why: "A floor is an absolute value in most libraries: one above the rate that it should bound makes the decay rise instead.",
  source: sources.floorUnit,
  check(context) {
    const rate = knownRate(context);
    const warmup = warmupOf(context.schedule);
    const last = rate?.track.phases.at(-1);
    if (rate === undefined || last === undefined || !RAMPS.has(last.kind)) return [];
    // A rate that rises from the first phase to the last is a range test.
    if (warmup?.phases.includes(last) || rate.track.phases.length < 2 || lengthOf(last) < 1)
      return [];
    const [start, end] = [firstValue(last), endValue(last)];
    if (end <= start + 0.02 * rate.peak.value) return [];
    return [
      {
        path: blame(context, last, "to"),
        message: `The last phase rises from ${formatNumber(start)} to ${formatNumber(end)}; a decay ends below its start.`,
        fixes:
          parameter(context, last, "to") === undefined ? [] : fixes([...last.path, "to"], start),
      },
    ];
  },
};

function fixes(path: readonly (string | number)[], start: number): FixPlan[] {
  const tenth = roundValue(start / 10);
  return [
    { title: "Decay to 0", preferred: true, changes: [{ type: "set", path, value: 0 }] },
    {
      title: `Decay to ${formatNumber(tenth)}, a tenth of the start`,
      changes: [{ type: "set", path, value: tenth }],
    },
  ];
}
