import { construct, type LibraryTable, type LibraryTrack } from "../../libraries/construction";
import type { LibraryRecord } from "../../libraries/value";
import type { Curve } from "../../schedule/curve";
import type { Schedule } from "../../schedule/schedule";
import { comparedSteps } from "../difference";
import type { Countered } from "./torchSchedulers";

/** What two ways to the same double may differ by, as a share of the peak. */
const SAME = 1e-12;
const MOST_CHECKED = 20_000;

interface Call {
  readonly kind: string;
  readonly args: LibraryRecord;
  /** The rate that the optimizer is made with. */
  readonly base: number;
  /** What the optimizer has that a scheduler moves against the rate. */
  readonly countered?: Countered | undefined;
}

/** What the library's scheduler does with these arguments; undefined where it refuses them. */
export function libraryTracks(
  table: LibraryTable,
  { kind, args, base, countered }: Call,
  schedule: Schedule,
): readonly LibraryTrack[] | undefined {
  const steps = schedule.length;
  const optimizer = {
    ...{ kind: "AdamW", learningRates: [base], defaultLearningRate: base },
    ...(countered === "momentum" && { momentum: 0 }),
    ...(countered === "beta1" && { betas: [0.9, 0.999] as const }),
  };
  const { tracks, issues } = construct(table, kind, args, { steps, optimizer });
  return issues.length > 0 ? undefined : tracks;
}

/** The rate that a scheduler sets. */
export const libraryCurve = (
  table: LibraryTable,
  call: Call,
  schedule: Schedule,
): Curve | undefined =>
  libraryTracks(table, call, schedule)?.find(({ name }) => name === "learningRate")?.curve;

/** True where `curve` is the schedule's track at every update that is compared. */
export function agrees(
  curve: Curve | undefined,
  schedule: Schedule,
  track = "learningRate",
): curve is Curve {
  const own = schedule.tracks.get(track)?.curve;
  if (curve === undefined || own === undefined) return false;
  const tolerance = SAME * Math.abs(own.extremes(schedule.resume, schedule.length).max);
  for (const step of comparedSteps(schedule, own, MOST_CHECKED))
    if (!(Math.abs(curve.at(step) - own.at(step)) <= tolerance)) return false;
  return true;
}
