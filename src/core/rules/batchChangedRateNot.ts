import { isAdaptive } from "../facts/optimizer";
import { peakOf } from "../facts/peak";
import { plainAt } from "../facts/plain";
import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { knownRate } from "./support/rate";
import { sources } from "./support/sources";

/** A change of the batch by less than this factor is no reason to change the rate. */
const NOTICEABLE = 1.5;

export const batchChangedRateNot: Rule = {
  id: "batch-changed-rate-not",
  severity: "hint",
  title: t("Batch changed without the rate"),
  why: t(
    "With k times the batch the gradient is less noisy and SGD bears about k times the rate (Adam about √k); left as it is, the larger batch brings less progress for each sample.",
  ),
  source: sources.linearScaling,
  check(context) {
    const rate = knownRate(context);
    const { schedule, base, ownKeys } = context;
    const [now, before] = [schedule.time.samplesPerStep, base?.time.samplesPerStep];
    const old = base?.tracks.get("learningRate");
    if (rate === undefined || now === undefined || before === undefined) return [];
    if (base === undefined || old === undefined) return [];
    const ratio = now / before;
    const same = Math.abs((peakOf(old, base.length)?.value ?? NaN) / rate.peak.value - 1) < 1e-6;
    if (!same || Math.max(ratio, 1 / ratio) < NOTICEABLE) return [];
    const key = ["batchSize", "devices", "accumulate"].find(
      (name) =>
        plainAt(schedule.definition, ["length", name]) !==
        plainAt(base.definition, ["length", name]),
    );
    const scale = isAdaptive(schedule) ? Math.sqrt(ratio) : ratio;
    const suggested = formatNumber(rate.peak.value * scale, 3);
    return [
      {
        path: ownKeys.has("length") && key !== undefined ? ["length", key] : ["length"],
        message: t`An update has ${formatNumber(ratio, 3)} times the samples of what this extends, but the same peak rate of ${formatNumber(rate.peak.value)}; scaled with it, the peak would be about ${suggested}.`,
        fixes: [],
      },
    ];
  },
};
