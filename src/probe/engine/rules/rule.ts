import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayerSums } from "../layerSums";

/** Weights or gradients of all replicas, [R, P], and an optimizer's state, each [R, P]. */
export interface RuleState {
  readonly weights: Tensor;
  readonly slots: readonly Tensor[];
}

/** The value of a schedule's track at the current update. */
export type TrackValue = (track: string) => number;

/**
 * An optimizer's update. Its hyper-parameters are inputs of every single update, one value for each
 * replica, so that schedules of any of them take effect at once.
 */
export interface UpdateRule {
  /** Number of state tensors; all start at 0. */
  readonly slots: number;
  /** The numbers of one schedule that update `step` (from 0) takes, always equally many. */
  inputs(at: TrackValue, step: number): readonly number[];
  /** One update; `inputs` are [R, 1] each, in the order of `inputs()`. */
  update(
    state: RuleState,
    gradients: Tensor,
    inputs: readonly Tensor[],
    layers: LayerSums,
  ): RuleState;
  /** For rules of Adam's kind: the diagonal that divides the momentum, [R, P]. */
  preconditioner?(slots: readonly Tensor[], inputs: readonly Tensor[]): Tensor;
}

/** What is known of a schedule before it runs. */
export interface RuleOptions {
  readonly nesterov: boolean;
  /** False where momentum is 0 throughout: the velocity is then not kept. */
  readonly momentum: boolean;
  /** False where weight decay is 0 throughout. */
  readonly weightDecay: boolean;
}

/** The tensor at `index`; an error in this room if it is missing. */
export function at(tensors: readonly Tensor[], index: number): Tensor {
  const tensor = tensors[index];
  if (tensor === undefined) throw new Error(`tensor ${index} of ${tensors.length} is missing`);
  return tensor;
}
