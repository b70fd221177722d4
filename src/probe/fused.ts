import {
  engine,
  getBackend,
  getKernel,
  type KernelConfig,
  type Tensor,
} from "@tensorflow/tfjs-core";

/**
 * Kernels that a backend of ours may have beyond those of tfjs: several operations in one pass over
 * memory. Each computes what these compute; backends without it do so by them.
 */
export const FUSED = {
  /** x · W + b of x [R, B, i], weight [R, i, o], bias [R, 1, o]. */
  dense: "FusedDense",
  /** dy times the slope of x σ(x), of dy, x and s = σ(x). */
  siluSlope: "FusedSiluSlope",
  /** A cell of an LSTM, of `before` and gates: cell state, its tanh, hidden state. */
  lstmCell: "FusedLstmCell",
  /** Gradients of the gates before σ and of `before`; of before, gates, squashed, dh, dc. */
  lstmCellSlope: "FusedLstmCellSlope",
  /** SGD with momentum: weights, gradients, velocity [R, P]; rate, decay, momentum [R, 1]. */
  momentum: "FusedMomentum",
  /** The same, with Nesterov's direction. */
  nesterov: "FusedNesterov",
  /** Adam: weights, gradients, first, second [R, P]; its inputs [R, 1], in their order. */
  adam: "FusedAdam",
  adamW: "FusedAdamW",
} as const;

export type Fused = (typeof FUSED)[keyof typeof FUSED];

/** What SIMD computes at once. */
const LANES = 4;

/**
 * What the backend's own kernel computes; undefined where it has none, and for fewer than four
 * numbers a replica.
 *
 * @param inputs The first one is [R, …].
 */
export function fused(
  kernel: Fused,
  inputs: Readonly<Record<string, Tensor>>,
): readonly Tensor[] | undefined {
  // Typed as if there were every kernel.
  const known = getKernel(kernel, getBackend()) as KernelConfig | undefined;
  const [first] = Object.values(inputs);
  if (known === undefined || first === undefined) return undefined;
  const [replicas = 1] = first.shape;
  if (first.size < LANES * replicas) return undefined;
  const computed = engine().runKernel<Tensor | Tensor[]>(kernel, inputs);
  return Array.isArray(computed) ? computed : [computed];
}
