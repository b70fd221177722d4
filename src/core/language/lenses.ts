import type { Analysis } from "../analysis";
import { peakOf } from "../facts/peak";
import { stepsText } from "../facts/timeText";
import { formatCount, formatNumber } from "../text/format";
import type { Range } from "../text/range";
import { t } from "../text/words";

/** The line above a schedule. */
export interface ScheduleLens {
  readonly range: Range;
  /** Peak and length, for instance "peak 3.2 at step 780, 14,040 steps (90 epochs)". */
  readonly facts: string;
}

/** One for each schedule that can be drawn. */
export const lenses = ({ schedules }: Analysis): ScheduleLens[] =>
  schedules.flatMap(({ anchor, schedule }) => {
    if (!schedule) return [];
    const track = schedule.tracks.get("learningRate");
    const peak = track && peakOf(track, schedule.length);
    const top = peak ? [t`peak ${formatNumber(peak.value)} at step ${formatCount(peak.step)}`] : [];
    return [
      { range: anchor, facts: [...top, stepsText(schedule.length, schedule.time)].join(", ") },
    ];
  });
