import type { Reading } from "../config/reading";
import type { Range } from "../../text/range";
import { formatCount } from "../../text/format";
import { t } from "../../text/words";

interface OtherClock {
  readonly script: string;
  readonly at: Range;
  /** As written, and in updates. */
  readonly warmup: number;
  readonly own: number;
  /** The run and its schedule, in updates. */
  readonly steps: number | undefined;
  readonly total: number | undefined;
}

/** accelerate steps the scheduler on another clock than the one that its lengths are given in. */
export function clockTrap(found: OtherClock, reading: Reading): void {
  const { script, at, warmup, own, steps, total } = found;
  const end =
    steps === undefined || total === undefined
      ? ""
      : t`, and the schedule ends after ${formatCount(Math.round(total))} updates of a run of ${formatCount(steps)}`;
  reading.trap({
    code: "schedule-by-another-clock",
    severity: "warning",
    range: at,
    message: t`accelerate steps ${script}'s scheduler on another clock: the warmup takes ${formatCount(Math.round(own))} updates, not ${formatCount(warmup)}${end}.`,
    why: t(
      "accelerate steps a prepared scheduler once per process for every update, and never for micro-batches in between; a script that multiplies the lengths by anything but the processes stretches or shortens its schedule.",
    ),
    source: {
      label: "accelerate, scheduler.py",
      url: "https://github.com/huggingface/accelerate/blob/main/src/accelerate/scheduler.py",
    },
  });
}
