import { concat, reshape, slice, type Tensor } from "@tensorflow/tfjs-core";
import type { WeightShape } from "../tasks/task";

/** Cuts the matrices of each replica, [R, rows, columns], out of rows that hold them all, [R, P]. */
export function cutMatrices(flat: Tensor, shapes: readonly WeightShape[]): Tensor[] {
  const [replicas = 1] = flat.shape;
  let start = 0;
  return shapes.map(({ rows, columns }) => {
    const part = slice(flat, [0, start], [replicas, rows * columns]);
    start += rows * columns;
    return reshape(part, [replicas, rows, columns]);
  });
}

/** The reverse: [R, …] each → [R, P]. */
export function joinMatrices(matrices: readonly Tensor[]): Tensor {
  const [replicas = 1] = matrices[0]?.shape ?? [];
  return concat(
    matrices.map((matrix) => reshape(matrix, [replicas, -1])),
    1,
  );
}
