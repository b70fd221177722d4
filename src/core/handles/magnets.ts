import type { Schedule } from "../schedule/schedule";
import type { Handle } from "./handle";

/** Epochs and rounds attract only where they are this many pixels apart or more. */
const CLOCK_PIXELS = 12;

/** The steps that attract a handle near `step`: epochs, rounds, the boundaries of all tracks. */
export function stepMagnets(
  { time, tracks, length }: Schedule,
  handle: Handle,
  step: number,
  pixel: number,
): number[] {
  const clocks = [time.stepsPerEpoch, time.stepsPerRound].flatMap((size) =>
    size !== undefined && size >= CLOCK_PIXELS * pixel
      ? [Math.round(Math.round(step / size) * size)]
      : [],
  );
  const others = [...tracks.values()].flatMap(({ name, phases }) =>
    name === handle.track ? [] : phases.flatMap(({ start, end }) => [start, end]),
  );
  return [handle.step, 0, length, ...clocks, ...others];
}

/** The values that attract a handle: its own, zero, and those of its track's other handles. */
export const valueMagnets = (handles: readonly Handle[], handle: Handle): number[] => [
  handle.value,
  0,
  ...handles.flatMap(({ track, id, value, level }) =>
    track === handle.track && id !== handle.id && level ? [value] : [],
  ),
];
