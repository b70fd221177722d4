import { CANYON } from "../../../src/probe/theory/canyon";
import { expectedLoss, noiseFloor, totalLoss } from "../../../src/probe/theory/noisyQuadratic";
import type { Replica } from "../../../src/probe/results/run";
import type { Claim, Definition } from "../claim";
import { curve, number, paired, seedsOf, spread, told, within } from "../statistics";

const STEPS = 8000;
const SEEDS = 16;
const [HIGH, LOW] = [1, 0.05];

const common = { length: { steps: STEPS }, optimizer: { name: "sgd" } };
const DEFINITIONS: readonly Definition[] = [
  { name: "constant high", ...common, learningRate: HIGH },
  { name: "constant low", ...common, learningRate: LOW },
  {
    name: "high, then decayed",
    ...common,
    learningRate: [
      { kind: "constant", value: HIGH, for: "50%" },
      { kind: "exponential", to: 0.001 },
    ],
  },
];

/** The last eighth: some 50 evaluations, so that a floor is seen and not one of its bounces. */
const settled = ({ validation }: Replica): number => within(validation, (7 / 8) * STEPS, STEPS + 1);

/** Mean of the exact expectation over the same steps. */
function expected(rate: number): number {
  const rates = () => ({ learningRate: rate, momentum: 0 });
  const tail = totalLoss(expectedLoss(CANYON, STEPS, rates)).slice((7 / 8) * STEPS);
  return tail.reduce((sum, value) => sum + value, 0) / tail.length;
}

/** S1: a constant rate is too fast or too slow; noise keeps it at a floor. */
export const s1: Claim = {
  id: "s1",
  title: "the optimizer's dilemma",
  claim:
    "One fixed rate is too fast or too slow: a high one is held up by the noise of the mini-batches at a floor, a low one has not arrived when the run ends; a schedule that begins high and decays gets below both.",
  async run(lab) {
    const run = await lab.train({
      definitions: DEFINITIONS,
      task: "quadratic",
      steps: STEPS,
      seeds: SEEDS,
      evaluateEvery: 20,
    });
    const [high, low, decayed] = [0, 1, 2].map((i) => seedsOf(run, i).map(settled));
    if (!high || !low || !decayed) throw new Error("a schedule is missing");
    const belowHigh = paired(decayed, high);
    const belowLow = paired(decayed, low);
    const appears = Math.max(belowHigh.p, belowLow.p) < 0.05 && belowHigh.lower === SEEDS;
    return {
      verdict: appears
        ? "Appears. The high rate hovers at the floor that theory gives, the low rate is still on its way, the decayed one ends below both in every seed."
        : "Does not appear in full at this scale; the figures are below.",
      setting: `Task \`quadratic\` (32 directions, curvatures 1 … 1/1000, gradient noise), SGD, ${STEPS} steps, ${SEEDS} seeds. Loss: mean of the last eighth of the run. Floor: ½ Σ ηc / (2 − ηh). Expectation: the exact recursion of Zhang et al. 2019.`,
      definitions: DEFINITIONS,
      tables: [
        [
          ["schedule", "loss at the end", "exact expectation", "floor of that rate"],
          ["constant high", spread(high), number(expected(HIGH)), number(noiseFloor(CANYON, HIGH))],
          ["constant low", spread(low), number(expected(LOW)), number(noiseFloor(CANYON, LOW))],
          ["high, then decayed", spread(decayed), "", ""],
        ],
      ],
      sentences: [
        `Decayed below constant high: ${told(belowHigh)}.`,
        `Decayed below constant low: ${told(belowLow)}.`,
        `The high rate's measured floor is ${number(mean(high) / noiseFloor(CANYON, HIGH))} times the theoretical one.`,
      ],
      figures: [
        {
          name: "loss",
          figure: {
            title: "S1: loss under a high, a low and a decayed rate",
            x: "step",
            y: "loss (mean and range over 16 seeds)",
            log: true,
            series: [
              ...DEFINITIONS.map(({ name }, i) =>
                curve(String(name), i, seedsOf(run, i), ({ validation }) => validation),
              ),
              {
                label: "floor of the high rate, in theory",
                color: "#777777",
                dash: "1 3",
                points: [0, STEPS].map((x) => [x, noiseFloor(CANYON, HIGH)] as const),
              },
            ],
          },
        },
      ],
    };
  },
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
