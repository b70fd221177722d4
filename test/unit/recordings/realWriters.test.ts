import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readLogFile } from "../../../src/cli/logFile";
import { planBehind } from "../../../src/core/recordings/planBehind";
import type { Recording } from "../../../src/core/recordings/recording";
import { buildSchedule } from "../../../src/core/schedule/build";
import { call } from "../cli/capture";
import { pairs } from "./read";

const FOLDER = path.resolve(import.meta.dirname, "../../fixtures/recordings");

/** What writers.py handed to a writer, and the file that this wrote. */
interface ToldLog {
  readonly file: string;
  readonly format: string;
  /** The run's own name, where it has one. */
  readonly run?: string;
  readonly series: Readonly<Record<string, readonly (readonly [number, number | null])[]>>;
  readonly axis?: string;
  readonly precision?: "float32" | "exact";
  readonly digits?: number;
  /** The run's configuration, which stands in the file or beside it. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The rate of every update. */
  readonly rates?: readonly number[];
}

const logs = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => {
    const text = readFileSync(path.join(FOLDER, name, "told.json"), "utf8");
    const { logs } = JSON.parse(text) as { logs: readonly ToldLog[] };
    return logs.map((log) => ({
      ...log,
      file: path.join(FOLDER, name, log.file),
      name: `${name}/${log.file}`,
    }));
  });

/** A value as a writer of so many digits keeps it; null stands for NaN. */
const kept = (value: number | null, { precision, digits }: ToldLog): number => {
  if (value === null) return NaN;
  if (precision === "float32") return Math.fround(value);
  return digits === undefined ? value : Number(value.toPrecision(digits));
};

async function runOf(file: string): Promise<Recording> {
  const { runs } = await readLogFile(file);
  const [run] = runs;
  if (!run) throw new Error(`${file} has no run`);
  return run;
}

describe("a log by its real writer", () => {
  it.each(logs)("has what was told to it: $name", async (log) => {
    const read = await readLogFile(log.file);
    expect(read.format).toBe(log.format);
    expect(read.notes).toEqual([]);
    const [run] = read.runs;
    expect(run?.skipped).toBe(0);
    if (log.run !== undefined) expect(run?.name).toBe(log.run);
    for (const [name, points] of Object.entries(log.series)) {
      const wanted = points.map(([step, value]) => [step, kept(value, log)]);
      expect(pairs(run, name), name).toEqual(wanted);
    }
    expect(run?.series.get("learningRate")?.axis ?? "steps").toBe(log.axis ?? "steps");
    for (const [key, value] of Object.entries(log.settings ?? {}))
      expect(run?.hyperParameters.get(key), key).toBe(value);
  });

  it.each(logs)("is printed so by the command line: $name", async ({ file, series }) => {
    const { out, code } = await call("log", file, "--json");
    const { runs } = JSON.parse(out) as { runs: { series: Record<string, unknown[]> }[] };
    expect(code).toBe(0);
    for (const [name, points] of Object.entries(series))
      expect(runs[0]?.series[name], name).toHaveLength(points.length);
  });
});

const planned = logs.filter(({ settings, rates }) => settings !== undefined && rates !== undefined);

describe("the configuration that a real writer keeps", () => {
  it.each(planned)("is the plan of the run: $name", async ({ file, rates = [], settings }) => {
    const run = await runOf(file);
    const series = run.series.get("learningRate");
    if (!series) throw new Error("no rate");
    const { from, plan } = planBehind(run, series);
    if (settings?.["lr_scheduler_type"] === "step") return;
    expect(from).toBe("settings");
    const { schedule } = buildSchedule(plan);
    const wrong = rates.flatMap((rate, step) => {
      const found = schedule?.at(step)["learningRate"] ?? NaN;
      return Math.abs(found - rate) <= 1e-12 ? [] : [[step, rate, found]];
    });
    expect(wrong).toEqual([]);
  });
});
