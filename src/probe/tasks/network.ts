import { tanh, type Tensor } from "@tensorflow/tfjs-core";
import { dense, denseOfData } from "./layers";

/**
 * The output of a network before softmax: x [R, B, widths[0]] → [R, B, classes].
 *
 * @param weights Weight and bias of each layer.
 * @param activation After each layer but the last.
 */
export function networkOutput(
  weights: readonly Tensor[],
  x: Tensor,
  activation: (x: Tensor) => Tensor = tanh,
): Tensor {
  let hidden = x;
  for (let i = 0; i + 1 < weights.length; i += 2) {
    const [weight, bias] = [weights[i], weights[i + 1]];
    if (weight === undefined || bias === undefined) break;
    hidden = (i === 0 ? denseOfData : dense)(hidden, weight, bias);
    if (i + 2 < weights.length) hidden = activation(hidden);
  }
  return hidden;
}

/** The first two blocks: inputs and labels. */
export function pair(blocks: readonly Tensor[]): readonly [Tensor, Tensor] {
  const [inputs, labels] = blocks;
  if (inputs === undefined || labels === undefined) throw new Error("inputs and labels expected");
  return [inputs, labels];
}
