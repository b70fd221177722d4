import { argMax, cast, div, equal, mul, sub, sum, type Tensor } from "@tensorflow/tfjs-core";
import { SAMPLE_TRACKS } from "../../../core/probeTracks";
import { at } from "../../engine/rules/rule";
import { asBlocks } from "../batches";
import { classifier } from "../classifier";
import { fewDigits, mislabelled } from "../digits/rows";
import { crossEntropy } from "../layers";
import { networkOutput, pair } from "../network";
import type { Task } from "../task";
import { sampleFactors } from "./margin";
import { FACTOR_RIGHT, FACTOR_WRONG, FITTED_RIGHT, MEMORISED } from "./names";
import { writtenCount } from "../../../core/text/format";

const SAMPLES = 600;
const WRONG = 0.3;

/** [R, B] of 0 and 1: where the network says what the label says. */
const fitted = (logits: Tensor, labels: Tensor): Tensor =>
  cast(equal(argMax(logits, -1), argMax(labels, -1)), "float32");

/** Mean of [R, B] where `where` [R, B] is 1; [R]. */
const meanWhere = (values: Tensor, where: Tensor): Tensor =>
  div(sum(mul(values, where), 1), sum(where, 1));

/** Digits of which three in ten have a wrong label, each sample with a rate by its margin. */
export function labelNoise(draw = 0): Task {
  const { train, validation } = fewDigits(SAMPLES, draw);
  const samplesOf = mislabelled(train, WRONG);
  const base = classifier({
    name: "labelNoise",
    about:
      `${writtenCount(SAMPLES)} of the handwritten digits, always the same ones; three in ten have a wrong ` +
      "label, drawn anew for each seed. A 64-64-10 tanh network with softmax, 4,810 weights, " +
      "mini-batches of 32; 359 digits with right labels for validation. Each sample's gradient is " +
      "multiplied by the factor of the definition's `samples` (1 without it): hard + (easy − hard) " +
      "· σ(margin / scale), the margin being the score of the label's class less the greatest " +
      "other one. Wrong labels have small margins until they are learned by heart. The training " +
      "loss is that without the factors. The factors that are told are those of all 600 digits.",
    hidden: [64],
    batchSize: 32,
    train: samplesOf,
    validation: () => validation,
  });
  return {
    ...base,
    tracks: {
      [SAMPLE_TRACKS.easy]: 1,
      [SAMPLE_TRACKS.hard]: 1,
      [SAMPLE_TRACKS.scale]: 1,
      [SAMPLE_TRACKS.meanOne]: 0,
    },
    loss(weights, batch, inputs) {
      const [x, labels] = pair(batch);
      return crossEntropy(networkOutput(weights, x), labels, (logits) =>
        sampleFactors(logits, labels, inputs),
      );
    },
    curvatureLoss: (weights, batch) =>
      crossEntropy(networkOutput(weights, at(batch, 0)), at(batch, 1)),
    validation(seed) {
      const samples = samplesOf(seed);
      const wrong = { shape: [samples.count], values: samples.wrong };
      return [...base.validation(seed), ...asBlocks(samples), wrong];
    },
    measure(weights, blocks, inputs) {
      const [trained, labels, wrong] = [at(blocks, 2), at(blocks, 3), at(blocks, 4)];
      const logits = networkOutput(weights, trained);
      const [fits, factors] = [fitted(logits, labels), sampleFactors(logits, labels, inputs)];
      const right = sub(1, wrong);
      return {
        ...base.measure(weights, blocks),
        more: {
          [MEMORISED]: meanWhere(fits, wrong),
          [FITTED_RIGHT]: meanWhere(fits, right),
          [FACTOR_WRONG]: meanWhere(factors, wrong),
          [FACTOR_RIGHT]: meanWhere(factors, right),
        },
      };
    },
  };
}
