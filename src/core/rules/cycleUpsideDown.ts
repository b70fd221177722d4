import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { NewValue } from "../edit/change";
import type { Rule } from "./rule";
import { parameter } from "./support/rate";
import { sources } from "./support/sources";

/** Where each kind of cycle says its lowest and its highest value. */
const BOUNDS: Readonly<Record<string, readonly [low: string, high: string]>> = {
  cyclic: ["low", "high"],
  cosineRestarts: ["to", "from"],
};

export const cycleUpsideDown: Rule = {
  id: "cycle-upside-down",
  severity: "warning",
  title: t("Cycle whose low is not below its high"),
  why: t(
    "A cycle starts and ends at its low value; with the two swapped every cycle begins and the run ends at the highest rate.",
  ),
  source: sources.smithCyclical,
  check(context) {
    const phases = context.schedule.tracks.get("learningRate")?.phases ?? [];
    return phases.flatMap((phase) => {
      const keys = BOUNDS[phase.kind];
      if (keys === undefined || phase.missing) return [];
      const [low, high] = keys.map((key) => parameter(context, phase, key));
      if (typeof low !== "number" || typeof high !== "number" || low < high) return [];
      const path = [...phase.path, keys[0]];
      const swap = (key: string, value: NewValue) => ({
        type: "set" as const,
        path: [...phase.path, key],
        value,
      });
      return [
        {
          path,
          message: t`The low value ${formatNumber(low)} is not below the high value ${formatNumber(high)}.`,
          fixes:
            low === high
              ? []
              : [
                  {
                    title: t`Swap ${keys[0]} and ${keys[1]}`,
                    preferred: true,
                    changes: [swap(keys[0], high), swap(keys[1], low)],
                  },
                ],
        },
      ];
    });
  },
};
