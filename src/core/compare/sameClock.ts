import type { TimeBase } from "../schedule/time";

/**
 * Whether the steps of all schedules are the same thing. An epoch that stands beside an update says
 * nothing: such schedules can only be compared at the same share of each run.
 */
export const sameClock = (all: readonly { readonly time: TimeBase }[]): boolean =>
  new Set(all.map(({ time }) => time.clock ?? "update")).size <= 1;
