import type { Tensor } from "@tensorflow/tfjs-core";

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
}

/** What a task shows besides losses; see src/probe/extras.ts. */
export interface Observation {
  /** How often in a run, spread evenly; its end is told besides. At most EXTRAS_LIMITS.points. */
  readonly points: number;
  /** Vectors by name, [R, width] each, from the weights and the validation blocks. */
  observe(
    weights: readonly Tensor[],
    validation: readonly Tensor[],
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
  /** The mini-batch that update `step` of this seed sees; always of the same shapes. */
  batch(seed: number, step: number): readonly Block[];
  /** Training loss on a batch, [R], differentiable in the weights. */
  loss(weights: readonly Tensor[], batch: readonly Tensor[]): Tensor;
  /** A fixed batch, the same for every seed, on which the loss's curvature is measured. */
  readonly reference?: () => readonly Block[];
  /** `loss` from operations that can be differentiated twice, where those of `loss` cannot. */
  curvatureLoss?(weights: readonly Tensor[], batch: readonly Tensor[]): Tensor;
  /** Data never trained on, the same for every seed; undefined where the task has none. */
  readonly validation?: () => readonly Block[];
  /** Loss (and accuracy) on the validation blocks. */
  measure?(weights: readonly Tensor[], blocks: readonly Tensor[]): Measured;
  readonly extras?: Observation;
  /** A loss above this has exploded; without it, 1000 times the first one. */
  readonly explodesAbove?: number;
}

/** Number of weights of one replica, P. */
export function parameterCount(task: Task): number {
  return task.weights.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
}
