import { readLog } from "../../../src/core/recordings/readLog";
import type { ReadLog, Recording } from "../../../src/core/recordings/recording";

const encoder = new TextEncoder();

export const readText = (path: string, text: string): ReadLog =>
  readLog(path, encoder.encode(text));

/** The points of a series of a run, as pairs. */
export function pairs(run: Recording | undefined, name: string): [number, number][] {
  const series = run?.series.get(name);
  return series ? Array.from(series.steps, (step, i) => [step, series.values[i] ?? NaN]) : [];
}
