import { classifier } from "../classifier";
import { digitRows } from "../digits/rows";
import type { Task } from "../task";
import { writtenCount } from "../../../core/text/format";

const WIDTH = 32;
const HIDDEN_LAYERS = 5;

/** Six layers, each with a rate of its own where the definition has `layers`. */
export function deep(): Task {
  const { train, validation } = digitRows();
  const base = classifier({
    name: "deep",
    about:
      `All of the ${writtenCount(train.count)} handwritten digits for training, a tanh network of six layers of ` +
      "width 32 (64-32-32-32-32-32-10) with softmax, 6,634 weights, mini-batches of 32; 359 digits " +
      "for validation. Data and their split are the same for every seed. Each layer is trained " +
      "with the rate that the definition's `layers` gives it: where the definition counts another " +
      "number of layers, the six are spread evenly over them, first to first, last to last.",
    hidden: new Array<number>(HIDDEN_LAYERS).fill(WIDTH),
    batchSize: 32,
    train: () => train,
    validation: () => validation,
  });
  return {
    ...base,
    // A weight matrix and a bias each.
    layers: base.weights.map((_, i) => Math.floor(i / 2)),
    measurements: 40,
  };
}
