import type { Schedule, Track } from "../schedule/schedule";
import type { Resumed, ResumeReport } from "./resume";

/** A way to resume as a schedule of its own, to be drawn beside what was wanted; undefined where no rate is known. */
export function waySchedule(
  way: Resumed,
  { at, length }: ResumeReport,
  next: Schedule,
): Schedule | undefined {
  const { curve } = way;
  if (curve === undefined) return undefined;
  const end = Math.min(length, way.ends ?? Infinity);
  const path = ["learningRate"];
  const phases = [{ kind: "resumed", start: at, end, length: end - at, curve, path }];
  const track: Track = { name: "learningRate", curve, phases, path };
  return {
    name: way.title,
    length: end,
    time: { ...next.time, steps: end },
    resume: at,
    tracks: new Map([["learningRate", track]]),
    optimizer: next.optimizer,
    probe: undefined,
    layers: [],
    samples: undefined,
    onPlateau: undefined,
    definition: { resumed: `${way.id} ${at} ${end}` },
    at: (step) => ({ learningRate: curve.at(step) }),
  };
}
