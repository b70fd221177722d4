import { relu, type Tensor } from "@tensorflow/tfjs-core";
import { asBlocks, batches } from "../batches";
import { fewDigits } from "../digits/rows";
import { heUniform, layerShapes } from "../initial";
import { accuracy, crossEntropy } from "../layers";
import { networkOutput, pair } from "../network";
import type { Stage, StageTraining, Start, Trained } from "../stage";
import type { Task, WeightShape } from "../task";
import { keptShares, magnitudeMask, permutedMask } from "./masks";
import { KEPT, PERMUTED, REINITIALISED, ticketWith } from "./names";
import { writtenCount } from "../../../core/text/format";

const SAMPLES = 600;
const BATCH = 32;
/** Share of the weights that a ticket keeps, where no track `keep` says it. */
const KEEP = 0.1;

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/**
 * Tickets that each schedule has found, trained again with each; their controls with the schedule that
 * found them alone, since all schedules at once would double the work.
 */
function retraining(weights: readonly WeightShape[]): Stage {
  return {
    trainings: (schedules) =>
      upTo(schedules).flatMap((from) => [
        ...upTo(schedules).map((other) => ({ from, with: other, name: ticketWith(other) })),
        { from, with: from, name: REINITIALISED },
        { from, with: from, name: PERMUTED },
      ]),
    start(
      { name, from, with: other }: StageTraining,
      { seed, weights: trained, track }: Trained,
    ): Start {
      const mask = magnitudeMask(trained, weights, track("keep"));
      const rewound = heUniform(weights, seed);
      if (name === PERMUTED) return { weights: rewound, mask: permutedMask(mask, weights, seed) };
      if (name === REINITIALISED)
        return { weights: heUniform(weights, seed, "weights anew"), mask };
      const extras = { [KEPT]: keptShares(mask, weights) };
      return { weights: rewound, mask, ...(from === other && { extras }) };
    },
  };
}

/** Networks that are trained, pruned by magnitude, rewound to their start and trained again. */
export function lottery(): Task {
  const { train, validation } = fewDigits(SAMPLES);
  const weights = layerShapes([train.width, 64, 64, train.classes]);
  const output = (w: readonly Tensor[], inputs: Tensor): Tensor => networkOutput(w, inputs, relu);
  return {
    name: "lottery",
    about:
      `${writtenCount(SAMPLES)} of the handwritten digits, always the same ones; 359 for validation. A 64-64-64-10 ` +
      "ReLU network with softmax, 8,970 weights (He's initialisation), mini-batches of 32. It is " +
      "trained under each schedule; of its matrices the weights of the greatest magnitude are kept, " +
      "the share that the track `keep` has at the end (0.1 without it), the others are set to 0 and " +
      "stay there; the kept ones are rewound to their start and trained again under every " +
      "schedule that is compared, on the same batches, with the optimizer's memory empty. Two " +
      "controls are trained under the schedule that found the mask: the same mask with other " +
      "initial weights, and a mask with its places shuffled in each layer. The loss curves are those " +
      "of the whole network.",
    weights,
    initialWeights: (seed) => heUniform(weights, seed),
    batch: batches(() => train, BATCH),
    tracks: { keep: KEEP },
    loss(w, batch) {
      const [inputs, labels] = pair(batch);
      return crossEntropy(output(w, inputs), labels);
    },
    validation: () => asBlocks(validation),
    measure(w, blocks) {
      const [inputs, labels] = pair(blocks);
      const z = output(w, inputs);
      return { loss: crossEntropy(z, labels), accuracy: accuracy(z, labels) };
    },
    stages: [retraining(weights)],
  };
}
