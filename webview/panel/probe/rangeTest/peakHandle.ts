import type { HandleView } from "../../../../src/protocol/handles";
import type { TrackView } from "../../../../src/protocol/scheduleView";
import { valueRange } from "../../score/polyline";

/** Handles of bounds and of what is computed from them: moving these is no change of the peak. */
const OTHERS: ReadonlySet<string> = new Set([
  "min",
  "max",
  "low",
  "product",
  "reference",
  "scale",
  "timescale",
]);

/** What is scaled, shifted or a share is written as another number than the value it gives. */
const saysItsValue = ({ value, level }: HandleView): boolean =>
  level?.unit === "number" && Math.abs(level.amount - value) <= 1e-9 * Math.abs(value);

/**
 * The handle whose level is the greatest value of a track, as the text says it; undefined where none
 * is. Of handles of one value, one that can be moved counts.
 */
export function peakHandle(track: TrackView | undefined): HandleView | undefined {
  const levels = (track?.handles ?? []).filter(
    ({ role, level }) => level !== undefined && !OTHERS.has(role),
  );
  const drawn = track && valueRange([track.columns]);
  const most = Math.max(drawn?.max ?? -Infinity, ...levels.map(({ value }) => value));
  const highest = levels.filter(
    (handle) => handle.value >= most * (1 - 1e-6) && saysItsValue(handle),
  );
  return highest.find(({ level }) => !level?.refusal) ?? highest[0];
}
