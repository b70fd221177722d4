import { construct, type LibraryTable } from "../../libraries/construction";
import type { LibraryRecord } from "../../libraries/value";
import type { Curve } from "../../schedule/curve";
import type { Schedule } from "../../schedule/schedule";
import { comparedSteps } from "../difference";

/** What two ways to the same double may differ by, as a share of the peak. */
const SAME = 1e-12;
const MOST_CHECKED = 20_000;

/** What the library's scheduler does with these arguments; undefined where it refuses them. */
export function libraryCurve(
  table: LibraryTable,
  { kind, args, base }: { kind: string; args: LibraryRecord; base: number },
  schedule: Schedule,
): Curve | undefined {
  const steps = schedule.length;
  const { tracks, issues } = construct(table, kind, args, {
    steps,
    optimizer: { kind: "AdamW", learningRates: [base], defaultLearningRate: base },
  });
  return issues.length > 0 ? undefined : tracks.find(({ name }) => name === "learningRate")?.curve;
}

/** True where `curve` is the schedule's rate at every update that is compared. */
export function agrees(curve: Curve | undefined, schedule: Schedule): curve is Curve {
  const rate = schedule.tracks.get("learningRate")?.curve;
  if (curve === undefined || rate === undefined) return false;
  const tolerance = SAME * Math.abs(rate.extremes(schedule.resume, schedule.length).max);
  for (const step of comparedSteps(schedule, rate, MOST_CHECKED))
    if (!(Math.abs(curve.at(step) - rate.at(step)) <= tolerance)) return false;
  return true;
}
