import type { SourceEntry } from "../../parse/sourceValue";
import type { Reading } from "../config/reading";
import { formatCount } from "../../text/format";
import { t } from "../../text/words";

export const DIFFUSERS = {
  label: "diffusers, optimization.py",
  url: "https://github.com/huggingface/diffusers/blob/main/src/diffusers/optimization.py",
};

interface DefaultWarmup {
  readonly warmup: number;
  readonly steps: number | undefined;
  readonly kind: string;
  readonly kindEntry: SourceEntry | undefined;
}

/** The share of the run from which a warmup that nobody asked for is told of. */
const MUCH = 0.1;

export function warmupByDefault(found: DefaultWarmup, reading: Reading): void {
  const { warmup, steps, kind, kindEntry } = found;
  if (kind === "constant" || !kindEntry || steps === undefined || warmup < MUCH * steps) return;
  reading.trap({
    code: "warmup-by-default",
    severity: "warning",
    range: kindEntry.range,
    message: t`No --lr_warmup_steps is given: the script's default warms up over ${formatCount(warmup)} of ${formatCount(steps)} updates.`,
    why: t(
      "Every training script of diffusers warms up over 500 updates unless told otherwise; in a short run most of it passes below the rate that was asked for.",
    ),
    source: {
      label: "diffusers, train_text_to_image.py",
      url: "https://github.com/huggingface/diffusers/blob/main/examples/text_to_image/train_text_to_image.py",
    },
  });
}
