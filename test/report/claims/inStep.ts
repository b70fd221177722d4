import { meanOf } from "../../../src/probe/results/figures";
import type { Replica } from "../../../src/probe/results/run";
import { EXACT_LOSS, MISMATCH } from "../../../src/probe/tasks/batchNorm/names";
import { ALIGNMENT, UNIFORMITY } from "../../../src/probe/tasks/contrastive/names";
import { EXCESS, SAMPLES } from "../../../src/probe/tasks/diffusion/names";
import { heldOut } from "../../../src/probe/tasks/diffusion/quality";
import { slicedWasserstein } from "../../../src/probe/tasks/diffusion/slicedWasserstein";
import { DRIFT } from "../../../src/probe/tasks/federated/names";
import {
  FACTOR_RIGHT,
  FACTOR_WRONG,
  FITTED_RIGHT,
  MEMORISED,
} from "../../../src/probe/tasks/labelNoise/names";
import { labelNoise } from "../../../src/probe/tasks/labelNoise/task";
import { weightDecay } from "../../../src/probe/tasks/weightDecay/task";
import { WEIGHT_NORM } from "../../../src/probe/tasks/weightDecay/names";
import type { Claim, Definition } from "../claim";
import { controlled } from "../controlled";

const last =
  (name: string) =>
  ({ measured }: Replica): number | undefined =>
    measured.get(name)?.at(-1)?.[1];

/** Mean over the run without its first tenth. */
const mean =
  (name: string, steps: number) =>
  ({ measured }: Replica): number | undefined =>
    meanOf((measured.get(name) ?? []).filter(([step]) => step > steps / 10));

const cosine = (name: string, steps: number, from: number, to: number): Definition => ({
  name,
  length: { steps },
  optimizer: { name: "sgd", momentum: 0.9 },
  learningRate: [{ kind: "cosine", from, to }],
});

const follow = (relation: object) => ({ follow: "learningRate", ...relation });

const s9 = controlled({
  id: "s9",
  title: "batch-norm momentum in step with the rate",
  claim: "The momentum of the running statistics should follow the rate.",
  task: "batchNorm",
  steps: 1200,
  definitions: [
    {
      ...cosine("momentum ∝ rate^⅔", 1200, 0.2, 0.002),
      batchNormMomentum: follow({
        relation: "power",
        exponent: 2 / 3,
        reference: { learningRate: 0.2, value: 0.1 },
      }),
    },
  ],
  figures: [
    ["loss with exact statistics", last(EXACT_LOSS)],
    ["mismatch after the first tenth", mean(MISMATCH, 1200)],
  ],
});

const s10 = controlled({
  id: "s10",
  title: "weight decay in step with the rate",
  claim: "A weight decay that grows as 1 / rate keeps its effect as the rate falls.",
  task: "weightDecay",
  byDraw: weightDecay,
  steps: 1000,
  definitions: [
    {
      ...cosine("decay ∝ 1 / rate", 1000, 0.1, 0.01),
      weightDecay: follow({ relation: "constantProduct", product: 0.00025 }),
    },
  ],
  figures: [["norm of the weights", last(WEIGHT_NORM)]],
});

const s11 = controlled({
  id: "s11",
  title: "augmentation in step with the rate",
  claim: "Augmentation should become stronger as the rate falls.",
  task: "augmentation",
  steps: 1000,
  definitions: [
    {
      ...cosine("intensity ∝ 1 / rate", 1000, 0.1, 0.01),
      augmentation: follow({ relation: "constantProduct", product: 0.0158 }),
    },
  ],
  figures: [],
});

const s11b = controlled({
  id: "s11b",
  title: "random shifts in step with the rate",
  claim: "Augmentation should become stronger as the rate falls, also where it shifts the images.",
  chosen:
    "One setting was tried, the product of S11 as pixels of shift in place of the noise, in as many steps as a prototype in PyTorch had taken for shifts.",
  task: "augmentation",
  steps: 600,
  definitions: [
    {
      ...cosine("shifts ∝ 1 / rate", 600, 0.1, 0.01),
      augmentation: follow({ relation: "constantProduct", product: 0.0158 }),
      pixelNoise: 0,
      pixelShift: 1,
    },
  ],
  figures: [],
});

