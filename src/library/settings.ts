// Written by scripts/kinds.mjs from src/core/schedule.

import type { TrackDefinition } from "./definition";
import type { Duration, Value } from "./values";

export interface LengthDefinition {
  /** Optimizer updates of the run. */
  readonly steps?: number;
  /** Epochs of the run; needs stepsPerEpoch, or samples and batchSize. */
  readonly epochs?: number;
  /** Communication rounds of the run; needs stepsPerRound. */
  readonly rounds?: number;
  /** Tokens of the run; needs tokensPerStep. */
  readonly tokens?: number;
  /** Optimizer updates of one epoch. */
  readonly stepsPerEpoch?: number;
  /** Optimizer updates of one round. */
  readonly stepsPerRound?: number;
  /** Tokens of one optimizer update, over all devices. */
  readonly tokensPerStep?: number;
  /** Samples of one epoch, the data set's size. */
  readonly samples?: number;
  /** Samples of one batch on one device. */
  readonly batchSize?: number;
  /** Batches whose gradients are added up for one update; 1 if left out. */
  readonly accumulate?: number;
  /** Devices that each take a batch at the same time; 1 if left out. */
  readonly devices?: number;
  /** true: samples that do not fill a whole update are left out. false, or left out: they make a smaller last update. */
  readonly dropLast?: boolean;
}

export interface OptimizerDefinition {
  /** The optimizer: "sgd", "adam", "adamw" … */
  readonly name?: string;
  /** Momentum of SGD, unless the track `momentum` says it. */
  readonly momentum?: number;
  /** true: Nesterov's form of momentum. */
  readonly nesterov?: boolean;
  /** Adam's β1, unless the track `beta1` says it. */
  readonly beta1?: number;
  /** Adam's β2, unless the track `beta2` says it; untuned warmups take their length from it. */
  readonly beta2?: number;
  /** Adam's ε. */
  readonly epsilon?: number;
  /** Weight decay, unless the track `weightDecay` says it. */
  readonly weightDecay?: number;
}

export interface ProbeDefinition {
  /** What the probe trains. */
  readonly task?:
    | "spirals"
    | "quadratic"
    | "lstm"
    | "transformer"
    | "landscape"
    | "protein13"
    | "protein"
    | "protein34"
    | "digits"
    | "batchNorm"
    | "weightDecay"
    | "augmentation"
    | "contrastive"
    | "labelNoise"
    | "deep"
    | "federated"
    | "diffusion"
    | "lottery"
    | "csv";
  /** The file with the data of the task "csv", relative to this one. */
  readonly data?: string;
  /** The column with the classes; the last one without it. */
  readonly label?: string;
  /** Updates of the probe training; the schedule is squeezed into them. */
  readonly steps?: number;
  /** Trainings with different random numbers. */
  readonly seeds?: number;
  /** What the rate is multiplied by, because small tasks tolerate different rates. */
  readonly learningRateScale?: number;
}

export interface LayersDefinition {
  /** How many layers there are. */
  readonly count?: number;
  /** What the rate is multiplied by from each layer to the one below; 1 if left out. */
  readonly ratio?: number;
  /** How fast each layer's rate decays after the peak, from the first layer to the last. */
  readonly decaySpeed?: {
    /** The exponent of the first layer's decay; 1 decays as the rate itself. */
    readonly shallow: number;
    /** The exponent of the last layer's decay; below 1 decays more slowly. */
    readonly deep: number;
  };
  /** Named groups of parameters, each with its own scale, decay speed or track. */
  readonly groups?: Readonly<
    Record<
      string,
      {
        /** What the rate is multiplied by for this group; 1 if left out. */
        readonly scale?: number;
        /** The exponent of this group's decay; 1 if left out. */
        readonly decaySpeed?: number;
        /** The name of the track that this group trains with; learningRate if left out. */
        readonly track?: string;
      }
    >
  >;
}

export interface SamplesDefinition {
  /** "margin": the score of the right class less the greatest other one decides over a sample's factor. */
  readonly by: "margin";
  /** The factor of samples with a large margin. */
  readonly easy: number;
  /** The factor of samples with a very negative margin. */
  readonly hard: number;
  /** The margin that counts as one unit; 1 if left out. */
  readonly scale?: number;
}

export interface PlateauDefinition {
  /** What the rate is multiplied by when the loss stops falling, below 1. */
  readonly factor: number;
  /** Evaluations without improvement before the rate drops. */
  readonly patience: number;
  /** How much lower counts as an improvement; 1e-4 if left out. */
  readonly threshold?: number;
  /** "relative" (if left out): a share of the best loss. "absolute": a difference. */
  readonly thresholdMode?: "relative" | "absolute";
  /** Looks after a reduction during which none is counted; 0 if left out. */
  readonly cooldown?: number;
  /** The rate is never reduced below this; 0 if left out. */
  readonly min?: number;
  /** With greedy: the rate is never raised above this; no limit if left out. */
  readonly max?: number;
  /** true: while the loss goes on falling the rate is raised by 1 / factor (GreedyLR). */
  readonly greedy?: boolean;
  /** How often the loss is looked at, once an evaluation; rules count the looks by it. */
  readonly every?: Duration;
  /** Losses averaged for one look; 1 if left out. */
  readonly window?: number;
}

/** What is done to all phases of a track together. */
export interface Modifiers {
  /** What all values are multiplied by. */
  readonly scale?: number;
  /** What is added to all values, after `scale` and `times`. */
  readonly offset?: number;
  /** No value is below this. */
  readonly min?: Value;
  /** No value is above this. */
  readonly max?: Value;
  /** The name of a track that this one is multiplied by. */
  readonly times?: string;
}

/** A track that follows another. */
export interface Follower {
  /** The name of the track that this one follows. */
  readonly follow: string;
  /** "proportional": y · track / x. "constantProduct": product / track. "inverse": high where the track is lowest, low at its peak. "power": y · (track / x)^exponent. */
  readonly relation: "proportional" | "constantProduct" | "inverse" | "power";
  /** For "constantProduct": what track × value always is. */
  readonly product?: number;
  /** For "inverse": [high, low], the values at the track's lowest and at its peak. */
  readonly range?: readonly [number, number];
  /** For "power": the exponent; 2/3 if left out. */
  readonly exponent?: number;
  /** For "proportional" and "power": { track: x, "value": y }, the value y where the followed track is x. */
  readonly reference?: Readonly<Record<string, number>>;
  /** What all values are multiplied by. */
  readonly scale?: number;
  /** What is added to all values, after `scale` and `times`. */
  readonly offset?: number;
  /** No value is below this. */
  readonly min?: Value;
  /** No value is above this. */
  readonly max?: Value;
  /** The name of a track that this one is multiplied by. */
  readonly times?: string;
}

/** Tracks with a meaning of their own. */
export interface KnownTracks {
  /** The learning rate. */
  readonly learningRate?: TrackDefinition;
  /** SGD's momentum. */
  readonly momentum?: TrackDefinition;
  /** Adam's β1. */
  readonly beta1?: TrackDefinition;
  /** Adam's β2. */
  readonly beta2?: TrackDefinition;
  /** Weight decay. */
  readonly weightDecay?: TrackDefinition;
  /** The share of a new batch in batch norm's running statistics. */
  readonly batchNormMomentum?: TrackDefinition;
  /** The intensity of augmentation. */
  readonly augmentation?: TrackDefinition;
  /** The temperature of a contrastive loss. */
  readonly temperature?: TrackDefinition;
  /** The noise level. */
  readonly noise?: TrackDefinition;
  /** The batch size. */
  readonly batchSize?: TrackDefinition;
}
