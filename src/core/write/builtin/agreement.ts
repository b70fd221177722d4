import { construct, type LibraryTable } from "../../libraries/construction";
import type { LibraryRecord } from "../../libraries/value";
import type { Curve } from "../../schedule/curve";
import type { Schedule } from "../../schedule/schedule";

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
  const { length } = schedule;
  const tolerance = SAME * Math.abs(rate.extremes(0, length).max);
  const count = Math.min(length, MOST_CHECKED);
  const marks = rate
    .breakpoints(0, length, 1000)
    .flatMap((mark) => [Math.ceil(mark) - 1, Math.ceil(mark)]);
  const steps = Array.from({ length: count }, (_, i) =>
    count === length ? i : Math.floor((i * (length - 1)) / (count - 1)),
  );
  return [...steps, ...marks.filter((mark) => mark >= 0 && mark < length)].every(
    (step) => Math.abs(curve.at(step) - rate.at(step)) <= tolerance,
  );
}
