import { permutation, randomStream } from "../random";
import type { Samples } from "./batches";

/** Share of the samples that is never trained on. */
const HELD_OUT = 0.2;

export interface Split {
  readonly train: Samples;
  readonly validation: Samples;
}

/** These rows alone. */
export function pickRows(
  { width, classes, inputs, labels }: Samples,
  rows: readonly number[],
): Samples {
  const picked = (values: Float32Array, size: number): Float32Array => {
    const chosen = new Float32Array(rows.length * size);
    rows.forEach((row, i) => {
      chosen.set(values.subarray(row * size, (row + 1) * size), i * size);
    });
    return chosen;
  };
  const count = rows.length;
  return { count, width, classes, inputs: picked(inputs, width), labels: picked(labels, classes) };
}

/**
 * A fifth of each class for validation, chosen by chance but always the same; a class of one sample
 * is trained on. `key` names the stream of random numbers.
 */
export function split(samples: Samples, key: string): Split {
  const { count, classes, labels } = samples;
  const held = new Set<number>();
  const order = [...permutation(count, randomStream("split", key))];
  for (let k = 0; k < classes; k++) {
    const members = order.filter((row) => labels[row * classes + k] === 1);
    const most = Math.max(Math.min(1, members.length - 1), Math.round(HELD_OUT * members.length));
    for (const row of members.slice(0, most)) held.add(row);
  }
  const rows = Array.from({ length: count }, (_, row) => row);
  return {
    train: pickRows(
      samples,
      rows.filter((row) => !held.has(row)),
    ),
    validation: pickRows(
      samples,
      rows.filter((row) => held.has(row)),
    ),
  };
}

/** Labels as rows of zeros with a one, [count, classes]. */
export function oneHot(labels: ArrayLike<number>, classes: number): Float32Array {
  const rows = new Float32Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) rows[i * classes + (labels[i] ?? 0)] = 1;
  return rows;
}
