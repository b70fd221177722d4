import { formatNumber } from "../text/format";
import { t } from "../text/words";
import { plainAt } from "../facts/plain";
import type { Rule } from "./rule";
import { type KnownTrack, knownRate, knownTrack, roundValue } from "./support/rate";
import { sources } from "./support/sources";

const POINTS = 128;
/** Correlation over the run above which the two rise and fall together. */
const TOGETHER = 0.5;

export const momentumWithRate: Rule = {
  id: "momentum-with-rate",
  severity: "warning",
  title: t("Momentum that rises with the rate"),
  why: t(
    "The effective rate is rate / (1 − momentum): where both rise together it rises far more than either curve shows; in one-cycle training the momentum runs against the rate.",
  ),
  source: sources.smithDisciplined,
  check(context) {
    const rate = knownRate(context);
    if (rate === undefined) return [];
    return ["momentum", "beta1"].flatMap((name) => {
      const momentum = knownTrack(context, name);
      if (momentum === undefined) return [];
      const { min, max } = momentum.track.curve.extremes(0, momentum.length - 1);
      const swing = rate.track.curve.extremes(0, rate.length - 1);
      if (max - min < 0.02 || max >= 1 || swing.max < 2 * swing.min) return [];
      if (correlation(rate, momentum) < TOGETHER) return [];
      const range = [roundValue(max), roundValue(min)];
      const reversed = plainAt(context.definition, [name, "relation"]) === "inverse";
      const path = reversed ? [name, "range"] : momentum.track.path;
      const follower = { follow: "learningRate", relation: "inverse", range };
      return [
        {
          path,
          message: t`${name} moves from ${formatNumber(min)} to ${formatNumber(max)} together with the rate, not against it.`,
          fixes: [
            {
              title: t`Let ${name} run against the rate`,
              preferred: true,
              changes: [{ type: "set" as const, path, value: reversed ? range : follower }],
            },
          ],
        },
      ];
    });
  },
};

/** Pearson's correlation of two tracks at evenly spread steps; 0 where one does not move. */
function correlation(a: KnownTrack, b: KnownTrack): number {
  const steps = Array.from({ length: POINTS + 1 }, (_, i) =>
    Math.floor(((a.length - 1) * i) / POINTS),
  );
  const [x, y] = [a, b].map(({ track }) => centred(steps.map((step) => track.curve.at(step))));
  const norm = Math.sqrt(dot(x, x) * dot(y, y));
  return norm > 0 ? dot(x, y) / norm : 0;
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

const dot = (a: readonly number[] = [], b: readonly number[] = []): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
