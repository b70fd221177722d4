import type { AnalyzedSchedule } from "../analysis";
import { stretchByUpdates } from "./byUpdates";
import { overUpdates } from "./epochClock";
import type { Schedule } from "../schedule/schedule";

/**
 * A schedule on the clock by which its program counts: its numbers are found on that curve, and its
 * framework resumes it there. A schedule that counts updates itself is its own.
 */
export function asCounted(analyzed: AnalyzedSchedule): AnalyzedSchedule {
  const { foreign } = analyzed;
  if (!foreign?.byEpoch) return analyzed;
  const { byEpoch, ...facts } = foreign;
  return { ...analyzed, schedule: byEpoch.schedule, foreign: { ...facts, clock: "epoch" } };
}

/** A schedule by epochs as it lies on the updates that are shown. */
export function asShown(schedule: Schedule, { foreign }: AnalyzedSchedule): Schedule {
  const byEpoch = foreign?.byEpoch;
  if (!byEpoch) return schedule;
  const { updates } = byEpoch;
  const tracks = new Map(
    [...schedule.tracks].map(([name, track]) => {
      const phases = track.phases.map((phase) => ({
        ...stretchByUpdates(phase, updates),
        end: phase.end * updates,
      }));
      return [name, { ...track, curve: overUpdates(track.curve, byEpoch), phases }];
    }),
  );
  const length = schedule.length * updates;
  return {
    ...schedule,
    length,
    resume: schedule.resume * updates,
    time: { steps: length, stepsPerEpoch: updates },
    tracks,
    at: (step) => schedule.at(byEpoch.epochAt?.(step) ?? Math.floor(step / updates)),
  };
}
