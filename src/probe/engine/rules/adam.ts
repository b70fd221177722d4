import { add, div, mul, sqrt, square, sub, type Tensor } from "@tensorflow/tfjs-core";
import { FUSED } from "../../fused";
import { fusedUpdate } from "./fusedUpdate";
import { at, type RuleOptions, type TrackValue, type UpdateRule } from "./rule";

/** Inputs common to Adam's family, in this order; the first is the rate, unchanged. */
export const ADAM = { rate: 0, decay: 1, beta1: 2, rest1: 3, beta2: 4, rest2: 5 } as const;
const MORE = { correction1: 6, correction2: 7, epsilon: 8 } as const;

/**
 * Bias corrections 1 / (1 − β₁ᵗ) and 1 / √(1 − β₂ᵗ) with the betas of the current update and
 * t counted from 1, as PyTorch, optax and Keras have them also where the betas change.
 */
export function adamInputs(value: TrackValue, step: number): readonly number[] {
  const [beta1, beta2] = [value("beta1"), value("beta2")];
  return [
    value("learningRate"),
    value("weightDecay"),
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
    1 / (1 - Math.pow(beta1, step + 1)),
    1 / Math.sqrt(1 - Math.pow(beta2, step + 1)),
    value("epsilon"),
  ];
}

export interface Moments {
  readonly slots: readonly Tensor[];
  /** m̂ / (√v̂ + ε), [R, P]. */
  readonly direction: Tensor;
}

/** The running moments after one more gradient, and Adam's direction (Kingma and Ba 2015). */
export function moments(
  slots: readonly Tensor[],
  gradients: Tensor,
  inputs: readonly Tensor[],
): Moments {
  const first = add(
    mul(at(inputs, ADAM.beta1), at(slots, 0)),
    mul(at(inputs, ADAM.rest1), gradients),
  );
  const squares = mul(at(inputs, ADAM.rest2), square(gradients));
  const second = add(mul(at(inputs, ADAM.beta2), at(slots, 1)), squares);
  const root = mul(sqrt(second), at(inputs, MORE.correction2));
  const corrected = mul(first, at(inputs, MORE.correction1));
  return {
    slots: [first, second],
    direction: div(corrected, add(root, at(inputs, MORE.epsilon))),
  };
}

const NAMES = [
  ...["weights", "gradients", "first", "second", "rate", "decay", "beta1", "rest1", "beta2"],
  ...["rest2", "correction1", "correction2", "epsilon"],
];

/**
 * torch.optim.Adam and torch.optim.AdamW of PyTorch 2. Adam adds λ·w to the gradient; AdamW
 * (Loshchilov and Hutter 2019, arXiv 1711.05101) first shrinks the weights by 1 − η·λ.
 */
export function adam({ weightDecay }: RuleOptions, decoupled: boolean): UpdateRule {
  return {
    slots: 2,
    inputs: adamInputs,
    // √v̂ + ε with v bias-corrected; the first moment's correction is 1 but for the first steps.
    preconditioner: (slots, inputs) =>
      add(mul(sqrt(at(slots, 1)), at(inputs, MORE.correction2)), at(inputs, MORE.epsilon)),
    update({ weights, slots }, gradients, inputs) {
      const whole = fusedUpdate(decoupled ? FUSED.adamW : FUSED.adam, NAMES, [
        weights,
        gradients,
        ...slots,
        ...inputs,
      ]);
      if (whole !== undefined) return whole;
      const [rate, decay] = [at(inputs, ADAM.rate), at(inputs, ADAM.decay)];
      const coupled = weightDecay && !decoupled ? add(gradients, mul(decay, weights)) : gradients;
      const { slots: next, direction } = moments(slots, coupled, inputs);
      const shrunk =
        weightDecay && decoupled ? sub(weights, mul(mul(rate, decay), weights)) : weights;
      return { weights: sub(shrunk, mul(rate, direction)), slots: next };
    },
  };
}
