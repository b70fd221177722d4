import { add, matMul, mean, square, sub, type Tensor } from "@tensorflow/tfjs-core";
import { at } from "../engine/rules/rule";
import { randomStream } from "../random";
import { lstmFused, lstmPlain } from "./lstmCell";
import type { Block, Task, WeightShape } from "./task";

const LENGTH = 10;
const HIDDEN = 32;
const BATCH = 32;
const VALIDATION = 256;
/** A number, a mark, and the constant 1 that carries the bias. */
const ROWS = 3;

const WEIGHTS: readonly WeightShape[] = [
  { name: "gates weight", rows: 4 * HIDDEN, columns: HIDDEN + ROWS },
  { name: "output weight", rows: 1, columns: HIDDEN },
  { name: "output bias", rows: 1, columns: 1 },
];

/**
 * The adding problem (Hochreiter and Schmidhuber 1997, section 5.4): numbers uniform in [0, 1), two
 * of them marked, one in each half of the sequence; the target is their sum. One block [3, samples]
 * for each time step, at last the targets [1, samples].
 */
function sequences(samples: number, ...key: readonly (string | number)[]): Block[] {
  const random = randomStream("adding", ...key);
  const steps = Array.from({ length: LENGTH }, () => new Float32Array(ROWS * samples).fill(1));
  const targets = new Float32Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    const half = LENGTH / 2;
    const marked = [random.below(half), half + random.below(half)];
    steps.forEach((values, t) => {
      const number = random.uniform();
      values[sample] = number;
      values[samples + sample] = marked.includes(t) ? 1 : 0;
      if (marked.includes(t)) targets[sample] = (targets[sample] ?? 0) + number;
    });
  }
  return [
    ...steps.map((values) => ({ shape: [ROWS, samples], values })),
    { shape: [1, samples], values: targets },
  ];
}

/** PyTorch's ±1/√H, and a forget gate that is open at first (Jozefowicz et al. 2015). */
function initial(seed: number): Float32Array {
  const random = randomStream("weights", seed);
  const limit = 1 / Math.sqrt(HIDDEN);
  const columns = HIDDEN + ROWS;
  const values = Float32Array.from(
    { length: 4 * HIDDEN * columns + HIDDEN + 1 },
    () => limit * (2 * random.uniform() - 1),
  );
  for (let row = HIDDEN; row < 2 * HIDDEN; row++) values[row * columns + columns - 1] = 1;
  return values;
}

type Recurrence = (weight: Tensor, inputs: readonly Tensor[], size: number) => Tensor;

/** Mean squared error of the number read off the last state, [R]. */
function error(run: Recurrence, weights: readonly Tensor[], batch: readonly Tensor[]): Tensor {
  const last = run(at(weights, 0), batch.slice(0, LENGTH), HIDDEN);
  const found = add(matMul(at(weights, 1), last), at(weights, 2));
  return mean(square(sub(found, at(batch, LENGTH))), [1, 2]);
}

/** An LSTM that adds two marked numbers of a sequence. */
export function lstm(): Task {
  return {
    name: "lstm",
    about:
      "The adding problem of Hochreiter and Schmidhuber: 10 numbers between 0 and 1, two of them " +
      "marked, one in each half; the target is the sum of the two. Whoever always says 1 has a " +
      "mean squared error of 1/6 = 0.167, so that only a loss clearly below has learned to " +
      "remember. An LSTM of 32 units with a linear output, 4,513 weights, mini-batches of 32 " +
      "fresh sequences, 256 others for validation. The gradient comes through ten products with " +
      "the same weights. Under SGD with momentum 0.9 a rate of 1 from the first step on explodes " +
      "within ten steps; the same rate after a warmup of 60 steps, then decayed, learns to add.",
    weights: WEIGHTS,
    initialWeights: initial,
    batch: (seed, step) => sequences(BATCH, "train", seed, step),
    loss: (weights, batch) => error(lstmFused, weights, batch),
    reference: () => sequences(64, "reference"),
    curvatureLoss: (weights, batch) => error(lstmPlain, weights, batch),
    validation: () => sequences(VALIDATION, "validation"),
    measure: (weights, blocks) => ({ loss: error(lstmFused, weights, blocks) }),
  };
}
