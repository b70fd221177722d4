import { figureColor, figureDash, type FigureSeries } from "../../../src/core/svg/figure/figure";
import { DIRECTION_LOSSES } from "../../../src/probe/tasks/quadratic";
import { CANYON } from "../../../src/probe/theory/canyon";
import { expectedLoss } from "../../../src/probe/theory/noisyQuadratic";
import type { Replica } from "../../../src/probe/results/run";
import type { Claim, Definition } from "../claim";
import { number, seedsOf } from "../statistics";

const STEPS = 2000;
const SEEDS = 32;
const RATE = 0.5;
/** The steepest, two between, the flattest. */
const DIRECTIONS = [0, 10, 20, 31];

const DEFINITION: Definition = {
  name: "constant 0.5, then decayed",
  length: { steps: STEPS },
  optimizer: { name: "sgd" },
  learningRate: [
    { kind: "constant", value: RATE, for: "60%" },
    { kind: "cosine", to: 0 },
  ],
};

const vectors = (replica: Replica) => replica.extras[DIRECTION_LOSSES] ?? [];

/** Mean and standard error over the seeds of the loss in one direction, step by step. */
function measured(replicas: readonly Replica[], direction: number) {
  const [first] = replicas;
  return (first ? vectors(first) : []).map(([step], i) => {
    const values = replicas.map((replica) => vectors(replica)[i]?.[1][direction] ?? NaN);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { step, mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
  });
}

/** S5: the canyon. */
export const s5: Claim = {
  id: "s5",
  title: "steep and flat directions",
  claim:
    "In a canyon the steep directions converge at once and then bounce at their noise, the flat ones take a thousand times as long; a schedule's early high rate is for the flat directions, its decay for the steep ones.",
  async run(lab) {
    const run = await lab.train({
      definitions: [DEFINITION],
      task: "quadratic",
      steps: STEPS,
      seeds: SEEDS,
    });
    const replicas = seedsOf(run, 0);
    const points = run.schedules[0]?.tracks.get("learningRate") ?? [];
    const rates = (step: number) => ({
      learningRate: [...points].reverse().find(([from]) => from <= step)?.[1] ?? NaN,
      momentum: 0,
    });
    const theory = expectedLoss(CANYON, STEPS, rates);
    const rows = DIRECTIONS.map((direction) => {
      const curve = measured(replicas, direction);
      const exact = (step: number): number => theory[direction]?.[step] ?? NaN;
      const inside = curve.filter(
        ({ step, mean, error }) => Math.abs(mean - exact(step)) <= 2 * error + 1e-6,
      );
      const reached = curve.find(({ mean }) => mean < 0.05)?.step;
      const end = curve.at(-1);
      return {
        direction,
        curve,
        share: inside.length / curve.length,
        cells: [
          number(CANYON[direction]?.curvature ?? NaN),
          reached === undefined ? "not reached" : String(reached),
          number(curve.find(({ step }) => step >= 0.6 * STEPS)?.mean ?? NaN),
          number(end?.mean ?? NaN),
          number(exact(STEPS)),
          `${(100 * (inside.length / curve.length)).toFixed(0)}%`,
        ],
      };
    });
    const all = rows.reduce((sum, { share }) => sum + share, 0) / rows.length;
    const series = rows.flatMap(({ direction, curve }, i): FigureSeries[] => [
      {
        label: `curvature ${number(CANYON[direction]?.curvature ?? NaN)}`,
        color: figureColor(i),
        dash: figureDash(i),
        points: curve.map(({ step, mean }) => [step, mean]),
      },
      {
        label: i === 0 ? "exact expectation" : "",
        color: "#888888",
        width: 1,
        points: curve.map(({ step }) => [step, theory[direction]?.[step] ?? NaN]),
      },
    ]);
    return {
      verdict: `Appears: the steepest direction is at its noise within a few steps and falls further only when the rate decays, the flattest is still on its way at the end. The recursion lies within two standard errors of the measurement at ${(100 * all).toFixed(0)}% of the points (about 95% expected).`,
      setting: `Task \`quadratic\`, SGD, ${STEPS} steps, ${SEEDS} seeds. Every direction begins at loss ½. Exact expectation: the recursion of Zhang et al. 2019, drawn grey.`,
      definitions: [DEFINITION],
      tables: [
        [
          [
            "curvature",
            "step at which the loss is below 0.05",
            "loss before the decay",
            "loss at the end",
            "expected at the end",
            "within 2 standard errors",
          ],
          ...rows.map(({ cells }) => cells),
        ],
      ],
      sentences: [],
      figures: [
        {
          name: "directions",
          figure: {
            title: "S5: loss by eigen-direction, measured and exact",
            x: "step",
            y: `loss of the direction (mean over ${SEEDS} seeds)`,
            log: true,
            series,
          },
        },
      ],
    };
  },
};
