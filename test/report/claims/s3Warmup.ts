import { MEASUREMENTS } from "../../../src/probe/request";
import { finalValidationLoss } from "../../../src/probe/results/figures";
import type { ProbeRun, Replica } from "../../../src/probe/results/run";
import { holm } from "../../../src/probe/verdict/holm";
import type { Claim, Definition } from "../claim";
import {
  curve,
  measured,
  paired,
  type Paired,
  seedsOf,
  smooth,
  spread,
  told,
  within,
} from "../statistics";

const STEPS = 300;
const SEEDS = 16;
const WARMUP = 45;
const EARLY = 60;

const cosines = measured(MEASUREMENTS.gradientCosine);

function definitions(rate: number): readonly Definition[] {
  const common = {
    length: { steps: STEPS },
    optimizer: { name: "adam", beta1: 0.9, beta2: 0.999 },
  };
  return [
    {
      name: `no warmup, ${rate}`,
      ...common,
      learningRate: [{ kind: "cosine", from: rate, to: 0 }],
    },
    {
      name: `warmup of ${WARMUP} steps, ${rate}`,
      ...common,
      learningRate: [
        { kind: "linear", from: 0, to: rate, for: `${WARMUP} steps` },
        { kind: "cosine", to: 0 },
      ],
    },
  ];
}

const early = ({ train }: Replica): number => within(train, 0, EARLY);
interface Compared {
  readonly rows: readonly (readonly string[])[];
  readonly sentences: readonly string[];
  readonly cosine: Paired;
  readonly final: Paired;
}

function compare(run: ProbeRun, rate: number): Compared {
  const [cold, warm] = [seedsOf(run, 0), seedsOf(run, 1)];
  const alignment = (replica: Replica): number => within(cosines(replica), 1, WARMUP);
  const end = (replica: Replica): number =>
    replica.diverged ? Infinity : (finalValidationLoss(replica) ?? NaN);
  const cosine = paired(
    warm.map((r) => -alignment(r)),
    cold.map((r) => -alignment(r)),
  );
  const first = paired(warm.map(early), cold.map(early));
  const final = paired(warm.map(end), cold.map(end));
  const row = (name: string, replicas: readonly Replica[]): string[] => [
    name,
    String(rate),
    spread(replicas.map(alignment)),
    spread(replicas.map((replica) => within(cosines(replica), WARMUP, 2 * WARMUP))),
    spread(replicas.map(early)),
    spread(replicas.map(end)),
    String(replicas.filter(({ diverged }) => diverged).length),
  ];
  return {
    rows: [row("no warmup", cold), row("warmup", warm)],
    sentences: [
      `Rate ${rate}: successive gradients are better aligned with warmup, over its steps: ${told(cosine)}.`,
      `Rate ${rate}: the mean training loss of the first ${EARLY} steps is lower with warmup: ${told(first)}.`,
      `Rate ${rate}: the validation loss at the end is lower with warmup: ${told(final)}.`,
    ],
    cosine,
    final,
  };
}

const RATES = [0.003, 0.01, 0.03];

/** S3: warmup under Adam. */
export const s3: Claim = {
  id: "s3",
  title: "warmup and the alignment of gradients",
  claim:
    "Small steps first keep successive gradients aligned, and a run with warmup ends lower than the same run without.",
  async run(lab) {
    const runs: ProbeRun[] = [];
    for (const rate of RATES) {
      runs.push(
        await lab.train({
          definitions: definitions(rate),
          task: "transformer",
          steps: STEPS,
          seeds: SEEDS,
          measureEvery: 1,
        }),
      );
    }
    const found = runs.map((run, i) => compare(run, RATES[i] ?? NaN));
    const highest = runs.at(-1);
    if (!highest) throw new Error("nothing was run");
    /** The rates at which a test says so after Holm's correction for all of them. */
    const rates = (pick: (each: Compared) => Paired): string => {
      const tests = found.map(pick);
      const adjusted = holm(tests.map(({ p }) => p));
      const shown = RATES.filter(
        (_, i) => (adjusted[i] ?? 1) < 0.05 && (tests[i]?.lower ?? 0) > SEEDS / 2,
      );
      return shown.length === RATES.length ? "all" : shown.join(", ") || "none";
    };
    const names = ["no warmup", "warmup"];
    return {
      verdict: `Of the rates ${RATES.join(", ")}, gradients are better aligned over the warmup at: ${rates(({ cosine }) => cosine)}; the loss ends lower with warmup at: ${rates(({ final }) => final)} (p < 0.05 after Holm's correction for the three rates). Small steps do keep successive gradients aligned; whether that pays shows only where the rate is high.`,
      setting: `Task \`transformer\` (two post-LN blocks), Adam, ${STEPS} steps, ${SEEDS} seeds, the cosine of the angle between each gradient and the one before measured at every step.`,
      definitions: RATES.flatMap(definitions),
      tables: [
        [
          [
            "schedule",
            "peak rate",
            "cosine over the warmup",
            "cosine after it",
            "training loss, first 60 steps",
            "validation loss at the end",
            "diverged",
          ],
          ...found.flatMap(({ rows }) => rows),
        ],
      ],
      sentences: found.flatMap(({ sentences }) => sentences),
      figures: [
        {
          name: "cosine",
          figure: {
            title: `S3: alignment of successive gradients, peak rate ${RATES.at(-1) ?? ""}`,
            x: "step",
            y: "cosine between successive gradients (mean of 5 steps)",
            series: names.map((name, i) =>
              curve(name, i, seedsOf(highest, i), (replica) =>
                smooth(
                  cosines(replica).filter(([step]) => step < 100),
                  5,
                ),
              ),
            ),
          },
        },
        ...runs.map((run, k) => ({
          name: `loss-${k + 1}`,
          figure: {
            title: `S3: validation loss with and without warmup, peak rate ${RATES[k] ?? ""}`,
            x: "step",
            y: "validation loss",
            series: names.map((name, i) =>
              curve(name, i, seedsOf(run, i), ({ validation }) => validation),
            ),
          },
        })),
      ],
    };
  },
};
