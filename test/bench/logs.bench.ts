import { LogReading } from "../../src/core/recordings/readLog";
import { explain } from "../../src/core/recordings/explain/explain";
import { recordedCurve } from "../../src/core/recordings/recordedCurve";
import { sampleColumns } from "../../src/core/schedule/sample";
import { planOf } from "../../src/core/recordings/explain/plan";
import { buildSchedule } from "../../src/core/schedule/build";
import { type Bench, type BenchRow, medians, milliseconds } from "./measure";

const POINTS = 1_000_000;
const CHUNK = 1 << 18;
const ROUNDS = 3;

const rate = (step: number): number => 1e-3 * (1 - step / POINTS);
const loss = (step: number): number => 2 / (1 + step / 1e5);
const lines = (of: (step: number) => string): string =>
  Array.from({ length: POINTS }, (_, step) => of(step)).join("\n");

const LOGS: Readonly<Record<string, () => string>> = {
  "metrics.csv": () =>
    `step,lr,loss\n${lines((step) => `${step},${rate(step).toPrecision(8)},${loss(step).toPrecision(6)}`)}`,
  "log.jsonl": () =>
    lines((step) => `{"step": ${step}, "learning_rate": ${rate(step)}, "loss": ${loss(step)}}`),
  "nanogpt.log": () =>
    lines(
      (step) => `iter ${step}: loss ${loss(step).toFixed(4)}, lr ${rate(step).toExponential(6)}`,
    ),
};

function read(name: string, bytes: Uint8Array) {
  const reading = new LogReading(name);
  for (let at = 0; at < bytes.length; at += CHUNK) reading.push(bytes.subarray(at, at + CHUNK));
  return reading.end();
}

async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [name, text] of Object.entries(LOGS)) {
    const bytes = new TextEncoder().encode(text());
    const { reading } = await medians({ reading: () => read(name, bytes) }, ROUNDS);
    const size = `${(bytes.length / 1e6).toFixed(0)} MB`;
    rows.push({ name, figures: { size, "read in": milliseconds(reading) } });
  }
  return rows;
}

async function explaining(): Promise<BenchRow[]> {
  const definition = {
    length: { steps: POINTS },
    learningRate: { kind: "linear", from: 1e-3, to: 0 },
  };
  const { schedule } = buildSchedule(definition);
  const plan = schedule && planOf(schedule);
  const log = read("metrics.csv", new TextEncoder().encode(LOGS["metrics.csv"]?.()));
  const series = log.runs[0]?.series.get("learningRate");
  if (!plan || !series) return [];
  const { explained } = await medians({ explained: () => explain(plan, series) }, ROUNDS);
  return [{ name: "a log that follows its plan", figures: { time: milliseconds(explained) } }];
}

/** A picture of every point: what a frame costs before the canvas. */
async function drawing(): Promise<BenchRow[]> {
  const curve = recordedCurve(
    Float64Array.from({ length: POINTS }, (_, step) => step),
    Float64Array.from({ length: POINTS }, (_, step) => loss(step) + (step % 101) / 500),
  );
  const sampled = (columns: number) => () => sampleColumns(curve, 0, POINTS - 1, columns);
  const figures = await medians({ narrow: sampled(800), wide: sampled(1600) }, 10 * ROUNDS);
  return [
    { name: "800 columns", figures: { "a frame": milliseconds(figures.narrow) } },
    { name: "1,600 columns", figures: { "a frame": milliseconds(figures.wide) } },
  ];
}

export const benches: Bench[] = [
  { title: "Logs of a million points", run },
  { title: "A log of a million points drawn", run: drawing },
  { title: "Why a log of a million points differs", run: explaining },
];
