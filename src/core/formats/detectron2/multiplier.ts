import { construct, type LibraryTracks } from "../../libraries/construction";
import { detectron2Table } from "../../libraries/detectron2/table";
import type { LibraryRecord } from "../../libraries/value";
import type { Asking } from "../python/asking";
import { rangeWithin } from "../python/blamed";
import type { FoundSchedule } from "../python/dialect";
import type { Value } from "../python/script/value";

/** What LRMultiplier makes of a rate, which is all that it reads of the optimizer. */
export const multiplied = (args: LibraryRecord, rate: number, steps: number): LibraryTracks =>
  construct(detectron2Table, "LRMultiplier", args, {
    steps,
    optimizer: { kind: "SGD", learningRates: [rate], defaultLearningRate: rate },
  });

/** The same as the run of a script; what fvcore refuses is told where it stands in `multiplier`. */
export function multipliedRun(
  asking: Asking,
  kind: string,
  multiplier: Value | undefined,
  ...[args, rate, length]: Parameters<typeof multiplied>
): ReturnType<FoundSchedule["run"]> {
  const { tracks, issues } = multiplied(args, rate, length);
  asking.refuse(
    issues,
    ([, ...path]) => rangeWithin(multiplier, path, { namesOf: () => [] }) ?? asking.anchor,
  );
  return tracks.length === 0 ? undefined : { length, tracks, kind };
}
