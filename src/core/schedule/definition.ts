import * as v from "valibot";
import { PROBE_TASK_NAMES } from "../probeTasks";
import { phaseKinds } from "./kinds/table";
import type { LayersDefinition } from "./layers";
import type { LengthDefinition } from "./length";
import type { PlateauDefinition } from "./plateau";
import type { SamplesDefinition } from "./samples";
import {
  countShape,
  flagShape,
  fractionShape,
  notNegativeShape,
  optional,
  positiveShape,
  textShape,
  wordShape,
  type Value,
} from "./shapes";
import type { Duration } from "./time";

export type { LengthDefinition } from "./length";

export const optimizerEntries = {
  name: optional('The optimizer: "sgd", "adam", "adamw" …', textShape),
  momentum: optional("Momentum of SGD, unless the track `momentum` says it.", fractionShape),
  nesterov: optional("true: Nesterov's form of momentum.", flagShape),
  beta1: optional("Adam's β1, unless the track `beta1` says it.", fractionShape),
  beta2: optional(
    "Adam's β2, unless the track `beta2` says it; untuned warmups take their length from it.",
    fractionShape,
  ),
  epsilon: optional("Adam's ε.", notNegativeShape),
  weightDecay: optional("Weight decay, unless the track `weightDecay` says it.", notNegativeShape),
};

export const probeEntries = {
  task: optional("What the probe trains.", wordShape(...PROBE_TASK_NAMES)),
  data: optional('The file with the data of the task "csv", relative to this one.', textShape),
  label: optional("The column with the classes; the last one without it.", textShape),
  steps: optional("Updates of the probe training; the schedule is squeezed into them.", countShape),
  seeds: optional("Trainings with different random numbers.", countShape),
  learningRateScale: optional(
    "What the rate is multiplied by, because small tasks tolerate different rates.",
    positiveShape,
  ),
};

type Read<Entries extends v.ObjectEntries> = v.InferOutput<v.ObjectSchema<Entries, undefined>>;

export type Optimizer = Readonly<Read<typeof optimizerEntries>>;
export type ProbeSettings = Readonly<Read<typeof probeEntries>>;

export type PhaseDefinition = v.InferInput<(typeof phaseKinds)[number]["schema"]>;

/** A track with what is done to all of its phases together. */
export interface PhasesDefinition {
  readonly phases: PhaseDefinition | readonly PhaseDefinition[];
  readonly scale?: number;
  /** Added to all values, after `scale` and `times`. */
  readonly offset?: number;
  readonly min?: Value;
  readonly max?: Value;
  /** The name of another track that this one is multiplied by. */
  readonly times?: string;
}

/** A track that follows another. */
export interface FollowerDefinition {
  readonly follow: string;
  readonly relation: "proportional" | "constantProduct" | "inverse" | "power";
  readonly product?: number;
  readonly range?: readonly [high: number, low: number];
  readonly exponent?: number;
  /** A value of the followed track, by its name, and the `value` of this one there. */
  readonly reference?: Readonly<Record<string, number>>;
  readonly scale?: number;
  /** Added to all values, after `scale` and `times`. */
  readonly offset?: number;
  readonly min?: number;
  readonly max?: number;
  readonly times?: string;
}

export type TrackDefinition =
  number | PhaseDefinition | readonly PhaseDefinition[] | PhasesDefinition | FollowerDefinition;

/** Tracks that have a meaning of their own; any further name may be used. */
export const trackNames = [
  "learningRate",
  "momentum",
  "beta1",
  "beta2",
  "weightDecay",
  "batchNormMomentum",
  "augmentation",
  "temperature",
  "noise",
  "batchSize",
] as const;

type KnownTracks = { readonly [Name in (typeof trackNames)[number]]?: TrackDefinition };

/** What a definition says besides its tracks. */
export interface DefinitionSettings {
  readonly name?: string;
  readonly length?: LengthDefinition;
  readonly optimizer?: Optimizer;
  readonly probe?: ProbeSettings;
  readonly layers?: LayersDefinition;
  readonly samples?: SamplesDefinition;
  readonly onPlateau?: PlateauDefinition;
  readonly extends?: string;
  /** Where the run is taken up again: the updates before were made by another run. */
  readonly resume?: Duration;
}

/** Keys of a definition that are no tracks. */
export const settingNames = [
  "$schema",
  "name",
  "length",
  "optimizer",
  "probe",
  "layers",
  "samples",
  "onPlateau",
  "extends",
  "resume",
] as const;

/** A definition as people write it; further keys are tracks of their own. */
export type ScheduleDefinition = DefinitionSettings &
  KnownTracks & { readonly [track: string]: unknown };
