import { relu, matMul, type Tensor } from "@tensorflow/tfjs-core";
import { at } from "../../engine/rules/rule";
import { asBlocks, batches } from "../batches";
import { fewDigits, mislabelled } from "../digits/rows";
import { heUniform } from "../initial";
import { accuracy, crossEntropy, dense } from "../layers";
import { pair } from "../network";
import type { Task, WeightShape } from "../task";
import { batchNormalise, normalise, statisticsOf, type Statistics } from "./normalise";
import { followed, mismatch, runningBuffers, runningStatistics, triedMismatch } from "./running";
import { EXACT_LOSS, MISMATCH, TRIED_MISMATCH } from "./names";
import { writtenCount } from "../../../core/text/format";

const SAMPLES = 1000;
const WRONG = 0.2;
const BATCH = 16;
const WIDTHS = [64, 32, 32, 10] as const;
const NORMALISED = [32, 32] as const;

/** Mean of (running mean − exact mean)² / exact variance over the units. */

const WEIGHTS: readonly WeightShape[] = WIDTHS.slice(1).flatMap((columns, i) => [
  { name: `layer ${i + 1} weight`, rows: WIDTHS[i] ?? 0, columns },
  ...(i < NORMALISED.length ? [{ name: `layer ${i + 1} gain`, rows: 1, columns }] : []),
  { name: `layer ${i + 1} bias`, rows: 1, columns },
]);
const LAST = 3 * NORMALISED.length;

/** How a normalised layer gets its statistics: from what enters it, or from outside. */
type Source = (x: Tensor, layer: number) => Statistics;

interface Passed {
  readonly logits: Tensor;
  readonly statistics: readonly Statistics[];
}

/** Linear layers without bias, normalised before ReLU; the last one is plain. */
function forward(
  weights: readonly Tensor[],
  x: Tensor,
  source: Source,
  norm: typeof normalise,
): Passed {
  let hidden = x;
  const statistics = NORMALISED.map((_, layer) => {
    const [weight, gain, bias] = [0, 1, 2].map((i) => at(weights, 3 * layer + i));
    if (!weight || !gain || !bias) throw new Error("a layer's weights are missing");
    const linear = matMul(hidden, weight);
    const used = source(linear, layer);
    hidden = relu(norm(linear, gain, bias, used));
    return used;
  });
  return { logits: dense(hidden, at(weights, LAST), at(weights, LAST + 1)), statistics };
}

const inTraining = (weights: readonly Tensor[], x: Tensor): Passed =>
  forward(weights, x, statisticsOf, batchNormalise);

/** The exact statistics under these weights: those of all training rows as one batch. */
const exactly = (weights: readonly Tensor[], rows: Tensor): readonly Statistics[] =>
  forward(weights, rows, statisticsOf, normalise).statistics;

function evaluated(
  weights: readonly Tensor[],
  x: Tensor,
  statistics: readonly Statistics[],
): Tensor {
  const source: Source = (_, layer) => {
    const used = statistics[layer];
    if (used === undefined) throw new Error("the statistics of a layer are missing");
    return used;
  };
  return forward(weights, x, source, normalise).logits;
}

/** A network with batch norm, whose running statistics follow with the momentum of a track. */
export function batchNorm(): Task {
  const { train, validation } = fewDigits(SAMPLES);
  const samplesOf = mislabelled(train, WRONG);
  return {
    name: "batchNorm",
    about:
      `${writtenCount(SAMPLES)} of the handwritten digits, always the same ones; a fifth of them has a wrong ` +
      "label, drawn anew for each seed. A 64-32-32-10 network with batch norm before each ReLU as " +
      "in PyTorch, 3,530 weights, mini-batches of 16. The running mean and variance follow those " +
      "of the batches with the track `batchNormMomentum` (0.1 without one): m ← (1 − α) m + α μ, " +
      "from mean 0 and variance 1. They are used on the 359 validation digits alone. Training " +
      "never sees them: schedules that differ in this track alone have the same training loss to " +
      "the last bit, and any spike that it causes is one of the validation loss. Measured beside " +
      "it: the validation loss with the exact statistics of all training rows, and the mismatch, " +
      "the mean over the units of (running mean − exact mean)² / exact variance.",
    weights: WEIGHTS,
    initialWeights: (seed) => heUniform(WEIGHTS, seed),
    tracks: { batchNormMomentum: 0.1 },
    buffers: runningBuffers(NORMALISED),
    batch: batches(samplesOf, BATCH),
    loss(weights, batch, { track, buffers, renew }) {
      const [x, labels] = pair(batch);
      const { logits, statistics } = inTraining(weights, x);
      renew(followed(buffers, statistics, track("batchNormMomentum"), BATCH));
      return crossEntropy(logits, labels);
    },
    validation: (seed) => [...asBlocks(validation), ...asBlocks(samplesOf(seed)).slice(0, 1)],
    measure(weights, blocks, { buffers }) {
      const [x, labels] = pair(blocks);
      const exact = exactly(weights, at(blocks, 2));
      const logits = evaluated(weights, x, runningStatistics(buffers));
      return {
        loss: crossEntropy(logits, labels),
        accuracy: accuracy(logits, labels),
        more: {
          [EXACT_LOSS]: crossEntropy(evaluated(weights, x, exact), labels),
          [MISMATCH]: mismatch(buffers, exact),
        },
      };
    },
    extras: {
      points: 50,
      observe: (weights, blocks, buffers) => ({
        [TRIED_MISMATCH]: triedMismatch(buffers, exactly(weights, at(blocks, 2))),
      }),
    },
  };
}
