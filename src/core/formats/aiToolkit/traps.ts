import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import { objectAt } from "../config/fields";
import type { Reading } from "../config/reading";
import { formatCount, formatNumber } from "../../text/format";
import { t } from "../../text/words";

const SOURCE = {
  label: "ai-toolkit, toolkit/scheduler.py",
  url: "https://github.com/ostris/ai-toolkit/blob/main/toolkit/scheduler.py",
};

/** The steps of a warmup where nobody says them. */
export const WARMUP = 1000;

interface Linear {
  readonly entry: SourceEntry;
  readonly train: SourceObject;
  readonly rate: number;
}

export function linearRises({ entry, train, rate }: Linear, reading: Reading): void {
  const given = objectAt(train, "lr_scheduler_params");
  if (entryOf(given, "start_factor") ?? entryOf(given, "end_factor")) return;
  reading.trap({
    code: "linear-rises",
    severity: "warning",
    range: entry.range,
    message: t`linear rises from ${formatNumber(rate / 3)} to ${formatNumber(rate)} over the run: it is torch's LinearLR, whose start_factor is 1/3 and end_factor 1.`,
    why: t(
      "ai-toolkit hands lr_scheduler_params to torch's LinearLR; a decay needs start_factor: 1.0 and an end_factor below it.",
    ),
    source: SOURCE,
  });
}

interface Warmup {
  readonly entry: SourceEntry;
  readonly steps: number;
}

export function warmupByDefault({ entry, steps }: Warmup, reading: Reading): void {
  reading.trap({
    code: "warmup-by-default",
    severity: "warning",
    range: entry.range,
    message: t`No num_warmup_steps is given: the warmup takes ${formatCount(WARMUP)} of ${formatCount(steps)} steps.`,
    why: t("ai-toolkit warms up over 1,000 steps unless lr_scheduler_params says otherwise."),
    source: SOURCE,
  });
}
