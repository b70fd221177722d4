import { SourceText, type NewValue } from "../edit/change";
import { t } from "../text/words";

/** Something that is written in one go, with places to fill in: `${1:0.001}`. */
export interface Snippet {
  readonly label: string;
  readonly description: string;
  readonly value: NewValue;
}

/** A place to fill in, with what stands there until then. */
const place = (number: number, text: string): SourceText => new SourceText(`\${${number}:${text}}`);

const peak = place(1, "1e-3");
const share = place(2, '"5%"');
const warmup = { kind: "linear", from: 0, to: peak, for: share };

/** Single phases, the usual ones first. */
export const phaseSnippets: readonly Snippet[] = [
  {
    label: "linear warmup",
    description: t("From 0 to the peak in a straight line."),
    value: warmup,
  },
  {
    label: "cosine decay",
    description: t("To the end of the run, gentle at both ends."),
    value: { kind: "cosine", to: place(1, "0") },
  },
  {
    label: "linear decay",
    description: t("To the end of the run in a straight line."),
    value: { kind: "linear", to: place(1, "0") },
  },
  {
    label: "constant",
    description: t("One value for a part of the run."),
    value: { kind: "constant", value: place(1, "1e-3"), for: place(2, '"80%"') },
  },
  {
    label: "hold",
    description: t("Keeps the value at which the phase before it ends."),
    value: { kind: "hold", for: place(1, '"80%"') },
  },
  {
    label: "1-sqrt cooldown",
    description: t("The cooldown of warmup, stable, decay (Hägele et al. 2024)."),
    value: { kind: "oneMinusSqrt", to: place(1, "0"), for: place(2, '"20%"') },
  },
  {
    label: "step decay",
    description: t("Multiplies by a factor again and again."),
    value: { kind: "step", from: peak, factor: place(2, "0.1"), every: place(3, '"30%"') },
  },
  {
    label: "multi-step decay",
    description: t("Multiplies by a factor at milestones."),
    value: {
      kind: "multiStep",
      from: peak,
      factor: place(2, "0.1"),
      at: [place(3, '"50%"'), place(4, '"75%"')],
    },
  },
  {
    label: "exponential decay",
    description: t("Multiplies by a factor, evenly."),
    value: { kind: "exponential", from: peak, factor: place(2, "0.95"), every: place(3, '"1%"') },
  },
  {
    label: "cosine with restarts",
    description: t("SGDR: falls and starts again (Loshchilov & Hutter 2017)."),
    value: {
      kind: "cosineRestarts",
      from: peak,
      to: place(2, "0"),
      period: place(3, '"10%"'),
      periodGrowth: place(4, "2"),
    },
  },
  {
    label: "one-cycle",
    description: t("Up, down and far down (Smith & Topin 2018)."),
    value: { kind: "oneCycle", peak },
  },
];

/** Whole tracks of the learning rate. */
export const trackSnippets: readonly Snippet[] = [
  {
    label: "warmup, then cosine",
    description: t("What most recipes of today do."),
    value: [warmup, { kind: "cosine", to: place(3, "0") }],
  },
  {
    label: "warmup, then linear",
    description: t("As BERT and most fine-tuning."),
    value: [warmup, { kind: "linear", to: place(3, "0") }],
  },
  {
    label: "warmup, stable, decay",
    description: t("As MiniCPM: the end of the run can be chosen late."),
    value: [
      warmup,
      { kind: "hold", for: place(3, '"75%"') },
      { kind: "oneMinusSqrt", to: place(4, "0") },
    ],
  },
];

export const followerSnippet: Snippet = {
  label: "follow the learning rate",
  description: t("A value derived from the rate at each step."),
  value: {
    follow: "learningRate",
    relation: "inverse",
    range: [place(1, "0.95"), place(2, "0.85")],
  },
};

export const lengthSnippets: readonly Snippet[] = [
  {
    label: "run in steps",
    description: t("Optimizer updates of the run."),
    value: { steps: place(1, "10000") },
  },
  {
    label: "run in epochs, of samples",
    description: t("The steps of an epoch are counted from the data set's size."),
    value: {
      epochs: place(1, "90"),
      samples: place(2, "50000"),
      batchSize: place(3, "128"),
    },
  },
  {
    label: "run in epochs, of steps",
    description: t("For a loader of known length."),
    value: { epochs: place(1, "90"), stepsPerEpoch: place(2, "391") },
  },
  {
    label: "run in tokens",
    description: t("For language models."),
    value: { tokens: place(1, "1e9"), tokensPerStep: place(2, "524288") },
  },
  {
    label: "run in rounds",
    description: t("For federated training."),
    value: { rounds: place(1, "100"), stepsPerRound: place(2, "50") },
  },
];

/** Their names as the editor knows them, with what people set beside the name. */
export const optimizers: Readonly<Record<string, Readonly<Record<string, NewValue>>>> = {
  adamw: { beta2: place(1, "0.999"), weightDecay: place(2, "0.01") },
  adam: { beta2: place(1, "0.999") },
  sgd: { momentum: place(1, "0.9") },
  lion: { weightDecay: place(1, "0.1") },
  lamb: { weightDecay: place(1, "0.01") },
  nadam: {},
  radam: {},
  adamax: {},
  adagrad: {},
  rmsprop: {},
};
