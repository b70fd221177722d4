import type { Phase, Value } from "./phases";

/** What is done to all phases of a track together. */
interface Modifiers {
  readonly scale?: number;
  /** Added to all values, after `scale` and `times`. */
  readonly offset?: number;
  readonly min?: Value;
  readonly max?: Value;
  /** The name of a track that this one is multiplied by. */
  readonly times?: string;
}

/** A track that follows another. */
export interface Follower extends Modifiers {
  readonly follow: string;
  readonly relation: "proportional" | "constantProduct" | "inverse" | "power";
  readonly product?: number;
  readonly range?: readonly [high: number, low: number];
  readonly exponent?: number;
  /** The followed track's value by its name, and the `value` of this one there. */
  readonly reference?: Readonly<Record<string, number>>;
}

/** A number, a phase, phases one after another, or a rule that follows another track. */
export type TrackDefinition =
  | number
  | Phase
  | readonly Phase[]
  | (Modifiers & { readonly phases: Phase | readonly Phase[] })
  | Follower;

/** How long the run is. */
export interface LengthDefinition {
  readonly steps?: number;
  readonly epochs?: number;
  readonly stepsPerEpoch?: number;
  readonly samples?: number;
  readonly batchSize?: number;
  readonly accumulate?: number;
  readonly devices?: number;
  readonly dropLast?: boolean;
  readonly rounds?: number;
  readonly stepsPerRound?: number;
  readonly tokens?: number;
  readonly tokensPerStep?: number;
}

export interface OptimizerDefinition {
  readonly name?: string;
  readonly momentum?: number;
  readonly nesterov?: boolean;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  readonly weightDecay?: number;
}

export interface ProbeDefinition {
  readonly task?: string;
  /** The file with the data of the task "csv", relative to this one. */
  readonly data?: string;
  /** The column with the classes; the last one without it. */
  readonly label?: string;
  readonly steps?: number;
  readonly seeds?: number;
  readonly learningRateScale?: number;
}

export interface LayersDefinition {
  readonly count?: number;
  readonly ratio?: number;
  readonly decaySpeed?: { readonly shallow: number; readonly deep: number };
  readonly groups?: Readonly<
    Record<
      string,
      { readonly scale?: number; readonly decaySpeed?: number; readonly track?: string }
    >
  >;
}

export interface SamplesDefinition {
  readonly by: "margin";
  readonly easy: number;
  readonly hard: number;
  readonly scale?: number;
}

export interface PlateauDefinition {
  readonly factor: number;
  readonly patience: number;
  readonly threshold?: number;
  readonly thresholdMode?: "relative" | "absolute";
  readonly cooldown?: number;
  readonly min?: number;
  readonly max?: number;
  readonly greedy?: boolean;
  readonly every?: number | string;
  readonly window?: number;
}

/** What a definition says besides its tracks. */
export interface Settings {
  readonly $schema?: string;
  readonly name?: string;
  readonly length: LengthDefinition;
  readonly optimizer?: OptimizerDefinition;
  readonly probe?: ProbeDefinition;
  readonly layers?: LayersDefinition;
  readonly samples?: SamplesDefinition;
  readonly onPlateau?: PlateauDefinition;
  /** Where the run is taken up again: the updates before were made by another run. */
  readonly resume?: number | string;
}

/** Tracks with a meaning of their own. */
interface KnownTracks {
  readonly learningRate?: TrackDefinition;
  readonly momentum?: TrackDefinition;
  readonly beta1?: TrackDefinition;
  readonly beta2?: TrackDefinition;
  readonly weightDecay?: TrackDefinition;
  readonly batchNormMomentum?: TrackDefinition;
  readonly augmentation?: TrackDefinition;
  readonly temperature?: TrackDefinition;
  readonly noise?: TrackDefinition;
  readonly batchSize?: TrackDefinition;
}

/** A schedule as it is written; further keys are tracks of your own (`TrackDefinition`s). */
export type ScheduleDefinition = Settings & KnownTracks & { readonly [track: string]: unknown };

/** The names of a definition's tracks. */
export type TrackName<Definition> = Exclude<keyof Definition, keyof Settings> & string;
