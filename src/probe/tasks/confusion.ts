import type { ProbeVector } from "../extras";

/** The vector of how often class i was taken for class j, at i · classes + j, in the validation set. */
export const CONFUSION = "confusion";

export interface Mistake {
  readonly of: number;
  readonly takenFor: number;
  readonly count: number;
}

/** Mistakes at the end of several trainings together, the most frequent first. */
export function mistakes(trainings: readonly (readonly ProbeVector[])[]): Mistake[] {
  const last = trainings.flatMap((vectors) => vectors.slice(-1));
  const size = last[0]?.[1].length ?? 0;
  const classes = Math.round(Math.sqrt(size));
  return Array.from({ length: size }, (_, i) => ({
    of: Math.floor(i / classes),
    takenFor: i % classes,
    count: last.reduce((sum, [, counts]) => sum + (counts[i] ?? 0), 0),
  }))
    .filter(({ of, takenFor, count }) => of !== takenFor && count > 0)
    .sort((a, b) => b.count - a.count);
}
