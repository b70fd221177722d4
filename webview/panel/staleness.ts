import type { ShownSchedule } from "../../src/protocol/scheduleView";

/**
 * Equal as long as the schedules draw the same curves: made of their facts and phases, not of the
 * sampled columns, which change with the panel's width.
 */
export const stalenessKey = (shown: readonly ShownSchedule[]): string =>
  digest(
    JSON.stringify(
      shown.map(({ id, length, tracks, facts }) => [
        id,
        length,
        facts.map(({ value }) => value),
        tracks.map(({ name, phases }) => [name, phases]),
      ]),
    ),
  );

/** FNV-1a, 32 bits: short enough to be kept, good enough to tell two versions apart. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
