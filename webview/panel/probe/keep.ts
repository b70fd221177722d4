import { readRunFile, toRunFile } from "../../../src/probe/results/runFile";
import type { RunFile } from "../../../src/probe/results/runSchema";
import type { ProbeRun } from "../../../src/probe/results/run";
import type { Overlay } from "./overlay";
import { thinRun } from "../../../src/probe/results/thin";

// A hidden webview loses its script; what is kept with `setState` comes back with it. Curves of
// long probes are thinned to what a chart can show.

/** Points kept in all; about 200 KB of JSON. */
const BUDGET = 10_000;
const DEFINITIONS = 20_000;

/** The run as plain data. What still runs is kept as what it will be when it comes back. */
export function keepRun(run: ProbeRun): RunFile {
  const each = Math.max(16, Math.floor(BUDGET / Math.max(1, seriesOf(run))));
  const file = toRunFile(thinRun(run, each), { digits: 6 });
  const definitions = file.schedules.reduce(
    (sum, { definition = "" }) => sum + definition.length,
    0,
  );
  if (definitions > DEFINITIONS) for (const schedule of file.schedules) delete schedule.definition;
  return file;
}

function seriesOf({ replicas, schedules }: ProbeRun): number {
  const curves = replicas.reduce((sum, { measured }) => sum + 3 + measured.size, 0);
  return curves + schedules.reduce((sum, { tracks }) => sum + tracks.size, 0);
}

/** The overlaid run beside the present one. */
export const keepOverlay = ({ label, run }: Overlay) => ({ label, run: keepRun(run) });

export function readKeptOverlay(kept: unknown): Overlay | undefined {
  if (typeof kept !== "object" || kept === null || !("label" in kept) || !("run" in kept)) {
    return undefined;
  }
  const run = readKeptRun(kept.run);
  return run && typeof kept.label === "string" ? { label: kept.label, run } : undefined;
}

/** Reads a kept run; undefined where there is none or it is not ours. */
export function readKeptRun(kept: unknown): ProbeRun | undefined {
  try {
    return readRunFile(kept);
  } catch {
    return undefined;
  }
}
