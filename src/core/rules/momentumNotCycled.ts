import { isAdaptive } from "../facts/optimizer";
import type { Rule } from "./rule";
import { knownRate } from "./support/rate";
import { sources } from "./support/sources";
import { t } from "../text/words";

export const momentumNotCycled: Rule = {
  id: "momentum-not-cycled",
  severity: "information",
  title: t("One-cycle rate without a momentum cycle"),
  why: t(
    "The one-cycle recipe lowers the momentum while the rate is high and raises it as the rate falls (0.95 → 0.85 → 0.95); a constant one makes the top of the cycle less stable.",
  ),
  source: sources.smithDisciplined,
  check(context) {
    const rate = knownRate(context);
    const phase = rate?.track.phases.find(({ kind }) => kind === "oneCycle");
    const { schedule } = context;
    if (rate === undefined || phase === undefined) return [];
    const name = isAdaptive(schedule) ? "beta1" : "momentum";
    const track = schedule.tracks.get(name);
    if (track) {
      const { min, max } = track.curve.extremes(0, schedule.length - 1);
      if (max - min > 1e-6 || track.phases.some(({ missing }) => missing)) return [];
    } else if (schedule.optimizer === undefined) return [];
    const value = { follow: "learningRate", relation: "inverse", range: [0.95, 0.85] };
    const change = {
      type: track ? "set" : "insert",
      path: [name],
      value,
      ...(!track && { after: "learningRate" }),
    } as const;
    return [
      {
        path: [...phase.path, "kind"],
        message: t`The rate runs through one cycle, but ${name} stays ${track ? t("constant") : t("as the optimizer has it")}.`,
        fixes: [
          {
            title: t`Let ${name} run against the rate, 0.95 to 0.85`,
            preferred: true,
            changes: [change],
          },
        ],
      },
    ];
  },
};
