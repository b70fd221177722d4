import { formatCount, formatNumber } from "../../../src/core/text/format";
import { isActive, type ProbeRun } from "../../../src/probe/results/run";
import { words } from "../strings";

/** How a run goes or how it ended, and whether it belongs to what is shown now. */
export const probeStatus = (run: ProbeRun, stale: boolean): string =>
  [statusText(run), stale && !isActive(run) ? words.stale() : ""].filter(Boolean).join(" · ");

function statusText(run: ProbeRun): string {
  const { stage } = run;
  const [step, of] = [formatCount(stage?.step ?? run.step), formatCount(run.steps)];
  const staged = (text: string): string =>
    stage ? `${words.stageOf(stage.at, stage.of)} · ${text}` : text;
  switch (run.state) {
    case "preparing":
      return words.starting();
    case "running":
      return [staged(words.stepOf(step, of)), timeLeft(run.secondsLeft)]
        .filter(Boolean)
        .join(" · ");
    case "paused":
      return `${words.paused()} · ${staged(words.stepOf(step, of))}`;
    case "done":
      // Nothing else ends a run before its last step.
      if (run.step < run.steps) return words.allDiverged(step, of);
      return words.finished(
        formatCount(run.step),
        run.seconds === undefined ? "?" : formatNumber(run.seconds, 2),
      );
    case "cancelled":
      return staged(words.cancelled(step, of));
    case "interrupted":
      return staged(words.interrupted(step, of));
    case "failed":
      return staged(words.stepOf(step, of));
  }
}

function timeLeft(seconds: number | undefined): string {
  if (seconds === undefined) return "";
  if (seconds > 90) return words.minutesLeft(Math.round(seconds / 60));
  return words.secondsLeft(Math.max(1, Math.round(seconds)));
}
