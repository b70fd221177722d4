import type { KnownTrack } from "./rate";

/** Stretches that the run is cut into; each counts with the rate in its middle. */
const STRETCHES = 256;

/** How far the weights go, by the sum of the rates. */
export interface Motion {
  /** Ends of evenly spread stretches, N the last. */
  readonly steps: readonly number[];
  /** Share of the whole way that updates `from` to `to` (excluded) go, 0…1; broken numbers too. */
  share(from: number, to: number): number;
}

/** The cost does not grow with the number of steps. */
export function motionOf({ track, length }: KnownTrack): Motion {
  const count = Math.min(STRETCHES, length);
  const width = length / count;
  const gone = [0];
  for (let i = 0; i < count; i++) {
    const middle = Math.min(length - 1, Math.floor((i + 0.5) * width));
    gone.push((gone.at(-1) ?? 0) + Math.max(0, track.curve.at(middle)));
  }
  const total = gone.at(-1) ?? 0;
  const upTo = (step: number): number => {
    const place = Math.min(count, Math.max(0, step / width));
    const index = Math.floor(place);
    const [before = 0, after = before] = gone.slice(index, index + 2);
    return before + (place - index) * (after - before);
  };
  return {
    steps: Array.from({ length: count }, (_, i) => (i + 1) * width),
    share: (from, to) => (total > 0 ? (upTo(to) - upTo(from)) / total : 0),
  };
}
