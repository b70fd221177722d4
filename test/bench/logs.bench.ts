import { LogReading } from "../../src/core/recordings/readLog";
import { explain } from "../../src/core/recordings/explain/explain";
import { recordedCurve } from "../../src/core/recordings/recordedCurve";
import { sampleColumns } from "../../src/core/schedule/sample";
import { planOf } from "../../src/core/recordings/explain/plan";
import { buildSchedule } from "../../src/core/schedule/build";
import { encoder, LOGS, loss, POINTS, table } from "./logs/made";
import { type Bench, type BenchRow, median, medians, milliseconds, processorTime } from "./measure";

const CHUNK = 1 << 18;
const ROUNDS = 3;

function read(name: string, bytes: Uint8Array) {
  const reading = new LogReading(name);
  for (let at = 0; at < bytes.length; at += CHUNK) reading.push(bytes.subarray(at, at + CHUNK));
  return reading.end();
}

function run(): BenchRow[] {
  const wished = (process.env["ONLY"] ?? "").split(",");
  const isWished = (name: string): boolean => wished.some((one) => name.includes(one));
  const logs = Object.entries(LOGS).filter(([name]) => isWished(name));
  return logs.map(([name, make]) => {
    const bytes = make();
    const times = Array.from({ length: ROUNDS }, () => {
      const start = process.cpuUsage();
      const { runs } = read(name, bytes);
      const count = [...(runs[0]?.series.values() ?? [])].reduce(
        (sum, { steps, stride }) => sum + steps.length * stride,
        0,
      );
      return (processorTime(start) / count) * 1e6;
    });
    const size = `${(bytes.length / 1e6).toFixed(0)} MB`;
    return { name, figures: { size, "a million points": milliseconds(median(times)) } };
  });
}

async function explaining(): Promise<BenchRow[]> {
  const definition = {
    length: { steps: POINTS },
    learningRate: { kind: "linear", from: 1e-3, to: 0 },
  };
  const { schedule } = buildSchedule(definition);
  const plan = schedule && planOf(schedule);
  const log = read("metrics.csv", encoder.encode(table()));
  const series = log.runs[0]?.series.get("learningRate");
  if (!plan || !series) return [];
  const { explained } = await medians({ explained: () => explain(plan, series) }, ROUNDS);
  return [{ name: "a log that follows its plan", figures: { time: milliseconds(explained) } }];
}

/** A picture of every point: what a frame costs before the canvas. */
async function drawing(): Promise<BenchRow[]> {
  const curve = recordedCurve({
    steps: Float64Array.from({ length: POINTS }, (_, step) => step),
    values: Float64Array.from({ length: POINTS }, (_, step) => loss(step) + (step % 101) / 500),
  });
  const sampled = (columns: number) => () => sampleColumns(curve, 0, POINTS - 1, columns);
  const figures = await medians({ narrow: sampled(800), wide: sampled(1600) }, 10 * ROUNDS);
  return [
    { name: "800 columns", figures: { "a frame": milliseconds(figures.narrow) } },
    { name: "1,600 columns", figures: { "a frame": milliseconds(figures.wide) } },
  ];
}

export const benches: Bench[] = [
  { title: "Logs of two million points, processor time", run },
  { title: "A log of a million points drawn", run: drawing },
  { title: "Why a log of a million points differs", run: explaining },
];
