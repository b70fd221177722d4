import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runTold } from "../../src/core/recordings/runTold";
import { recordedSchedule } from "../../src/core/recordings/recordedSchedule";
import { LogTail, type OpenLog } from "../../src/core/recordings/logTail";
import type { ReadLog } from "../../src/core/recordings/recording";
import { buildSchedule } from "../../src/core/schedule/build";
import { sampleColumns } from "../../src/core/schedule/sample";
import { type Bench, type BenchRow, milliseconds, processorTime, spread } from "./measure";

const SIZE = 1e9;
const APPENDS = 15;
const LINES = 100;
const STEPS = 4e7;
const COLUMNS = 1000;

const line = (step: number): string =>
  `${step},${(1e-3 * (1 - step / STEPS)).toPrecision(8)},${(2 / (1 + step / 1e5)).toPrecision(6)}\n`;
const lines = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => line(from + i)).join("");

/** Writes rows until the file is that large; returns their number. */
function write(file: string): number {
  const descriptor = openSync(file, "w");
  let size = writeSync(descriptor, "step,lr,loss\n");
  let count = 0;
  for (; size < SIZE; count += 100_000) size += writeSync(descriptor, lines(count, 100_000));
  closeSync(descriptor);
  return count;
}

/** As the extension's host opens a file beside it. */
async function openLog(file: string): Promise<OpenLog> {
  const handle = await open(file, "r");
  const { size, mtimeMs } = await handle.stat();
  return {
    size,
    age: 0,
    version: `${size} ${mtimeMs}`,
    slice: async (from, to) => {
      const { buffer, bytesRead } = await handle.read(
        new Uint8Array(to - from),
        0,
        to - from,
        from,
      );
      return buffer.subarray(0, bytesRead);
    },
    close: () => handle.close(),
  };
}

const { schedule: plan } = buildSchedule({
  length: { steps: STEPS },
  learningRate: { kind: "linear", from: 1e-3, to: 0 },
});

/** What is drawn of it. */
function draw({ runs: [run] }: ReadLog): void {
  const drawn = run && recordedSchedule(run, plan?.time);
  if (!drawn || "reason" in drawn) throw new Error("nothing to draw");
  for (const { curve } of drawn.tracks.values()) sampleColumns(curve, 0, drawn.length - 1, COLUMNS);
}

function tell({ runs: [run], format }: ReadLog): void {
  if (run) runTold(run, format, plan);
}

async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "log-tail-"));
  try {
    return await measured(path.join(folder, "metrics.csv"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measured(file: string): Promise<BenchRow[]> {
  const count = write(file);
  const tail = new LogTail({ path: file, open: () => openLog(file) });
  let start = process.cpuUsage();
  await tail.read();
  const whole = processorTime(start);
  const times = { read: [] as number[], drawn: [] as number[], explained: [] as number[] };
  for (let i = 0; i < APPENDS; i++) {
    appendFileSync(file, lines(count + LINES * i, LINES));
    start = process.cpuUsage();
    const log = await tail.read();
    times.read.push(processorTime(start));
    if (!log) throw new Error("nothing was read");
    start = process.cpuUsage();
    draw(log);
    times.drawn.push(processorTime(start));
    start = process.cpuUsage();
    tell(log);
    times.explained.push(processorTime(start));
  }
  return [
    { name: "all of it, once", figures: { median: milliseconds(whole) } },
    { name: "100 lines read", figures: spread(times.read) },
    { name: "curves made and sampled", figures: spread(times.drawn) },
    { name: "explained", figures: spread(times.explained) },
  ];
}

export const benches: Bench[] = [
  { title: "A log of 1 GB that is appended to, processor time", run },
];
