import {
  add,
  concat,
  div,
  mean,
  mul,
  reshape,
  square,
  sub,
  tensor,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { at } from "../../engine/rules/rule";
import type { Buffers } from "../task";
import { TRIED_MOMENTA } from "./names";
import type { Statistics } from "./normalise";

/** Running mean and variance, and the means under the tried momenta. */
const PER_LAYER = 3;

/** PyTorch's start: mean 0, variance 1. */
export function runningBuffers(layers: readonly number[]): Buffers {
  const shapes = layers.flatMap((columns, i) => [
    { name: `layer ${i + 1} running mean`, rows: 1, columns },
    { name: `layer ${i + 1} running variance`, rows: 1, columns },
    { name: `layer ${i + 1} tried means`, rows: TRIED_MOMENTA.length, columns },
  ]);
  const initial = shapes.flatMap(({ name, rows, columns }) =>
    new Array<number>(rows * columns).fill(name.endsWith("variance") ? 1 : 0),
  );
  return { shapes, initial: () => Float32Array.from(initial) };
}

export function runningStatistics(buffers: readonly Tensor[]): Statistics[] {
  return Array.from({ length: buffers.length / PER_LAYER }, (_, layer) => ({
    mean: at(buffers, PER_LAYER * layer),
    variance: at(buffers, PER_LAYER * layer + 1),
  }));
}

/** (1 − α) · before + α · now, PyTorch's and Keras's update; α = 1 gives `now` itself. */
const follow = (before: Tensor, now: Tensor, momentum: Tensor): Tensor =>
  add(mul(sub(1, momentum), before), mul(momentum, now));

/**
 * The buffers after one more batch of `samples`. The running variance takes the corrected one, as
 * in PyTorch.
 *
 * @param momentum α, [R, 1].
 */
export function followed(
  buffers: readonly Tensor[],
  batch: readonly Statistics[],
  momentum: Tensor,
  samples: number,
): Tensor[] {
  const alpha = reshape(momentum, [-1, 1, 1]);
  const tried = tensor([...TRIED_MOMENTA], [1, TRIED_MOMENTA.length, 1]);
  return batch.flatMap((now, layer) => {
    const [before, variance, means] = [0, 1, 2].map((i) => at(buffers, PER_LAYER * layer + i));
    if (!before || !variance || !means) throw new Error("the buffers of a layer are missing");
    const corrected = mul(now.variance, samples / (samples - 1));
    return [
      follow(before, now.mean, alpha),
      follow(variance, corrected, alpha),
      follow(means, now.mean, tried),
    ];
  });
}

/** (m − exact mean)² / exact variance, averaged over the units of all layers: [R, k, units] → [R, k]. */
function mismatchOf(means: readonly Tensor[], exact: readonly Statistics[]): Tensor {
  const units = means.map((found, layer) => {
    const { mean: right, variance } = exact[layer] ?? {};
    if (!right || !variance) throw new Error("the statistics of a layer are missing");
    return div(square(sub(found, right)), variance);
  });
  return mean(concat(units, 2), 2);
}

/** Of the running means, [R]. */
export const mismatch = (buffers: readonly Tensor[], exact: readonly Statistics[]): Tensor =>
  reshape(
    mismatchOf(
      runningStatistics(buffers).map((each) => each.mean),
      exact,
    ),
    [-1],
  );

/** Of the means under each of the tried momenta, [R, momenta]. */
export const triedMismatch = (buffers: readonly Tensor[], exact: readonly Statistics[]): Tensor =>
  mismatchOf(
    exact.map((_, layer) => at(buffers, PER_LAYER * layer + 2)),
    exact,
  );
