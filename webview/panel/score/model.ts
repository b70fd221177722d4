import type { CursorPlace } from "../../../src/protocol/hostMessages";
import type { ShownSchedule, TrackView } from "../../../src/protocol/scheduleView";
import type { AxisUnit, Span } from "../time";
import type { Colors } from "../ui/theme";

/** All that the score draws. */
export interface ScoreModel {
  /** The active schedule first, then those it is compared with. */
  readonly shown: readonly ShownSchedule[];
  /** The active schedule as it was before it got errors. */
  readonly ghost: ShownSchedule | undefined;
  readonly cursor: CursorPlace | null;
  readonly unit: AxisUnit;
  readonly window: Span;
  readonly logTracks: ReadonlySet<string>;
  /** Whether the rates of layers and samples are drawn. */
  readonly families: boolean;
  /** Where the crosshair stands on the axis. */
  readonly crosshair: number | undefined;
  readonly colors: Colors;
}

/** A curve of the score: of a track, or derived from tracks. */
export interface DrawnTrack extends TrackView {
  /** Where its columns count other places than the steps of its schedule, how many there are. */
  readonly positions?: number;
}

/** The rate of the others of a comparison less that of the active schedule. */
export const DIFFERENCE = "difference";

/** The names of all curves: the tracks, those of the active schedule first, then derived ones. */
export const trackNames = (shown: readonly ShownSchedule[]): string[] => [
  ...new Set([
    ...shown.flatMap(({ tracks }) => tracks.map(({ name }) => name)),
    ...shown.flatMap(({ comparison }) => (comparison?.difference ? [DIFFERENCE_KEY] : [])),
    ...shown.flatMap(({ derived }) => derived?.map(({ id }) => derivedKey(id)) ?? []),
  ]),
];

// Not the name of any track that a person would choose.
const KEY = ":";
const DIFFERENCE_KEY = KEY + DIFFERENCE;
const derivedKey = (id: string): string => KEY + id;

/** "shrinkage" of ":shrinkage"; undefined where the name is that of a track. */
export const derivedName = (name: string): string | undefined =>
  name.startsWith(KEY) ? name.slice(KEY.length) : undefined;

export const trackOf = (
  schedule: ShownSchedule | undefined,
  name: string,
): DrawnTrack | undefined =>
  schedule?.tracks.find((track) => track.name === name) ??
  (schedule && derivedName(name) !== undefined ? derivedTrack(schedule, name) : undefined);

function derivedTrack(schedule: ShownSchedule, name: string): DrawnTrack | undefined {
  const { difference } = schedule.comparison ?? {};
  if (name === DIFFERENCE_KEY) return difference && { name, phases: [], ...difference };
  const found = schedule.derived?.find(({ id }) => derivedKey(id) === name);
  // The rate's phases shade the derived curves too: all of them follow from it.
  return found && { name, phases: schedule.tracks[0]?.phases ?? [], columns: found.columns };
}

/** One schedule is drawn in its tracks' colours; several each in one of their own. */
export const lineColor = (model: ScoreModel, name: string, index: number): string =>
  model.shown.length > 1 ? model.colors.schedule(index) : model.colors.track(name);
