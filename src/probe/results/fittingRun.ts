import { MOST_RUN_BYTES } from "../../core/data/runBounds";
import type { ProbeRun } from "./run";
import { thinRun } from "./thin";

/** Points of a curve that is saved; a longer one is thinned until the file is small enough. */
const WHOLE = 1_000_000;

/** The text of a run's file, its curves thinned until the panel opens it. */
export function fittingText(run: ProbeRun, toFile: (run: ProbeRun) => unknown): string {
  for (let most = WHOLE; ; most /= 4) {
    const text = JSON.stringify(toFile(thinRun(run, most)));
    if (text.length <= MOST_RUN_BYTES || most < 100) return text;
  }
}
