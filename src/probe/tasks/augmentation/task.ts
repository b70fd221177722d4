import { add, mul, reshape } from "@tensorflow/tfjs-core";
import { at } from "../../engine/rules/rule";
import { randomStream } from "../../random";
import { classifier } from "../classifier";
import { fewDigits } from "../digits/rows";
import { crossEntropy } from "../layers";
import { networkOutput } from "../network";
import type { Task } from "../task";
import { writtenCount } from "../../../core/text/format";

const SAMPLES = 200;

/** Few samples, and noise on their pixels whose standard deviation is the track `augmentation`. */
export function augmentation(): Task {
  const { train, validation } = fewDigits(SAMPLES);
  const base = classifier({
    name: "augmentation",
    about:
      `${writtenCount(SAMPLES)} of the handwritten digits, always the same ones, pixels from −1 to 1. Normal noise ` +
      "is added to every pixel, fresh at each step, its standard deviation that of the track " +
      "`augmentation` (0 without one); the 359 digits for validation are clean. A 64-64-10 tanh " +
      "network with softmax, 4,810 weights, mini-batches of 32. The training loss is that on the " +
      "noisy pixels.",
    hidden: [64],
    batchSize: 32,
    train: () => train,
    validation: () => validation,
  });
  return {
    ...base,
    tracks: { augmentation: 0 },
    batch(seed, step) {
      const blocks = base.batch(seed, step);
      const random = randomStream("pixels", seed, step);
      const shape = blocks[0]?.shape ?? [];
      const size = shape.reduce((product, side) => product * side, 1);
      return [...blocks, { shape, values: random.normals(size) }];
    },
    loss(weights, batch, { track }) {
      const intensity = reshape(track("augmentation"), [-1, 1, 1]);
      const noisy = add(at(batch, 0), mul(intensity, at(batch, 2)));
      return crossEntropy(networkOutput(weights, noisy), at(batch, 1));
    },
    // The curvature is that on the clean pixels.
    curvatureLoss: (weights, batch) =>
      crossEntropy(networkOutput(weights, at(batch, 0)), at(batch, 1)),
  };
}
