/** After so long without another change a run is explained anew: while one types, it waits. */
const PAUSE_MS = 250;
/** Explaining a run again and again while it grows takes one part in so many of the time. */
const PARTS = 50;

/** When a run was explained, and how long that took, in milliseconds. */
export interface Explained {
  readonly at: number;
  readonly took: number;
}

/**
 * When a run that is another one than it was, or lies over another plan, is explained anew.
 *
 * @param grew Set where nothing but the log has changed: how it was explained before.
 * @param now In milliseconds, as all times here.
 */
export const dueAt = (grew: Explained | undefined, now: number): number =>
  Math.max(now + PAUSE_MS, grew ? grew.at + PARTS * grew.took : 0);
