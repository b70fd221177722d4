import { add, mul, sub, type Tensor } from "@tensorflow/tfjs-core";
import { FUSED } from "../../fused";
import { fusedUpdate } from "./fusedUpdate";
import { at, type RuleOptions, type UpdateRule } from "./rule";

const NAMES = ["weights", "gradients", "velocity", "rate", "decay", "momentum"] as const;

/**
 * torch.optim.SGD of PyTorch 2 (dampening 0): with d = g + λ·w,
 * v ← μ·v + d, then w ← w − η·v; Nesterov: w ← w − η·(d + μ·v).
 * The rate multiplies the velocity, so that a change of the rate acts on all of it at once
 * (Goyal et al. 2017, arXiv 1706.02677, section 3, on the two conventions). One difference: at a
 * μ of exactly 0 PyTorch leaves v as it was, and takes it up again when μ is above 0; here v = d,
 * as the formula says.
 */
export function sgd({ nesterov, momentum, weightDecay }: RuleOptions): UpdateRule {
  const decayed = (weights: Tensor, gradients: Tensor, decay: Tensor): Tensor =>
    weightDecay ? add(gradients, mul(decay, weights)) : gradients;
  return {
    slots: momentum ? 1 : 0,
    inputs: (value) => [value("learningRate"), value("weightDecay"), value("momentum")],
    update({ weights, slots }, gradients, inputs) {
      const d = decayed(weights, gradients, at(inputs, 1));
      if (!momentum) return { weights: sub(weights, mul(at(inputs, 0), d)), slots: [] };
      const whole = fusedUpdate(nesterov ? FUSED.nesterov : FUSED.momentum, NAMES, [
        weights,
        gradients,
        at(slots, 0),
        ...inputs,
      ]);
      if (whole !== undefined) return whole;
      const velocity = add(mul(at(inputs, 2), at(slots, 0)), d);
      const direction = nesterov ? add(d, mul(at(inputs, 2), velocity)) : velocity;
      return { weights: sub(weights, mul(at(inputs, 0), direction)), slots: [velocity] };
    },
  };
}