const s12 = controlled({
  id: "s12",
  title: "rate and temperature in step",
  claim: "A rate in step with the temperature keeps the size of the updates.",
  task: "contrastive",
  steps: 600,
  data: "fresh views of one draw of the contents",
  definitions: [
    {
      name: "rate ∝ temperature",
      length: { steps: 600 },
      optimizer: { name: "sgd", momentum: 0.9 },
      temperature: [{ kind: "exponential", from: 1, to: 0.1 }],
      learningRate: {
        follow: "temperature",
        relation: "proportional",
        reference: { temperature: 1, value: 0.3 },
      },
    },
  ],
  figures: [
    ["alignment", last(ALIGNMENT)],
    ["uniformity", last(UNIFORMITY)],
  ],
});

const s13 = controlled({
  id: "s13",
  title: "a rate for each sample by its margin",
  claim: "Easy samples should be learned fast, hard ones slowly.",
  task: "labelNoise",
  byDraw: labelNoise,
  steps: 1200,
  definitions: [
    { ...cosine("easy 1, hard 0.1", 1200, 0.1, 0), samples: { by: "margin", easy: 1, hard: 0.1 } },
  ],
  figures: [
    ["wrong labels learned by heart", last(MEMORISED)],
    ["right labels learned", last(FITTED_RIGHT)],
    ["mean factor of wrong labels", last(FACTOR_WRONG)],
    ["mean factor of right labels", last(FACTOR_RIGHT)],
  ],
});

const s14 = controlled({
  id: "s14",
  title: "deeper layers decay more slowly",
  claim: "The rate of deeper layers should decay more slowly.",
  task: "deep",
  steps: 800,
  definitions: [
    {
      ...cosine("deeper layers slower", 800, 0.02, 0.00002),
      layers: { count: 6, decaySpeed: { shallow: 1, deep: 0.3 } },
    },
  ],
  figures: [],
});

const s15 = controlled({
  id: "s15",
  title: "drops at the boundaries of rounds",
  claim: "Under federated averaging the rate should drop where a round ends.",
  task: "federated",
  steps: 1000,
  data: "one draw of the digits, each client's of its own for each seed",
  definitions: [
    {
      name: "drops at rounds",
      length: { rounds: 100, stepsPerRound: 10 },
      optimizer: { name: "sgd" },
      learningRate: { kind: "multiStep", from: 0.3, at: ["60 rounds", "85 rounds"], factor: 0.1 },
      participation: 0.3,
      delay: 2,
    },
  ],
  figures: [
    [
      "validation loss, mean of the last ten rounds",
      ({ validation }) => meanOf(validation.slice(-6)),
    ],
    ["distance of the clients from their mean", last(DRIFT)],
  ],
});

const held = heldOut();
const distance = ({ extras }: Replica): number | undefined => {
  const points = extras[SAMPLES]?.at(-1)?.[1];
  return points && slicedWasserstein(points, held);
};
const third = (values: readonly [number, number, number]) =>
  values.map((value) => ({ kind: "constant", value, for: 500 }));

const s16 = controlled({
  id: "s16",
  title: "steps of the rate with the phases of noise",
  claim: "Where a diffusion model is trained in phases of noise, the rate should fall with them.",
  task: "diffusion",
  steps: 1500,
  data: "fresh data at every step",
  definitions: [
    {
      name: "steps with the phases",
      length: { steps: 1500 },
      optimizer: { name: "adam" },
      learningRate: third([0.01, 0.003, 0.0009]),
      noise: third([1, 0.5, 0]),
    },
  ],
  figures: [
    ["sliced Wasserstein distance of generated points", distance],
    ["loss above the floor, most noise", last(EXCESS.at(-1) ?? "")],
  ],
});

/** S9 to S16: what must move in step with the rate. */
export const inStep: readonly Claim[] = [s9, s10, s11, s11b, s12, s13, s14, s15, s16];
