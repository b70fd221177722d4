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
  /** Where the crosshair stands on the axis. */
  readonly crosshair: number | undefined;
  readonly colors: Colors;
}

/** The names of all tracks: those of the active schedule first. */
export const trackNames = (shown: readonly ShownSchedule[]): string[] => [
  ...new Set(shown.flatMap(({ tracks }) => tracks.map(({ name }) => name))),
];

export const trackOf = (schedule: ShownSchedule | undefined, name: string): TrackView | undefined =>
  schedule?.tracks.find((track) => track.name === name);

/** One schedule is drawn in its tracks' colours; several each in one of their own. */
export const lineColor = (model: ScoreModel, name: string, index: number): string =>
  model.shown.length > 1 ? model.colors.schedule(index) : model.colors.track(name);
