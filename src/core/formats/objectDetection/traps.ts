import type { SourceEntry, SourceObject } from "../../parse/sourceValue";
import { firstOf } from "../config/fields";
import type { Reading } from "../config/reading";
import { formatCount } from "../../text/format";
import { t } from "../../text/words";

interface Cosine {
  readonly entry: SourceEntry;
  readonly settings: SourceObject;
  /** The run; undefined or 0 where it has no end. */
  readonly steps: number | undefined;
}

const PROTO = {
  label: "object_detection, optimizer.proto",
  url: "https://github.com/tensorflow/models/blob/master/research/object_detection/protos/optimizer.proto",
};

/** CosineDecayLearningRate's own lengths, where nobody says them. */
export function cosineByDefault({ entry, settings, steps }: Cosine, reading: Reading): void {
  const run = steps ? t` of a run of ${formatCount(steps)}` : "";
  if (!firstOf(settings, "total_steps"))
    reading.trap({
      code: "length-by-default",
      severity: "warning",
      range: entry.keyRange,
      message: t`No total_steps is given: the cosine takes 4,000,000 steps${run}.`,
      why: t(
        "optimizer.proto's default of total_steps is 4,000,000; a shorter run ends near the base rate.",
      ),
      source: PROTO,
    });
  if (!firstOf(settings, "warmup_steps"))
    reading.trap({
      code: "warmup-by-default",
      severity: "warning",
      range: entry.keyRange,
      message: t`No warmup_steps is given: the warmup takes 10,000 steps${run}, from 0.0002.`,
      why: t("optimizer.proto's default of warmup_steps is 10,000."),
      source: PROTO,
    });
}
