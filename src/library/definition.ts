import type { Phase } from "./phases";
import type {
  Follower,
  KnownTracks,
  LayersDefinition,
  LengthDefinition,
  Modifiers,
  OptimizerDefinition,
  PlateauDefinition,
  ProbeDefinition,
  SamplesDefinition,
} from "./settings";
import type { Duration } from "./values";

/** A number, a phase, phases one after another, or a rule that follows another track. */
export type TrackDefinition =
  | number
  | Phase
  | readonly Phase[]
  | (Modifiers & { readonly phases: Phase | readonly Phase[] })
  | Follower;

/** What a definition says besides its tracks. */
export interface Settings {
  readonly $schema?: string;
  readonly name?: string;
  /** How long the run is. */
  readonly length: LengthDefinition;
  readonly optimizer?: OptimizerDefinition;
  readonly probe?: ProbeDefinition;
  readonly layers?: LayersDefinition;
  readonly samples?: SamplesDefinition;
  readonly onPlateau?: PlateauDefinition;
  /** Where the run is taken up again: the updates before were made by another run. */
  readonly resume?: Duration;
}

/** A schedule as it is written; further keys are tracks of your own (`TrackDefinition`s). */
export type ScheduleDefinition = Settings & KnownTracks & { readonly [track: string]: unknown };

/** The names of a definition's tracks. */
export type TrackName<Definition> = Exclude<keyof Definition, keyof Settings> & string;
