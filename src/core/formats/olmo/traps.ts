import type { SourceEntry } from "../../parse/sourceValue";
import type { Reading } from "../config/reading";
import { formatNumber } from "../../text/format";
import { t } from "../../text/words";

interface Floor {
  readonly entry: SourceEntry;
  readonly rate: number;
  readonly from: number;
}

export function warmupFloorByDefault({ entry, rate, from }: Floor, reading: Reading): void {
  reading.trap({
    code: "warmup-floor-by-default",
    severity: "information",
    range: entry.range,
    message: t`The warmup starts at ${formatNumber(from)}, a tenth of the learning rate of ${formatNumber(rate)}, and not at 0: no warmup_min_lr is given.`,
    why: t("Without warmup_min_lr OLMo's warmup starts at 10% of the learning rate."),
    source: {
      label: "OLMo, olmo/optim.py",
      url: "https://github.com/allenai/OLMo/blob/main/olmo/optim.py",
    },
  });
}
