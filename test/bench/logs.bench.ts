import { LogReading } from "../../src/core/recordings/readLog";
import { explain } from "../../src/core/recordings/explain/explain";
import { recordedCurve } from "../../src/core/recordings/recordedCurve";
import { sampleColumns } from "../../src/core/schedule/sample";
import { planOf } from "../../src/core/recordings/explain/plan";
import { buildSchedule } from "../../src/core/schedule/build";
import { maskedCrc32c } from "../../src/core/recordings/bytes/crc";
import { type Bench, type BenchRow, median, medians, milliseconds } from "./measure";

const POINTS = 1_000_000;
const CHUNK = 1 << 18;
const ROUNDS = 3;

const rate = (step: number): number => 1e-3 * (1 - step / POINTS);
const loss = (step: number): number => 2 / (1 + step / 1e5);
const lines = (of: (step: number) => string): string =>
  Array.from({ length: POINTS }, (_, step) => of(step)).join("\n");

const encoder = new TextEncoder();

/** One TFRecord. */
function record(data: Uint8Array): Uint8Array {
  const all = new Uint8Array(data.length + 16);
  const view = new DataView(all.buffer);
  view.setUint32(0, data.length, true);
  view.setUint32(8, maskedCrc32c(all, 0, 8), true);
  all.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc32c(data), true);
  return all;
}

/** An event of one float32, as PyTorch's SummaryWriter writes it. */
function event(step: number, tag: string, value: number): Uint8Array {
  const name = encoder.encode(tag);
  const head = new DataView(new ArrayBuffer(12));
  head.setFloat64(0, 1.7e9 + step, true);
  head.setFloat32(8, value, true);
  const bytes = new Uint8Array(head.buffer);
  const scalar = [0x0a, name.length, ...name, 0x15, ...bytes.subarray(8)];
  const count = [(step & 127) | 128, ((step >> 7) & 127) | 128, step >> 14];
  const summary = [0x2a, scalar.length + 2, 0x0a, scalar.length, ...scalar];
  return record(Uint8Array.of(0x09, ...bytes.subarray(0, 8), 0x10, ...count, ...summary));
}

function events(): Uint8Array {
  const all = Array.from({ length: 2 * POINTS }, (_, i) =>
    i % 2 === 0 ? event(i >> 1, "lr", rate(i >> 1)) : event(i >> 1, "loss", loss(i >> 1)),
  );
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of all) {
    bytes.set(one, at);
    at += one.length;
  }
  return bytes;
}

const trainerState = (): string => {
  const rows = lines((step) =>
    [
      "    {",
      `      "epoch": ${(step / 1e4).toFixed(4)},`,
      `      "learning_rate": ${rate(step)},`,
      `      "loss": ${loss(step).toFixed(4)},`,
      `      "step": ${step}`,
      `    }${step + 1 < POINTS ? "," : ""}`,
    ].join("\n"),
  );
  return `{\n  "log_history": [\n${rows}\n  ],\n  "max_steps": ${POINTS}\n}`;
};

const table = (): string =>
  `step,lr,loss\n${lines((step) => `${step},${rate(step).toPrecision(8)},${loss(step).toPrecision(6)}`)}`;

/** A million steps each, and at every one of them the rate and the loss: two million points. */
const LOGS: Readonly<Record<string, () => Uint8Array>> = {
  "metrics.csv": () => encoder.encode(table()),
  "log.jsonl": () =>
    encoder.encode(
      lines((step) => `{"step": ${step}, "learning_rate": ${rate(step)}, "loss": ${loss(step)}}`),
    ),
  "trainer_state.json": () => encoder.encode(trainerState()),
  "nanogpt.log": () =>
    encoder.encode(
      lines(
        (step) => `iter ${step}: loss ${loss(step).toFixed(4)}, lr ${rate(step).toExponential(6)}`,
      ),
    ),
  "events.out.tfevents.1": events,
};

function read(name: string, bytes: Uint8Array) {
  const reading = new LogReading(name);
  for (let at = 0; at < bytes.length; at += CHUNK) reading.push(bytes.subarray(at, at + CHUNK));
  return reading.end();
}

/** Milliseconds of the processor, other threads of the process included. */
const processorTime = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

function run(): BenchRow[] {
  return Object.entries(LOGS).map(([name, make]) => {
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
  { title: "Logs of two million points, processor time", run },
  { title: "A log of a million points drawn", run: drawing },
  { title: "Why a log of a million points differs", run: explaining },
];
