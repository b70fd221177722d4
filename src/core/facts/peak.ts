import type { Track } from "../schedule/schedule";

export interface Peak {
  readonly value: number;
  /** The first step that has it (to one part in 10⁹). */
  readonly step: number;
}

/** The greatest value that the updates 0 … length − 1 use; undefined where nothing is known. */
export function peakOf(track: Track, length: number): Peak | undefined {
  const { max } = track.curve.extremes(0, length - 1);
  if (!Number.isFinite(max)) return undefined;
  return { value: max, step: firstAtLeast(track, length, max - Math.abs(max) * 1e-9) };
}

/** The first step whose value is at least `level`; `length` if there is none. Logarithmic cost. */
export function firstAtLeast(track: Track, length: number, level: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (track.curve.extremes(0, middle).max >= level) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first step from which on no value exceeds `level`; `length` if the last one does. */
export function lastAbove(track: Track, length: number, level: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (track.curve.extremes(middle, length - 1).max <= level) high = middle;
    else low = middle + 1;
  }
  return low;
}
