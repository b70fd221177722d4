import { construct, type LibraryTracks } from "../../libraries/construction";
import { detectron2Table } from "../../libraries/detectron2/table";
import type { LibraryRecord } from "../../libraries/value";
import type { Asking } from "../python/asking";
import type { FoundSchedule } from "../python/dialect";

/** What LRMultiplier makes of a rate, which is all that it reads of the optimizer. */
export const multiplied = (args: LibraryRecord, rate: number, steps: number): LibraryTracks =>
  construct(detectron2Table, "LRMultiplier", args, {
    steps,
    optimizer: { kind: "SGD", learningRates: [rate], defaultLearningRate: rate },
  });

/** The same as the run of a script; what fvcore refuses is told at the schedule's place. */
export function multipliedRun(
  asking: Asking,
  kind: string,
  ...[args, rate, length]: Parameters<typeof multiplied>
): ReturnType<FoundSchedule["run"]> {
  const { tracks, issues } = multiplied(args, rate, length);
  asking.refuse(issues, () => asking.anchor);
  return tracks.length === 0 ? undefined : { length, tracks, kind };
}
