import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { sources } from "./support/sources";

const NAMES = ["momentum", "beta1", "beta2", "weightDecay"] as const;

export const hyperParameterSaidTwice: Rule = {
  id: "hyper-parameter-said-twice",
  severity: "information",
  title: t("Optimizer value that a track overrides"),
  why: t(
    "The track sets the value at every update, so the number of the optimizer is never used; PyTorch's OneCycleLR overwrites the momentum in the same way, unseen.",
  ),
  source: sources.oneCycleLr,
  unused: true,
  check({ schedule }) {
    return NAMES.flatMap((name) => {
      const [track, fixed] = [schedule.tracks.get(name), schedule.optimizer?.[name]];
      if (track === undefined || fixed === undefined || track.phases.some(({ missing }) => missing))
        return [];
      const { min, max } = track.curve.extremes(0, schedule.length - 1);
      // A value that the track passes through says where the track belongs, and is no contradiction.
      if (fixed >= min && fixed <= max) return [];
      const path = ["optimizer", name];
      const range =
        min === max ? formatNumber(min) : `${formatNumber(min)} to ${formatNumber(max)}`;
      return [
        {
          path,
          message: t`The optimizer's ${name} of ${formatNumber(fixed)} is never used: the track ${name} sets it to ${range}.`,
          fixes: [
            {
              title: t`Remove ${name} from the optimizer`,
              preferred: true,
              safe: true,
              changes: [{ type: "remove" as const, path }],
            },
          ],
        },
      ];
    });
  },
};
