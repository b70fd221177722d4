import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Bench, type BenchRow, ratio } from "./measure";

interface Finished {
  readonly type: string;
  readonly backend?: string;
  readonly stepsPerSecond?: number;
}

/** The worker as built, in a Chromium; a graphics card is played by SwiftShader where there is none. */
async function run(): Promise<BenchRow[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--import",
    "./scripts/typescript.mjs",
    "test/bench/probeInChromium/inChromium.ts",
  ]);
  const results = JSON.parse(stdout) as [string, Finished][];
  const base = results[0]?.[1].stepsPerSecond ?? NaN;
  return results.map(([asked, { backend, stepsPerSecond = NaN }]) => ({
    name: asked,
    figures: {
      ran: backend ?? "failed",
      "steps / s": stepsPerSecond.toFixed(1),
      ratio: ratio(stepsPerSecond, base),
    },
  }));
}

export const benches: Bench[] = [
  { title: "Probe in Chromium: spirals, 4 replicas, software graphics", run },
];
