import { add, mul, reshape, type Tensor } from "@tensorflow/tfjs-core";
import { at } from "../../engine/rules/rule";
import { randomStream } from "../../random";
import { classifier } from "../classifier";
import { fewDigits } from "../digits/rows";
import { crossEntropy } from "../layers";
import { networkOutput } from "../network";
import type { Block, LossInputs, Task } from "../task";
import { writtenCount } from "../../../core/text/format";
import { shifted } from "./shift";

const SAMPLES = 200;

/** Normal noise of deviation 1 for every pixel of a batch. */
function unitNoise(seed: number, step: number, { shape, values }: Block): Block {
  return { shape, values: randomStream("pixels", seed, step).normals(values.length) };
}

/** Shifts of every image of a batch, down and to the right, from −1 to 1. */
function unitShifts(seed: number, step: number, samples: number): Block {
  const random = randomStream("shifts", seed, step);
  const values = Float32Array.from({ length: 2 * samples }, () => 2 * random.uniform() - 1);
  return { shape: [samples, 2], values };
}

/** The images of a batch, shifted and noisy by as much as the tracks say. */
function augmented(batch: readonly Tensor[], { track, given }: LossInputs): Tensor {
  const intensity = track("augmentation");
  const times = (unit: Tensor, strength: Tensor): Tensor =>
    mul(reshape(mul(intensity, strength), [-1, 1, 1]), unit);
  const clean = at(batch, 0);
  // Shifts of 0 change no bit, but cost two products.
  const images = given("pixelShift")
    ? shifted(clean, times(at(batch, 3), track("pixelShift")))
    : clean;
  return add(images, times(at(batch, 2), track("pixelNoise")));
}

/** Few samples, with noise on their pixels and shifts as strong as the track `augmentation` says. */
export function augmentation(): Task {
  const { train, validation } = fewDigits(SAMPLES);
  const base = classifier({
    name: "augmentation",
    about:
      `${writtenCount(SAMPLES)} of the handwritten digits, always the same ones, pixels from −1 to 1. Normal noise ` +
      "is added to every pixel, fresh at each step, its standard deviation that of the track " +
      "`augmentation` (0 without one) times that of `pixelNoise` (1 without one). Before that each " +
      "image is shifted at random, fresh at each step, down or up and to either side by at most " +
      "`augmentation` times `pixelShift` pixels (0 without one), fractions interpolated. The 359 " +
      "digits for validation are clean. A 64-64-10 tanh " +
      "network with softmax, 4,810 weights, mini-batches of 32. The training loss is that on the " +
      "augmented pixels.",
    hidden: [64],
    batchSize: 32,
    train: () => train,
    validation: () => validation,
  });
  return {
    ...base,
    tracks: { augmentation: 0, pixelNoise: 1, pixelShift: 0 },
    batch(seed, step) {
      const blocks = base.batch(seed, step);
      const [images] = blocks as readonly [Block];
      const [samples = 0] = images.shape;
      return [...blocks, unitNoise(seed, step, images), unitShifts(seed, step, samples)];
    },
    loss: (weights, batch, inputs) =>
      crossEntropy(networkOutput(weights, augmented(batch, inputs)), at(batch, 1)),
    // The curvature is that on the clean pixels.
    curvatureLoss: (weights, batch) =>
      crossEntropy(networkOutput(weights, at(batch, 0)), at(batch, 1)),
  };
}
