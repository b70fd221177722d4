import type { AnalyzedSchedule } from "../analysis";
import { stretchByUpdates } from "./byUpdates";
import { heldFor } from "../libraries/curves/pieces";
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
  const updates = foreign?.byEpoch?.updates;
  if (updates === undefined) return schedule;
  const tracks = new Map(
    [...schedule.tracks].map(([name, track]) => {
      const phases = track.phases.map((phase) => ({
        ...stretchByUpdates(phase, updates),
        end: phase.end * updates,
      }));
      return [name, { ...track, curve: heldFor(track.curve, updates), phases }];
    }),
  );
  const length = schedule.length * updates;
  return {
    ...schedule,
    length,
    resume: schedule.resume * updates,
    time: { steps: length, stepsPerEpoch: updates },
    tracks,
    at: (step) => schedule.at(Math.floor(step / updates)),
  };
}
