import { finalTrainLoss, finalValidationLoss } from "../../../src/probe/results/figures";
import type { Replica } from "../../../src/probe/results/run";
import type { FindingKind } from "../../../src/probe/verdict/findings/finding";
import { spirals } from "../../../src/probe/tasks/spirals";
import { inEnglish } from "../../../src/probe/verdict/sentence";
import { judge } from "../../../src/probe/verdict/verdict";
import type { Claim, Definition } from "../claim";
import { overDraws } from "../draws";
import { curve, seedsOf, smooth, spread } from "../statistics";

const STEPS = 1200;
const SEEDS = 16;
const RATE = 0.3;

const common = { length: { steps: STEPS }, optimizer: { name: "sgd", momentum: 0.9 } };
const DEFINITIONS: readonly Definition[] = [
  {
    name: "too fast",
    ...common,
    learningRate: [{ kind: "exponential", from: RATE, factor: 0.5, every: "15 steps" }],
  },
  { name: "too slow (never)", ...common, learningRate: RATE },
  { name: "cosine", ...common, learningRate: [{ kind: "cosine", from: RATE, to: 0 }] },
];

const NAMES: ReadonlyMap<FindingKind, string> = new Map([
  ["decayedAway", "as having come too early"],
  ["underFitting", "as under-fitting"],
]);

const gap = (replica: Replica): number =>
  (finalValidationLoss(replica) ?? NaN) - (finalTrainLoss(replica) ?? NaN);

/** S4: decay, not too fast, not too slow. */
export const s4: Claim = {
  id: "s4",
  title: "decay, neither too fast nor too slow",
  claim:
    "A rate that decays too fast stops before the loss is done (under-fitting); one that never decays keeps bouncing or over-fits; in between lies a decay that ends lower than both.",
  async run(lab) {
    const run = await lab.train({
      definitions: DEFINITIONS,
      task: "spirals",
      steps: STEPS,
      seeds: SEEDS,
    });
    const draws = await overDraws(
      lab,
      { definitions: DEFINITIONS, task: "spirals", steps: STEPS },
      spirals,
      [
        ["2", "0"],
        ["2", "1"],
      ],
    );
    const { comparisons, conclusion, findings } = judge(run);
    const better = comparisons.filter(
      ({ a, b, adjusted }) => a.schedule.id === "2" && b.schedule.id !== "2" && adjusted < 0.05,
    );
    const over = better.map(({ b }) => b.schedule.name);
    const fast = findings
      .filter(({ schedule }) => schedule === "0")
      .flatMap(({ kind }) => NAMES.get(kind) ?? []);
    const overFits = findings.some(({ kind }) => kind === "overFitting");
    return {
      verdict: `${over.length === 2 ? "Appears" : over.length === 1 ? "Appears in part" : "Does not appear at this scale"}: the cosine ends with a lower validation loss than ${over.length === 0 ? "neither" : over.map((name) => `"${name}"`).join(" and ")}${over.length === 1 ? " only" : ""}; the fast decay is named ${fast.length > 0 ? fast.join(" and ") : "nothing"}; over-fitting is ${overFits ? "" : "not "}found.`,
      setting: `Task \`spirals\`, SGD with momentum 0.9, peak rate ${RATE}, ${STEPS} steps (75 epochs of 512 points), ${SEEDS} seeds. The sentences are those of the verdict that the panel and the command line give.`,
      definitions: DEFINITIONS,
      tables: [
        [
          ["schedule", "training loss", "validation loss", "validation − training"],
          ...DEFINITIONS.map(({ name }, i) => [
            String(name),
            spread(seedsOf(run, i).map(finalTrainLoss)),
            spread(seedsOf(run, i).map(finalValidationLoss)),
            spread(seedsOf(run, i).map(gap)),
          ]),
        ],
        draws.table,
      ],
      sentences: [
        ...[...conclusion, ...findings.map(({ sentence }) => sentence)].map(inEnglish),
        ...draws.sentences,
      ],
      figures: [
        {
          name: "validation",
          figure: {
            title: "S4: validation loss",
            x: "step",
            y: "validation loss (mean and range over the seeds)",
            log: true,
            series: DEFINITIONS.map(({ name }, i) =>
              curve(String(name), i, seedsOf(run, i), ({ validation }) => validation),
            ),
          },
        },
        {
          name: "training",
          figure: {
            title: "S4: training loss",
            x: "step",
            y: "training loss (mean of 16 steps, one epoch)",
            log: true,
            series: DEFINITIONS.map(({ name }, i) =>
              curve(String(name), i, seedsOf(run, i), ({ train }) => smooth(train, 16)),
            ),
          },
        },
      ],
    };
  },
};
