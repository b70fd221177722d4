import { basinOf, MINIMA, type Minimum } from "../../../src/probe/tasks/landscape/basins";
import { placesOf, POSITION } from "../../../src/probe/tasks/landscape/position";
import type { Replica } from "../../../src/probe/results/run";
import type { Claim, Definition } from "../claim";
import { curve, number, paired, seedsOf, spread, told } from "../statistics";

const STEPS = 1500;
const SEEDS = 64;
const [HIGH, LOW] = [0.3, 0.02];
/** Between the sharpest valley (5) and the flattest hole (18). */
const SHARP = 10;

const common = { length: { steps: STEPS }, optimizer: { name: "sgd" } };
const DEFINITIONS: readonly Definition[] = [
  { name: "low, decayed", ...common, learningRate: [{ kind: "cosine", from: LOW, to: 0 }] },
  { name: "high, decayed once", ...common, learningRate: [{ kind: "cosine", from: HIGH, to: 0 }] },
  {
    name: "warm restarts",
    ...common,
    learningRate: [{ kind: "cosineRestarts", from: HIGH, to: 0, period: "300 steps" }],
  },
];

function endOf(replica: Replica): Minimum | undefined {
  const place = placesOf(replica.extras[POSITION] ?? []).at(-1);
  return place && basinOf(place);
}
const sharpness = (replica: Replica): number => endOf(replica)?.curvatures[0] ?? NaN;
const height = (replica: Replica): number => endOf(replica)?.loss ?? NaN;
const isFlat = (replica: Replica): boolean => sharpness(replica) < SHARP;

/** S6: basins and flatness. */
export const s6: Claim = {
  id: "s6",
  title: "basins and flatness",
  claim:
    "A high or cyclical rate leaves sharp minima and ends in flat ones, where a low rate stays in the basin that it fell into first.",
  async run(lab) {
    const run = await lab.train({
      definitions: DEFINITIONS,
      task: "landscape",
      steps: STEPS,
      seeds: SEEDS,
    });
    const groups = DEFINITIONS.map((_, i) => seedsOf(run, i));
    const [low = [], once = [], restarts = []] = groups;
    const pairs = [
      {
        what: "Decayed once from the high rate, flatter than low",
        test: paired(once.map(sharpness), low.map(sharpness)),
      },
      {
        what: "Warm restarts, flatter than low",
        test: paired(restarts.map(sharpness), low.map(sharpness)),
      },
      {
        what: "Warm restarts, flatter than decayed once",
        test: paired(restarts.map(sharpness), once.map(sharpness)),
      },
    ];
    const [onceFlat, restartsFlat, against] = pairs.map(
      ({ test }) => test.p < 0.05 && test.lower > 0,
    );
    const flatShare = (replicas: readonly Replica[]): string =>
      `${replicas.filter(isFlat).length} of ${replicas.length}`;
    return {
      verdict: `${onceFlat && restartsFlat ? "Appears" : "Does not appear in full"}: ${flatShare(once)} seeds end in a flat valley from a high rate decayed once, ${flatShare(restarts)} with warm restarts, ${flatShare(low)} from a low rate. ${against ? "The restarts change what one decay gives" : "No advantage of restarts over one decay from the same high rate is shown"}.`,
      setting: `Task \`landscape\` (two wide valleys, five narrow holes, gradient noise), SGD, ${STEPS} steps, ${SEEDS} starts. Basin: where steepest descent leads from the end. Curvature: the larger eigenvalue of the Hessian at that minimum, by the formula.`,
      definitions: DEFINITIONS,
      tables: [
        [
          [
            "schedule",
            "in a flat valley",
            "curvature of the minimum",
            "height of the minimum",
            "in the deepest (a hole)",
          ],
          ...DEFINITIONS.map(({ name }, i) => {
            const replicas = groups[i] ?? [];
            return [
              String(name),
              flatShare(replicas),
              spread(replicas.map(sharpness)),
              spread(replicas.map(height)),
              `${replicas.filter((replica) => endOf(replica) === MINIMA[0]).length} of ${replicas.length}`,
            ];
          }),
        ],
        [
          ["minimum", "curvature", "height", ...DEFINITIONS.map(({ name }) => String(name))],
          ...MINIMA.map((minimum) => [
            minimum.name,
            number(minimum.curvatures[0]),
            number(minimum.loss),
            ...groups.map((replicas) =>
              String(replicas.filter((replica) => endOf(replica) === minimum).length),
            ),
          ]),
        ],
      ],
      sentences: [
        ...pairs.map(({ what, test }) => `${what}: ${told(test)}.`),
        "Flat is not low: the deepest minimum of this landscape is a hole. Seeds that end in the same basin count as ties, which the test drops.",
      ],
      figures: [
        {
          name: "height",
          figure: {
            title: "S6: height above the deepest place",
            x: "step",
            y: `loss (mean over ${SEEDS} starts)`,
            series: DEFINITIONS.map(({ name }, i) => {
              const line = curve(String(name), i, groups[i] ?? [], ({ validation }) => validation);
              // The starts are spread over the whole map: their range would hide the means.
              return { ...line, band: [] };
            }),
          },
        },
      ],
    };
  },
};
