import { argMax, cast, matMul, oneHot, reshape, tanh, type Tensor } from "@tensorflow/tfjs-core";
import { asBlocks, batches, firstBlocks, type Samples } from "./batches";
import { glorotUniform, layerShapes } from "./initial";
import { CONFUSION } from "./confusion";
import { accuracy, crossEntropy, dense, denseOfData } from "./layers";
import type { Task } from "./task";

/** The network's output before softmax: x [R, B, widths[0]] → [R, B, classes]. */
function logits(weights: readonly Tensor[], x: Tensor): Tensor {
  let hidden = x;
  for (let i = 0; i + 1 < weights.length; i += 2) {
    const [weight, bias] = [weights[i], weights[i + 1]];
    if (weight === undefined || bias === undefined) break;
    hidden = (i === 0 ? denseOfData : dense)(hidden, weight, bias);
    if (i + 2 < weights.length) hidden = tanh(hidden);
  }
  return hidden;
}

function pair(blocks: readonly Tensor[]): readonly [Tensor, Tensor] {
  const [inputs, labels] = blocks;
  if (inputs === undefined || labels === undefined) throw new Error("inputs and labels expected");
  return [inputs, labels];
}

/** Samples on which the curvature is measured. */
const REFERENCE = 256;

export interface ClassifierOptions {
  readonly name: string;
  readonly about: string;
  readonly hidden: readonly number[];
  readonly batchSize: number;
  readonly train: () => Samples;
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

/** A tanh network with softmax and cross-entropy, trained on mini-batches. */
export function classifier(options: ClassifierOptions): Task {
  const train = options.train();
  const weights = layerShapes([train.width, ...options.hidden, train.classes]);
  return {
    name: options.name,
    about: options.about,
    weights,
    initialWeights: (seed) => glorotUniform(weights, seed),
    batch: batches(train, options.batchSize),
    loss(w, batch) {
      const [inputs, labels] = pair(batch);
      return crossEntropy(logits(w, inputs), labels);
    },
    reference: () => firstBlocks(train, Math.min(train.count, REFERENCE)),
    validation: () => asBlocks(options.validation()),
    measure(w, blocks) {
      const [inputs, labels] = pair(blocks);
      const z = logits(w, inputs);
      return { loss: crossEntropy(z, labels), accuracy: accuracy(z, labels) };
    },
    ...(options.confusion === true && {
      extras: {
        // Only what stands at the end is shown.
        points: 1,
        observe(w: readonly Tensor[], blocks: readonly Tensor[]) {
          const [inputs, labels] = pair(blocks);
          return { [CONFUSION]: confusion(logits(w, inputs), labels) };
        },
      },
    }),
  };
}
