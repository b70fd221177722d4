import { MEASUREMENTS } from "../../../src/probe/request";
import { finalValidationLoss, summarize } from "../../../src/probe/results/figures";
import type { Replica } from "../../../src/probe/results/run";
import type { Claim, Definition } from "../claim";
import { curve, measured, number, paired, seedsOf, spread, told } from "../statistics";

const STEPS = 240;
const SEEDS = 16;
const RATE = 1;

const common = { length: { steps: STEPS }, optimizer: { name: "sgd", momentum: 0.9 } };
const DEFINITIONS: readonly Definition[] = [
  { name: "no warmup", ...common, learningRate: [{ kind: "cosine", from: RATE, to: 0 }] },
  {
    name: "warmup of 60 steps",
    ...common,
    learningRate: [
      { kind: "linear", from: 0.016, to: RATE, for: "60 steps" },
      { kind: "cosine", to: 0 },
    ],
  },
  {
    name: "no warmup, a tenth of the rate",
    ...common,
    learningRate: [{ kind: "cosine", from: RATE / 10, to: 0 }],
  },
];

const norms = measured(MEASUREMENTS.gradientNorm);
const worst = (replica: Replica): number => {
  const all = norms(replica).map(([, value]) => value);
  return Math.max(...all.filter(Number.isFinite)) / (all[0] ?? NaN);
};
const end = (replica: Replica): number =>
  replica.diverged ? Infinity : (finalValidationLoss(replica) ?? NaN);

/** S7: an LSTM that explodes in its first steps. */
export const s7: Claim = {
  id: "s7",
  title: "an LSTM exploding in its first steps",
  claim:
    "At a rate that a recurrent network can bear later, it explodes in its first steps; a warmup prevents it.",
  async run(lab) {
    const run = await lab.train({
      definitions: DEFINITIONS,
      task: "lstm",
      steps: STEPS,
      seeds: SEEDS,
      measureEvery: 1,
    });
    const groups = DEFINITIONS.map((_, i) => seedsOf(run, i));
    const [cold = [], warm = [], low = []] = groups;
    const exploded = cold.filter(({ diverged }) => diverged);
    const againstCold = paired(warm.map(end), cold.map(end));
    const againstLow = paired(warm.map(end), low.map(end));
    const steps = summarize(exploded.map(({ diverged }) => diverged?.step));
    const learned = warm.filter((replica) => end(replica) < 1 / 6);
    return {
      verdict: `${exploded.length === SEEDS && learned.length === SEEDS ? "Appears" : "Appears in part"}: without warmup ${exploded.length} of ${SEEDS} seeds diverge${steps ? `, at step ${steps.min} to ${steps.max}` : ""}; with warmup to the same rate ${learned.length} of ${SEEDS} end below 1/6, the error of always saying 1.`,
      setting: `Task \`lstm\` (the adding problem of length 10, 32 units), SGD with momentum 0.9, ${STEPS} steps, ${SEEDS} seeds.`,
      definitions: DEFINITIONS,
      tables: [
        [
          [
            "schedule",
            "diverged",
            "greatest gradient norm, of the first",
            "validation loss at the end",
          ],
          ...DEFINITIONS.map(({ name }, i) => {
            const replicas = groups[i] ?? [];
            return [
              String(name),
              `${replicas.filter(({ diverged }) => diverged).length} of ${SEEDS}`,
              spread(replicas.map(worst), 2),
              spread(replicas.map(end)),
            ];
          }),
        ],
      ],
      sentences: [
        `With warmup below without, a diverged run counting as the worst: ${told(againstCold)}.`,
        `With warmup below a tenth of the rate without warmup: ${told(againstLow)}.`,
      ],
      figures: [
        {
          name: "norm",
          figure: {
            title: "S7: gradient norm",
            x: "step",
            y: "gradient norm",
            log: true,
            series: DEFINITIONS.map(({ name }, i) =>
              curve(String(name), i, groups[i] ?? [], norms),
            ),
          },
        },
        {
          name: "loss",
          figure: {
            title: `S7: training loss (always saying 1: ${number(1 / 6)})`,
            x: "step",
            y: "training loss",
            log: true,
            most: 100,
            series: DEFINITIONS.map(({ name }, i) =>
              curve(String(name), i, groups[i] ?? [], ({ train }) => train),
            ),
          },
        },
      ],
    };
  },
};
