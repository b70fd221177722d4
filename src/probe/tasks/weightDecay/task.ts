import { addN, sqrt, square, sum, type Tensor } from "@tensorflow/tfjs-core";
import { classifier } from "../classifier";
import { fewDigits, mislabelled } from "../digits/rows";
import type { Task } from "../task";
import { WEIGHT_NORM } from "./names";
import { writtenCount } from "../../../core/text/format";

const SAMPLES = 300;
const WRONG = 0.2;

/** [R]: the matrices stand at even places, their biases behind them. */
function weightNorm(weights: readonly Tensor[]): Tensor {
  const matrices = weights.filter((_, i) => i % 2 === 0);
  return sqrt(addN(matrices.map((matrix) => sum(square(matrix), [1, 2]))));
}

/** Few samples, some with wrong labels: a network that learns them by heart unless it is held back. */
export function weightDecay(draw = 0): Task {
  const { train, validation } = fewDigits(SAMPLES, draw);
  const base = classifier({
    name: "weightDecay",
    about:
      `${writtenCount(SAMPLES)} of the handwritten digits, always the same ones; a fifth of them has a wrong ` +
      "label, drawn anew for each seed. A 64-64-10 tanh network with softmax, 4,810 weights, " +
      "mini-batches of 32; 359 digits with right labels for validation. It learns the wrong " +
      "labels by heart unless weight decay holds it back. Under decay that is added to the " +
      "gradient (SGD, Adam) the place where gradient and decay balance does not contain the rate: " +
      "a constant decay does not fade as the rate falls, and a decay that grows as 1 / rate pulls " +
      "the weights to 0 at the end.",
    hidden: [64],
    batchSize: 32,
    train: mislabelled(train, WRONG),
    validation: () => validation,
  });
  return {
    ...base,
    measure: (weights, blocks) => ({
      ...base.measure(weights, blocks),
      more: { [WEIGHT_NORM]: weightNorm(weights) },
    }),
  };
}
