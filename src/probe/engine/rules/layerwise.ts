import {
  add,
  div,
  greater,
  logicalAnd,
  mul,
  onesLike,
  sqrt,
  square,
  sub,
  where,
  type Tensor,
} from "@tensorflow/tfjs-core";
import type { LayerSums } from "../layerSums";
import { ADAM, adamInputs, moments } from "./adam";
import { at, type RuleOptions, type UpdateRule } from "./rule";

/** Norms of each weight matrix, [R, layers]. */
const norms = (values: Tensor, layers: LayerSums): Tensor => sqrt(layers.sum(square(values)));

/** numerator / denominator where both norms are above 0, else 1. */
function ratio(weightNorm: Tensor, otherNorm: Tensor, quotient: Tensor): Tensor {
  return where(
    logicalAnd(greater(weightNorm, 0), greater(otherNorm, 0)),
    quotient,
    onesLike(quotient),
  );
}

/**
 * LAMB (You et al. 2020, arXiv 1904.00962, algorithm 2, φ the identity), as optax.lamb has it:
 * u = m̂ / (√v̂ + ε) + λ·w, then w ← w − η·(‖w‖ / ‖u‖)·u for each weight matrix.
 */
export function lamb({ weightDecay }: RuleOptions): UpdateRule {
  return {
    slots: 2,
    inputs: adamInputs,
    update({ weights, slots }, gradients, inputs, layers) {
      const { slots: next, direction } = moments(slots, gradients, inputs);
      const decay = at(inputs, ADAM.decay);
      const update = weightDecay ? add(direction, mul(decay, weights)) : direction;
      const [weightNorm, updateNorm] = [norms(weights, layers), norms(update, layers)];
      const trust = ratio(weightNorm, updateNorm, div(weightNorm, updateNorm));
      const scaled = mul(layers.spread(trust), update);
      return { weights: sub(weights, mul(at(inputs, ADAM.rate), scaled)), slots: next };
    },
  };
}

/** LARS's trust coefficient (You et al. 2017: 0.001). */
const TRUST = 0.001;

/**
 * LARS (You et al. 2017, arXiv 1708.03888, algorithm 1) for each weight matrix:
 * ηₗ = η·0.001·‖w‖ / (‖g‖ + λ·‖w‖ + ε), v ← μ·v + ηₗ·(g + λ·w), w ← w − v.
 */
export function lars(): UpdateRule {
  return {
    slots: 1,
    inputs: (value) => [
      value("learningRate"),
      value("weightDecay"),
      value("momentum"),
      value("epsilon"),
    ],
    update({ weights, slots }, gradients, inputs, layers) {
      const [rate, decay] = [at(inputs, 0), at(inputs, 1)];
      const [weightNorm, gradientNorm] = [norms(weights, layers), norms(gradients, layers)];
      const limit = add(add(gradientNorm, mul(decay, weightNorm)), at(inputs, 3));
      const trust = ratio(weightNorm, gradientNorm, div(mul(weightNorm, TRUST), limit));
      const decayed = add(gradients, mul(decay, weights));
      const step = mul(mul(rate, layers.spread(trust)), decayed);
      const velocity = add(mul(at(inputs, 2), at(slots, 0)), step);
      return { weights: sub(weights, velocity), slots: [velocity] };
    },
  };
}
