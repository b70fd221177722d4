import { permutation, randomStream } from "../../random";
import type { WeightShape } from "../task";

// A mask covers all weights of a replica: 1 where a weight is trained, 0 where it is pruned. Biases
// (one row) are never pruned.

const isMatrix = ({ rows }: WeightShape): boolean => rows > 1;

/** Where each weight matrix lies among the weights. */
function places(shapes: readonly WeightShape[]): { from: number; to: number }[] {
  let from = 0;
  return shapes.flatMap((shape) => {
    const place = { from, to: (from += shape.rows * shape.columns) };
    return isMatrix(shape) ? [place] : [];
  });
}

/**
 * Keeps the round(keep · P) weights of the greatest magnitude of all matrices, P their weights
 * (global magnitude pruning, Frankle and Carbin 2019, arXiv 1803.03635); of equal ones the first.
 *
 * @param keep Share of the matrices' weights, 0…1; beyond it is cut.
 */
export function magnitudeMask(
  weights: Float32Array,
  shapes: readonly WeightShape[],
  keep: number,
): Float32Array {
  const matrices = places(shapes);
  const prunable = matrices.flatMap(({ from, to }) =>
    Array.from({ length: to - from }, (_, i) => from + i),
  );
  const kept = Math.round(Math.min(1, Math.max(0, keep)) * prunable.length);
  const size = (i: number): number => Math.abs(weights[i] ?? 0);
  const mask = new Float32Array(weights.length).fill(1);
  // Sorting is stable: equal sizes stay in their order.
  for (const i of prunable.sort((a, b) => size(b) - size(a)).slice(kept)) mask[i] = 0;
  return mask;
}

/** The same mask with the places of each matrix shuffled: as many weights kept in each layer. */
export function permutedMask(
  mask: Float32Array,
  shapes: readonly WeightShape[],
  seed: number,
): Float32Array {
  const permuted = mask.slice();
  places(shapes).forEach(({ from, to }, layer) => {
    const order = permutation(to - from, randomStream("permuted mask", seed, layer));
    order.forEach((other, i) => {
      permuted[from + i] = mask[from + other] ?? 0;
    });
  });
  return permuted;
}

/** Share of the weights of each matrix that the mask keeps. */
export const keptShares = (mask: Float32Array, shapes: readonly WeightShape[]): number[] =>
  places(shapes).map(
    ({ from, to }) => mask.subarray(from, to).reduce((sum, each) => sum + each, 0) / (to - from),
  );
