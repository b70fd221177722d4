import type { Tensor } from "@tensorflow/tfjs-core";
import type { Stage } from "./stage";

/** One weight matrix of a replica, [rows, columns]; a bias is [1, columns]. */
export interface WeightShape {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

/** Data of one replica, row-major. */
export interface Block {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What a batched evaluation measures, each of shape [replicas]. */
export interface Measured {
  readonly loss: Tensor;
  /** Share of the samples classified rightly. */
  readonly accuracy?: Tensor;
  /** Whatever else the task measures, by the name that charts show it under. */
  readonly more?: Readonly<Record<string, Tensor>>;
}

/** What a loss reads besides weights and batch; nothing of it is differentiated. */
export interface LossInputs {
  /** The values of the task's `tracks` at this update, [R, 1] each. */
  readonly track: (name: string) => Tensor;
  /** Whether any schedule ever gives the track another value than the task's own. */
  readonly given: (name: string) => boolean;
  /** In the order of the task's `buffers`, [R, rows, columns] each. */
  readonly buffers: readonly Tensor[];
  /** Hands over the buffers as they are after this update. */
  readonly renew: (buffers: readonly Tensor[]) => void;
}

/** What a measurement reads besides weights and data: the tracks are those of the next update. */
export type MeasureInputs = Pick<LossInputs, "track" | "buffers">;

/** Numbers that a replica keeps beside its weights, as batch norm its running statistics. */
export interface Buffers {
  readonly shapes: readonly WeightShape[];
  /** Those of one replica at step 0, flattened in the order of `shapes`. */
  initial(seed: number): Float32Array;
}

/** What a task shows besides losses; see src/probe/extras.ts. */
export interface Observation {
  /**
   * How often in a run, spread evenly from its first step on; its end is told besides. At most
   * EXTRAS_LIMITS.points; 0 for the end alone.
   */
  readonly points: number;
  /** Vectors by name, [R, width] each, from the weights and the validation blocks. */
  observe(
    weights: readonly Tensor[],
    validation: readonly Tensor[],
    buffers: readonly Tensor[],
  ): Readonly<Record<string, Tensor>>;
}

/**
 * What is trained: data, network and loss. Everything is a pure function of the seed (and the
 * step), so that a run can be repeated, and taken up on another backend, at any step.
 *
 * Tensors carry the replica as their first dimension R: a weight is [R, rows, columns], a block of
 * shape [b, i] arrives as [R, b, i]. Losses are [R]: no replica's loss depends on another's weights.
 */
export interface Task {
  readonly name: string;
  /** Data, width, noise and why the task shows what it shows; plain text. */
  readonly about: string;
  readonly weights: readonly WeightShape[];
  /** Weights of one replica at step 0, flattened in the order of `weights`. */
  initialWeights(seed: number): Float32Array;
  /**
   * The mini-batch that update `step` of this seed sees; always of the same shapes. It knows no
   * schedule: noise whose size is a track is drawn here with size 1, and scaled in the loss.
   */
  batch(seed: number, step: number): readonly Block[];
  /** The tracks that the loss reads, with the value that each has where a schedule lacks it. */
  readonly tracks?: Readonly<Record<string, number>>;
  readonly buffers?: Buffers;
  /** By weight matrix the layer, from 0, whose rate it has; without it all have the same rate. */
  readonly layers?: readonly number[];
  /** Training loss on a batch, [R], differentiable in the weights. */
  loss(weights: readonly Tensor[], batch: readonly Tensor[], inputs: LossInputs): Tensor;
  /**
   * Replaces weights after update `step`, as the end of a round does; the optimizer's memory is then
   * emptied. Undefined where this update ends nothing.
   *
   * @returns In the shapes of `weights`.
   */
  exchange?(
    step: number,
    weights: readonly Tensor[],
    batch: readonly Tensor[],
    inputs: LossInputs,
  ): readonly Tensor[] | undefined;
  /** A fixed batch, the same for every seed, on which the loss's curvature is measured. */
  readonly reference?: () => readonly Block[];
  /** `loss` from operations that can be differentiated twice, where those of `loss` cannot. */
  curvatureLoss?(weights: readonly Tensor[], batch: readonly Tensor[], inputs: LossInputs): Tensor;
  /**
   * Data never trained on, the same for every seed; undefined where the task has none. Behind them
   * may come what was trained on, for what `measure` tells besides losses.
   */
  readonly validation?: (seed: number) => readonly Block[];
  /** Loss (and accuracy) on the validation blocks. */
  measure?(weights: readonly Tensor[], blocks: readonly Tensor[], inputs: MeasureInputs): Measured;
  /** How often in a run gradients and updates are measured where the user does not say. */
  readonly measurements?: number;
  readonly extras?: Observation;
  /** What is trained after the schedules themselves, one stage after another. */
  readonly stages?: readonly Stage[];
  /** A loss above this has exploded; without it, 1000 times the first one. */
  readonly explodesAbove?: number;
}

/** Numbers in matrices of these shapes. */
export const sizeOf = (shapes: readonly WeightShape[]): number =>
  shapes.reduce((sum, { rows, columns }) => sum + rows * columns, 0);

/** Number of weights of one replica, P. */
export const parameterCount = (task: Task): number => sizeOf(task.weights);
