import { matMul, tensor2d, type Tensor } from "@tensorflow/tfjs-core";
import { at } from "../engine/rules/rule";
import { randomStream } from "../random";
import { layerNorm, MATRICES_OF_BLOCK, transformerBlock } from "./attention";
import { accuracy, crossEntropy } from "./layers";
import type { Block, Task, WeightShape } from "./task";
import { sentence, VOCABULARY } from "./tokens";

const LENGTH = 16;
const WIDTH = 32;
const WIDER = 64;
const BLOCKS = 2;
const BATCH = 8;
const VALIDATION = 64;

const square = (name: string): WeightShape => ({ name, rows: WIDTH, columns: WIDTH });

const block = (n: number): WeightShape[] => [
  ...["query", "key", "value", "output"].map((part) => square(`block ${n} ${part} weight`)),
  { name: `block ${n} up weight`, rows: WIDTH, columns: WIDER },
  { name: `block ${n} down weight`, rows: WIDER, columns: WIDTH },
];

const WEIGHTS: readonly WeightShape[] = [
  { name: "embedding weight", rows: VOCABULARY + LENGTH, columns: WIDTH },
  ...Array.from({ length: BLOCKS }, (_, i) => block(i + 1)).flat(),
  { name: "output weight", rows: WIDTH, columns: VOCABULARY },
];

/**
 * Sentences as blocks: [samples · LENGTH, VOCABULARY + LENGTH], the token's and the position's place
 * set to 1, so that the embedding of both is one product; the next token, [.., VOCABULARY].
 */
function sentences(samples: number, ...key: readonly (string | number)[]): Block[] {
  const random = randomStream("sentences", ...key);
  const width = VOCABULARY + LENGTH;
  const inputs = new Float32Array(samples * LENGTH * width);
  const labels = new Float32Array(samples * LENGTH * VOCABULARY);
  for (let sample = 0; sample < samples; sample++) {
    const tokens = sentence(LENGTH + 1, random);
    for (let position = 0; position < LENGTH; position++) {
      const row = sample * LENGTH + position;
      inputs[row * width + (tokens[position] ?? 0)] = 1;
      inputs[row * width + VOCABULARY + position] = 1;
      labels[row * VOCABULARY + (tokens[position + 1] ?? 0)] = 1;
    }
  }
  return [
    { shape: [samples * LENGTH, width], values: inputs },
    { shape: [samples * LENGTH, VOCABULARY], values: labels },
  ];
}

/** 0 where the row's position may look at the column's, a very negative number where it may not. */
const MASK = Float32Array.from({ length: LENGTH * LENGTH }, (_, i) =>
  i % LENGTH > Math.floor(i / LENGTH) ? -1e9 : 0,
);

/** Normal of variance 1 / rows; the embedding of variance ½, the output of 0.02² as in GPT-2. */
function initial(seed: number): Float32Array {
  const random = randomStream("weights", seed);
  return Float32Array.from(
    WEIGHTS.flatMap(({ name, rows, columns }) => {
      const inner = name.startsWith("embedding") ? Math.SQRT1_2 : 1 / Math.sqrt(rows);
      const deviation = name === "output weight" ? 0.02 : inner;
      return Array.from({ length: rows * columns }, () => deviation * random.normal());
    }),
  );
}

function logits(weights: readonly Tensor[], inputs: Tensor): Tensor {
  const batch = (inputs.shape[1] ?? LENGTH) / LENGTH;
  const shape = { batch, length: LENGTH, width: WIDTH };
  const mask = tensor2d(MASK, [LENGTH, LENGTH]);
  let x = layerNorm(matMul(inputs, at(weights, 0)));
  for (let i = 0; i < BLOCKS; i++) {
    const first = 1 + i * MATRICES_OF_BLOCK;
    x = transformerBlock(x, weights.slice(first, first + MATRICES_OF_BLOCK), mask, shape);
  }
  return matMul(x, at(weights, weights.length - 1));
}

/** A small transformer that learns a made-up language. */
export function transformer(): Task {
  return {
    name: "transformer",
    about:
      "Sentences of 16 of 16 tokens. Half of the tokens repeat the one four places before, the " +
      "others follow from the one just before (three followers each, with probabilities 0.6, 0.3 " +
      "and 0.1). Knowing nothing costs ln 16 = 2.77 nats a token, how often each token comes " +
      "2.64, the token before 1.63, everything 0.91: the loss falls in steps, as the embedding " +
      "and then the attention are learned. Two blocks of width 32, one head, normalised after " +
      "each sum as in the first transformer, the kind that is said to need warmup; 17,920 " +
      "weights, mini-batches of 8 fresh sentences, 64 others for validation. Made for Adam with " +
      "rates around 0.003 to 0.01.",
    weights: WEIGHTS,
    initialWeights: initial,
    batch: (seed, step) => sentences(BATCH, "train", seed, step),
    loss: (weights, batch) => crossEntropy(logits(weights, at(batch, 0)), at(batch, 1)),
    reference: () => sentences(32, "reference"),
    validation: () => sentences(VALIDATION, "validation"),
    measure(weights, blocks) {
      const found = logits(weights, at(blocks, 0));
      return { loss: crossEntropy(found, at(blocks, 1)), accuracy: accuracy(found, at(blocks, 1)) };
    },
  };
}
