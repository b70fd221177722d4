import { curveFrom } from "./curves/from";
import { resolveDuration } from "./durations";
import type { Report } from "./issue";
import { readShape, reportUnknown } from "./readEntries";
import type { Schedule } from "./schedule";
import { durationShape } from "./shapes";
import type { TimeBase } from "./time";
import { UnknownValue } from "./unknownValue";
import { plural } from "../text/plural";
import { t } from "../text/words";
import { formatCount } from "../text/format";

const PATH = ["resume"];

/** Reads `resume`, the step at which the run is taken up again; 0 where it is wrong (reported). */
export function readResume(value: unknown, time: TimeBase, report: Report): number {
  if (value === undefined) return 0;
  if (value instanceof UnknownValue) {
    reportUnknown(value, PATH, report);
    return 0;
  }
  const read = readShape(durationShape, value, PATH, report);
  const resolved = read === undefined ? undefined : resolveDuration(read, time);
  if (resolved === undefined) return 0;
  if ("code" in resolved) {
    report({ code: resolved.code, path: PATH, message: resolved.message });
    return 0;
  }
  if (resolved.steps < time.steps) return resolved.steps;
  const message = t`The run is resumed at step ${formatCount(resolved.steps)}, but has only ${plural(time.steps, "step")}: nothing is left of it.`;
  report({ code: "resumed-after-end", path: PATH, message });
  return 0;
}

/**
 * The same schedule from step `resume` on. Steps go on being counted from the start of the schedule,
 * as trainers count them that resume from a checkpoint.
 */
export function resumed(schedule: Schedule, resume: number): Schedule {
  if (resume === 0) return schedule;
  const tracks = new Map(
    [...schedule.tracks].map(([name, track]) => [
      name,
      { ...track, curve: curveFrom(track.curve, resume) },
    ]),
  );
  const layers = schedule.layers.map((layer) => ({
    ...layer,
    curve: curveFrom(layer.curve, resume),
  }));
  const at = (step: number) =>
    Object.fromEntries([...tracks].map(([name, { curve }]) => [name, curve.at(step)]));
  return { ...schedule, resume, tracks, layers, at };
}
