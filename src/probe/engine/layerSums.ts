import { keep, matMul, tensor2d, type Tensor } from "@tensorflow/tfjs-core";
import type { WeightShape } from "../tasks/task";

/**
 * Sums over each weight matrix of every replica, as products with a matrix of ones and zeros
 * [P, layers]: one kernel instead of a slice and a sum for each matrix.
 */
export interface LayerSums {
  /** [R, P] → [R, layers]: the sum over each weight matrix or bias. */
  sum(values: Tensor): Tensor;
  /** [R, layers] → [R, P]: each matrix's value at all of its entries. */
  spread(values: Tensor): Tensor;
  dispose(): void;
}

export function layerSums(weights: readonly WeightShape[]): LayerSums {
  const sizes = weights.map(({ rows, columns }) => rows * columns);
  let members: Tensor | undefined;
  // Made when first asked for: only the layer-wise rules and measurements need it.
  const matrix = (): Tensor => (members ??= keep(membership(sizes)));
  return {
    sum: (values) => matMul(values, matrix()),
    spread: (values) => matMul(values, matrix(), false, true),
    dispose: () => members?.dispose(),
  };
}

function membership(sizes: readonly number[]): Tensor {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const values = new Float32Array(total * sizes.length);
  let row = 0;
  sizes.forEach((size, layer) => {
    for (const end = row + size; row < end; row++) values[row * sizes.length + layer] = 1;
  });
  return tensor2d(values, [total, sizes.length]);
}
