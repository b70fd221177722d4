import { argMax, cast, matMul, oneHot, reshape, type Tensor } from "@tensorflow/tfjs-core";
import { asBlocks, batches, firstBlocks, type Samples } from "./batches";
import { glorotUniform, layerShapes } from "./initial";
import { CONFUSION } from "./confusion";
import { accuracy, crossEntropy } from "./layers";
import { networkOutput, pair } from "./network";
import type { Block, Measured, Task } from "./task";

/** Samples on which the curvature is measured. */
const REFERENCE = 256;

export interface ClassifierOptions {
  readonly name: string;
  readonly about: string;
  readonly hidden: readonly number[];
  readonly batchSize: number;
  /** The same for every seed, or with labels of its own for each. */
  readonly train: (seed: number) => Samples;
  readonly validation: () => Samples;
  /** Tells at the end which classes are taken for which. */
  readonly confusion?: boolean;
}

/** [R, B, classes] twice → [R, classes²]. */
function confusion(z: Tensor, labels: Tensor): Tensor {
  const classes = labels.shape.at(-1) ?? 1;
  // Not "float32" at once: the wasm backend then writes the bits of whole numbers.
  const taken = cast(oneHot(argMax(z, -1), classes), "float32");
  return reshape(matMul(labels, taken, true, false), [-1, classes * classes]);
}

/** A task that measures, for others to build on. */
export interface Classifier extends Task {
  readonly validation: (seed: number) => readonly Block[];
  measure(weights: readonly Tensor[], blocks: readonly Tensor[]): Measured;
}

/** Any seed: all have the same inputs. */
const ANY = 0;

/** A tanh network with softmax and cross-entropy, trained on mini-batches. */
export function classifier(options: ClassifierOptions): Classifier {
  const train = options.train(ANY);
  const weights = layerShapes([train.width, ...options.hidden, train.classes]);
  return {
    name: options.name,
    about: options.about,
    weights,
    initialWeights: (seed) => glorotUniform(weights, seed),
    batch: batches(options.train, options.batchSize),
    loss(w, batch) {
      const [inputs, labels] = pair(batch);
      return crossEntropy(networkOutput(w, inputs), labels);
    },
    reference: () => firstBlocks(train, Math.min(train.count, REFERENCE)),
    validation: () => asBlocks(options.validation()),
    measure(w, blocks) {
      const [inputs, labels] = pair(blocks);
      const z = networkOutput(w, inputs);
      return { loss: crossEntropy(z, labels), accuracy: accuracy(z, labels) };
    },
    ...(options.confusion === true && {
      extras: {
        // Only what stands at the end is shown.
        points: 1,
        observe(w: readonly Tensor[], blocks: readonly Tensor[]) {
          const [inputs, labels] = pair(blocks);
          return { [CONFUSION]: confusion(networkOutput(w, inputs), labels) };
        },
      },
    }),
  };
}
