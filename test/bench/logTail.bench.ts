import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseJson } from "../../src/core/parse/json";
import { runTold } from "../../src/core/recordings/runTold";
import { recordedSchedule, wallClockOf } from "../../src/core/recordings/recordedSchedule";
import { LogTail, type OpenLog } from "../../src/core/recordings/logTail";
import type { ReadLog } from "../../src/core/recordings/recording";
import { buildSchedule } from "../../src/core/schedule/build";
import { frozenCurve } from "../../src/host/frozen/frozenCurve";
import { shownSchedule } from "../../src/host/model/shown";
import { type Bench, type BenchRow, milliseconds, processorTime, spread } from "./measure";

const SIZE = 1e9;
const APPENDS = 60;
/** Of what is done more seldom. */
const SELDOM = 15;
const LINES = 100;
const STEPS = 4e7;
const COLUMNS = 1000;

const line = (step: number): string =>
  `${step},${(1e-3 * (1 - step / STEPS)).toPrecision(8)},${(2 / (1 + step / 1e5)).toPrecision(6)},${(step / 7).toFixed(3)}\n`;
const lines = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => line(from + i)).join("");

/** Writes rows until the file is that large; returns their number. */
function write(file: string): number {
  const descriptor = openSync(file, "w");
  let size = writeSync(descriptor, "step,lr,loss,timestamp\n");
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

const scheduled = (to: number) =>
  buildSchedule({
    length: { steps: STEPS },
    learningRate: { kind: "linear", from: 1e-3, to },
  }).schedule;
const plan = scheduled(0);
const other = scheduled(1e-4);

/** What a panel is told of it. */
function draw({ runs: [run] }: ReadLog, difference: boolean): void {
  const drawn = run && recordedSchedule(run, plan?.time);
  if (!drawn || "reason" in drawn) throw new Error("nothing to draw");
  const wall = wallClockOf(run, plan?.time);
  if (!wall) throw new Error("no times");
  const { schedule, document } = frozenCurve("run", "metrics.csv", drawn, parseJson("{}"));
  const view = { columns: COLUMNS, range: null, difference };
  const message = shownSchedule("run", "metrics.csv", schedule, document, view, plan);
  JSON.stringify({ ...message, wall });
}

async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "log-tail-"));
  try {
    return await measured(path.join(folder, "metrics.csv"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What is done more seldom, or only where it is asked for. */
const PARTS: Record<string, (log: ReadLog) => void> = {
  "sampled and told with the difference": (log) => {
    draw(log, true);
  },
  "explained where it follows its plan": ({ runs: [run], format }) =>
    run && runTold(run, format, plan),
  "explained where it doesn't": ({ runs: [run], format }) => run && runTold(run, format, other),
};

async function measured(file: string): Promise<BenchRow[]> {
  const count = write(file);
  const tail = new LogTail({ path: file, open: () => openLog(file) });
  const start = process.cpuUsage();
  await tail.read();
  const whole = processorTime(start);
  const times = new Map<string, number[]>();
  const timesOf = (name: string): number[] => {
    const known = times.get(name) ?? [];
    times.set(name, known);
    return known;
  };
  let written = count;
  const appended = async (): Promise<ReadLog> => {
    appendFileSync(file, lines(written, LINES));
    written += LINES;
    const log = await tail.read();
    if (!log) throw new Error("nothing was read");
    return log;
  };
  // what every append costs, and nothing beside it
  for (let i = 0; i < APPENDS; i++)
    await timed(timesOf("100 lines read, sampled and told"), async () => {
      draw(await appended(), false);
    });
  for (let i = 0; i < SELDOM; i++) {
    const log = await timed(timesOf("100 lines read"), appended);
    for (const [name, part] of Object.entries(PARTS))
      await timed(timesOf(name), () => {
        part(log);
      });
  }
  return [
    { name: "all of it, once", figures: { median: milliseconds(whole) } },
    ...[...times].map(([name, all]) => ({ name, figures: spread(all) })),
  ];
}

async function timed<T>(times: number[] | undefined, task: () => T | Promise<T>): Promise<T> {
  const start = process.cpuUsage();
  const result = await task();
  times?.push(processorTime(start));
  return result;
}

export const benches: Bench[] = [
  { title: "A log of 1 GB that is appended to, processor time", run },
];
