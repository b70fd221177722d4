import { MEASUREMENTS } from "../../../src/probe/request";
import { finalValidationLoss } from "../../../src/probe/results/figures";
import type { ProbeRun, Replica } from "../../../src/probe/results/run";
import type { Claim, Definition } from "../claim";
import { curve, measured, paired, seedsOf, smooth, spread, told, within } from "../statistics";

const STEPS = 300;
const SEEDS = 8;
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

const worst = ({ train }: Replica): number =>
  Math.max(
    ...smooth(
      train.filter(([step]) => step < EARLY),
      5,
    ).map(([, value]) => value),
  );

interface Compared {
  readonly rows: readonly (readonly string[])[];
  readonly sentences: readonly string[];
  readonly aligned: boolean;
  readonly lower: boolean;
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
  const peak = paired(warm.map(worst), cold.map(worst));
  const final = paired(warm.map(end), cold.map(end));
  const row = (name: string, replicas: readonly Replica[]): string[] => [
    name,
    String(rate),
    spread(replicas.map(alignment)),
    spread(replicas.map(worst)),
    spread(replicas.map(end)),
    String(replicas.filter(({ diverged }) => diverged).length),
  ];
  return {
    rows: [row("no warmup", cold), row("warmup", warm)],
    sentences: [
      `Rate ${rate}: successive gradients are better aligned with warmup, over its steps: ${told(cosine)}.`,
      `Rate ${rate}: the highest early loss (mean of 5 steps, first ${EARLY}) is lower with warmup: ${told(peak)}.`,
      `Rate ${rate}: the validation loss at the end is lower with warmup: ${told(final)}.`,
    ],
    aligned: cosine.p < 0.05 && cosine.lower > SEEDS / 2,
    lower: final.p < 0.05 && final.lower > SEEDS / 2,
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
    const shown = runs.at(-1);
    if (!shown) throw new Error("nothing was run");
    const rates = (pick: (each: Compared) => boolean): string =>
      RATES.filter((_, i) => found[i] && pick(found[i])).join(", ") || "none";
    const names = ["no warmup", "warmup"];
    return {
      verdict: `Gradients better aligned over the warmup at the rates: ${rates(({ aligned }) => aligned)}. A lower loss at the end at the rates: ${rates(({ lower }) => lower)} (of ${RATES.join(", ")}; p < 0.05 each, not corrected for the three).`,
      setting: `Task \`transformer\` (two post-LN blocks), Adam, ${STEPS} steps, ${SEEDS} seeds, the cosine of the angle between each gradient and the one before measured at every step.`,
      definitions: RATES.flatMap(definitions),
      tables: [
        [
          [
            "schedule",
            "peak rate",
            "cosine over the warmup",
            "highest early loss",
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
              curve(name, i, seedsOf(shown, i), (replica) =>
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
