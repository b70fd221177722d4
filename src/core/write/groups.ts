import type { Curve } from "../schedule/curve";
import type { Schedule } from "../schedule/schedule";

/** The rate of one parameter group: of a layer, of a named group, or of another library's group. */
export interface GroupRate {
  readonly name: string;
  readonly curve: Curve;
}

/** More groups than these are not written as functions. */
const MOST_GROUPS = 64;

const FOREIGN = /^learningRate\[\d+\]$/;

/**
 * The rates of the parameter groups in the optimizer's order: the definition's layers, or the groups
 * of a foreign schedule. Empty where all parameters have one rate, or there are too many groups.
 */
export function groupRates({ layers, tracks }: Schedule): readonly GroupRate[] {
  if (layers.length > MOST_GROUPS) return [];
  if (layers.length > 0) return layers.map(({ name, curve }) => ({ name, curve }));
  const others = [...tracks.values()].filter(({ name }) => FOREIGN.test(name));
  const first = tracks.get("learningRate");
  if (others.length === 0 || others.length >= MOST_GROUPS || !first) return [];
  return [first, ...others].map(({ curve }, index) => ({ name: `group ${index}`, curve }));
}

const OF = "learningRate of ";

/** What a group's rate is called among the tracks that are written. */
export const groupTrack = (name: string): string => `${OF}${name}`;

/** The group behind such a name; undefined for all other tracks. */
export const groupOf = (track: string): string | undefined =>
  track.startsWith(OF) ? track.slice(OF.length) : undefined;

/** The curve behind the name of a track or of a group's rate. */
export const curveOf = (schedule: Schedule, track: string): Curve | undefined =>
  schedule.tracks.get(track)?.curve ??
  groupRates(schedule).find(({ name }) => groupTrack(name) === track)?.curve;
