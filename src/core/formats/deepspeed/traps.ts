import { entryOf } from "../../parse/sourceValue";
import { formatNumber } from "../../text/format";
import { t } from "../../text/words";
import type { Reading } from "../config/reading";
import type { DeepSpeedConfig } from "./dialect";
import { insertEntry } from "./insertEntry";
import { secondMomentOverwritten } from "./secondMoment";

const SCHEDULERS = {
  label: "DeepSpeed, runtime/lr_schedules.py",
  url: "https://deepspeed.readthedocs.io/en/latest/schedulers.html",
};

export function checkTraps(config: DeepSpeedConfig, reading: Reading): void {
  secondMomentOverwritten(config, reading);
  if (!config.type.value.startsWith("Warmup")) return;
  logarithmicByDefault(config, reading);
  twoRates(config, reading);
}

function logarithmicByDefault({ type, parameters }: DeepSpeedConfig, reading: Reading): void {
  if (entryOf(parameters, "warmup_type")) return;
  reading.trap({
    code: "log-warmup-default",
    severity: "warning",
    range: type.range,
    message: t(
      "The warmup is logarithmic, as no warmup_type is given: after half of it the rate is at about 90% of its peak.",
    ),
    why: t(
      'DeepSpeed\'s warmup_type is "log" unless it is given, ln(step + 1) / ln(warmup_num_steps); every other library warms up linearly.',
    ),
    source: {
      label: "DeepSpeed issue 1298",
      url: "https://github.com/deepspeedai/DeepSpeed/issues/1298",
    },
    fixes: insertEntry(parameters, reading.text, '"warmup_type": "linear"'),
  });
}

/** WarmupLR and WarmupDecayLR set the rate themselves: the optimizer's is overwritten. */
function twoRates({ type, parameters, optimizerParameters }: DeepSpeedConfig, reading: Reading) {
  const own = entryOf(optimizerParameters, "lr")?.value;
  const peak = entryOf(parameters, "warmup_max_lr")?.value;
  if (own?.type !== "number" || type.value === "WarmupCosineLR") return;
  if (peak === undefined && type.value === "WarmupLR") return;
  if (peak !== undefined && peak.type !== "number") return;
  const used = peak?.value ?? 0.001;
  if (Math.abs(used - own.value) <= 1e-12 * Math.max(used, own.value)) return;
  const range = peak?.range ?? type.range;
  const written = reading.text.slice(own.range.start, own.range.end);
  reading.trap({
    code: "rate-overwritten",
    severity: "warning",
    range,
    message: peak
      ? t`The rate rises to ${formatNumber(used)}; the optimizer's lr of ${formatNumber(own.value)} is never used.`
      : t`The rate rises to ${formatNumber(used)}, the default of warmup_max_lr; the optimizer's lr of ${formatNumber(own.value)} is never used.`,
    why: t`${type.value} sets the rate of every parameter group from warmup_min_lr and warmup_max_lr and overwrites what the optimizer was given.`,
    source: SCHEDULERS,
    fixes: peak
      ? [{ title: t`Warm up to ${written}`, edits: [{ range, text: written }] }]
      : insertEntry(parameters, reading.text, `"warmup_max_lr": ${written}`),
  });
}
