import type { Problem } from "../problem";
import { isLowShare, lowShareMessage } from "../rules/support/lowShare";
import { sources } from "../rules/support/sources";
import type { Schedule } from "../schedule/schedule";
import type { Range } from "../text/range";
import { t } from "../text/words";
import { plainName, rangeOfSetting, type Setting } from "./setting";

/** Arguments and keys that say a floor as a share of the rate; lower case, hyphens as underscores. */
export const FLOOR_SHARES = `lrf alpha min_lr_rate min_lr_ratio min_lr_factor cosine_min_lr_ratio
  cos_min_ratio final_lr_ratio eta_min_ratio alpha_f lr_scheduler_min_lr_ratio`;

const names = new Set(FLOOR_SHARES.split(/\s+/));

/** share-looks-absolute: what a library multiplies the rate by is given as a rate. */
export function floorShares(
  settings: readonly Setting[],
  schedule: Schedule,
  whole: Range,
): Problem[] {
  const peak = peakOf(schedule);
  return settings
    .filter(({ name, value }) => names.has(plainName(name)) && isLowShare(value) && value < peak)
    .map((setting) => ({
      code: "share-looks-absolute",
      severity: "warning",
      range: rangeOfSetting(setting) ?? whole,
      message: t`${setting.name} is a share of the rate: ${lowShareMessage(setting.value, peak)}`,
      why: t(
        "This program multiplies the rate by the number; one such as 1e-5 given there ends up far below any rate that trains.",
      ),
      source: sources.alphaUnit,
      fixes: [],
    }));
}

/** NaN where no rate is known. */
const peakOf = ({ tracks, length, knownUntil = length }: Schedule): number =>
  tracks.get("learningRate")?.curve.extremes(0, Math.max(0, knownUntil - 1)).max ?? NaN;
