import { permutation, randomStream } from "../random";
import type { Block } from "./task";

/** Samples with one-hot labels: inputs [count, width], labels [count, classes], row-major. */
export interface Samples {
  readonly count: number;
  readonly width: number;
  readonly classes: number;
  readonly inputs: Float32Array;
  readonly labels: Float32Array;
}

/** All samples as the two blocks [count, width] and [count, classes]. */
export function asBlocks({ count, width, classes, inputs, labels }: Samples): Block[] {
  return [
    { shape: [count, width], values: inputs },
    { shape: [count, classes], values: labels },
  ];
}

/** The first `size` samples, as blocks. */
export function firstBlocks({ width, classes, inputs, labels }: Samples, size: number): Block[] {
  return [
    { shape: [size, width], values: inputs.subarray(0, size * width) },
    { shape: [size, classes], values: labels.subarray(0, size * classes) },
  ];
}

function pick(values: Float32Array, width: number, order: Uint32Array, from: number, size: number) {
  const picked = new Float32Array(size * width);
  for (let i = 0; i < size; i++) {
    const row = (order[from + i] ?? 0) * width;
    picked.set(values.subarray(row, row + width), i * width);
  }
  return picked;
}

/**
 * Mini-batches without replacement, in a new order each epoch; a remainder smaller than a batch is
 * left out (`drop_last`). A pure function of seed and step: schedules that are compared see the
 * same batches. `size` must not exceed the number of samples.
 *
 * @param samplesOf By seed, equally many; asked often.
 */
export function batches(
  samplesOf: (seed: number) => Samples,
  size: number,
): (seed: number, step: number) => readonly Block[] {
  const order = remembered((count, seed, epoch) =>
    permutation(count, randomStream("order", seed, epoch)),
  );
  return (seed, step) => {
    const { count, width, classes, inputs, labels } = samplesOf(seed);
    const perEpoch = Math.floor(count / size);
    const shuffled = order(count, seed, Math.floor(step / perEpoch));
    const from = (step % perEpoch) * size;
    return [
      { shape: [size, width], values: pick(inputs, width, shuffled, from, size) },
      { shape: [size, classes], values: pick(labels, classes, shuffled, from, size) },
    ];
  };
}

/** Keeps each seed's latest epoch. */
function remembered(make: (count: number, seed: number, epoch: number) => Uint32Array) {
  const latest = new Map<number, { epoch: number; order: Uint32Array }>();
  return (count: number, seed: number, epoch: number): Uint32Array => {
    const known = latest.get(seed);
    if (known?.epoch === epoch) return known.order;
    const order = make(count, seed, epoch);
    latest.set(seed, { epoch, order });
    return order;
  };
}
