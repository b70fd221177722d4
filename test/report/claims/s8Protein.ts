import { CHAINS } from "../../../src/probe/tasks/protein/chains";
import { finalValidationLoss } from "../../../src/probe/results/figures";
import type { Replica } from "../../../src/probe/results/run";
import { holm } from "../../../src/probe/verdict/holm";
import type { Claim, Definition } from "../claim";
import { curve, median, number, paired, seedsOf, told } from "../statistics";

const STEPS = 3000;
const SEEDS = 64;
const RATES = [0.003, 0.01, 0.03] as const;
const BEST = CHAINS[21].bestKnown;

const common = { length: { steps: STEPS }, optimizer: { name: "adam" } };
/** For each rate: a single decay, then the same with warm restarts. */
const DEFINITIONS: readonly Definition[] = RATES.flatMap((rate) => [
  {
    name: `decayed once from ${rate}`,
    ...common,
    learningRate: [{ kind: "cosine", from: rate, to: 0 }],
  },
  {
    name: `warm restarts from ${rate}`,
    ...common,
    learningRate: [{ kind: "cosineRestarts", from: rate, to: 0, period: "600 steps" }],
  },
]);

const energy = (replica: Replica): number => finalValidationLoss(replica) ?? NaN;

/** S8: protein folding. */
export const s8: Claim = {
  id: "s8",
  title: "a rugged landscape: folding a protein model",
  claim:
    "On a rugged landscape with many local minima, rates that are high again and again find lower energies than one that only falls.",
  async run(lab) {
    const run = await lab.train({
      definitions: DEFINITIONS,
      task: "protein",
      steps: STEPS,
      seeds: SEEDS,
    });
    const energies = DEFINITIONS.map((_, i) => seedsOf(run, i).map(energy));
    const tests = RATES.map((_, i) => paired(energies[2 * i + 1] ?? [], energies[2 * i] ?? []));
    const adjusted = holm(tests.map(({ p }) => p));
    const found = RATES.filter(
      (_, i) => (adjusted[i] ?? 1) < 0.05 && (tests[i]?.lower ?? 0) > SEEDS / 2,
    );
    const best = Math.min(...energies.flat());
    return {
      verdict: `${found.length > 0 ? `Appears at the rate ${found.join(", ")} of ${RATES.join(", ")}` : "Does not appear at this scale"}: restarts ${found.length > 0 ? "end" : "do not end reliably"} below a single decay. The best of all ${energies.flat().length} runs has the energy ${number(best, 4)}, the best published is ${BEST}: descent by gradients from open chains stops in folds that are far from the best, under every schedule tried.`,
      setting: `Task \`protein\` (Stillinger's AB model in the plane, 21 residues, Fibonacci sequence), Adam, ${STEPS} steps, ${SEEDS} starts. There is no noise: what a schedule does, it does by its steps alone. (Basin hopping finds −6.198 for this chain; see probes.md.)`,
      definitions: DEFINITIONS,
      tables: [
        [
          ["schedule", "median energy", "best of all starts", "starts below −1", "starts below −2"],
          ...DEFINITIONS.map(({ name }, i) => {
            const all = energies[i] ?? [];
            const below = (bound: number): string =>
              `${all.filter((value) => value < bound).length} of ${SEEDS}`;
            return [
              String(name),
              number(median(all)),
              number(Math.min(...all), 4),
              below(-1),
              below(-2),
            ];
          }),
        ],
      ],
      sentences: [
        ...RATES.map(
          (rate, i) =>
            `Rate ${rate}, warm restarts below a single decay: ${told(tests[i] ?? paired([], []))}, ${number(adjusted[i] ?? 1, 2)} after Holm's correction for ${RATES.length} rates.`,
        ),
        "Rates and optimizers tried before these: SGD from 0.003 to 0.3, with and without momentum, ended higher.",
      ],
      figures: [
        {
          name: "energy",
          figure: {
            title: "S8: energy of the fold, rate 0.01",
            x: "step",
            y: `energy (mean and range over ${SEEDS} starts)`,
            most: 4,
            series: [
              ...[2, 3].map((i) =>
                curve(
                  String(DEFINITIONS[i]?.["name"]),
                  i - 2,
                  seedsOf(run, i),
                  ({ validation }) => validation,
                ),
              ),
              {
                label: "best energy published",
                color: "#777777",
                dash: "1 3",
                points: [
                  [0, BEST],
                  [STEPS, BEST],
                ],
              },
            ],
          },
        },
      ],
    };
  },
};
