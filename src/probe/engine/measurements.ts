import {
  concat,
  div,
  mul,
  sqrt,
  square,
  sub,
  sum,
  zerosLike,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { MEASUREMENTS } from "../request";
import type { WeightShape } from "../tasks/task";
import type { LayerSums } from "./layerSums";

/** Several numbers of each replica: `values` is [R, names.length]. */
export interface Measurement {
  readonly names: readonly string[];
  readonly values: Tensor;
}

/** What one update tells; all [R, P]. */
export interface Observed {
  readonly gradients: Tensor;
  /** The gradients one step before, where they are known. */
  readonly previous: Tensor | undefined;
  readonly before: Tensor;
  readonly after: Tensor;
}

const norm = (values: Tensor): Tensor => sqrt(sum(square(values), 1, true));

/** g·g′ / (‖g‖ ‖g′‖), [R, 1]; not a number where the gradient before is unknown or either is 0. */
function cosine(a: Tensor, b: Tensor | undefined): Tensor {
  if (b === undefined) return div(zerosLike(norm(a)), 0);
  return div(sum(mul(a, b), 1, true), mul(norm(a), norm(b)));
}

/** Gradient norm, alignment of successive gradients, and the update's size by weight matrix. */
export function measureUpdate(
  observed: Observed,
  weights: readonly WeightShape[],
  layers: LayerSums,
): Measurement {
  const { gradients, previous, before, after } = observed;
  const moved = layers.sum(square(sub(after, before)));
  const ratios = div(sqrt(moved), sqrt(layers.sum(square(before))));
  return {
    names: [
      MEASUREMENTS.gradientNorm,
      MEASUREMENTS.gradientCosine,
      MEASUREMENTS.updateNorm,
      ...weights.map(({ name }) => MEASUREMENTS.updateRatio + name),
    ],
    values: concat(
      [norm(gradients), cosine(gradients, previous), sqrt(sum(moved, 1, true)), ratios],
      1,
    ),
  };
}
