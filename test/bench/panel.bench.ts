import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Bench, BenchRow } from "./measure";

/** The claims of panel/claims.ts and what each is to stay below. */
const TITLES: Readonly<Record<string, string>> = {
  dragging: "Panel in Chromium: a handle is dragged (in-step, 4 tracks; to stay below 16 ms)",
  opening: "Panel in Chromium: opened (to stay below 300 ms)",
  bytes: "Panel: scripts loaded before a probe is started (to stay below 350 kB)",
  memory: "Panel in Chromium: memory over 10,000 updates (to stay flat)",
  frames: "Panel in Chromium: 10⁵ cycles, processor time (a frame at 60 Hz has 16.7 ms)",
  probing: "Panel in Chromium: its main thread while a probe trains (to stay below 16 ms)",
};

/** In a process of its own: the browser's driver cannot be bundled. */
async function measure(claim: string): Promise<BenchRow[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--import",
    "./scripts/typescript.mjs",
    "test/bench/panel/inChromium.ts",
    claim,
  ]);
  return JSON.parse(stdout) as BenchRow[];
}

const ONLY = process.env["ONLY"];

export const benches: Bench[] = Object.entries(TITLES)
  .filter(([claim]) => ONLY === undefined || claim === ONLY)
  .map(([claim, title]) => ({ title, run: () => measure(claim) }));
