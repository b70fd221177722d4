import { finalTrainLoss, summarize } from "../../../src/probe/results/figures";
import {
  hasPoints,
  type ProbeRun,
  type Replica,
  type RunState,
} from "../../../src/probe/results/run";
import type { ProbeState } from "../../../src/protocol/probe";

const STATES: Record<RunState, ProbeState["state"]> = {
  preparing: "running",
  running: "running",
  paused: "paused",
  done: "done",
  cancelled: "cancelled",
  interrupted: "cancelled",
  failed: "failed",
};

/** The run as the host is told of it. */
export function probeState(run: ProbeRun): ProbeState {
  const whole = run.replicas.filter(({ diverged }) => !diverged);
  const mean = (pick: (replica: Replica) => number | undefined): number | null =>
    summarize(whole.map(pick))?.mean ?? null;
  return {
    state: STATES[run.state],
    step: run.step,
    steps: run.steps,
    ...(run.backend !== undefined && { backend: run.backend }),
    ...(hasPoints(run) && {
      firstLoss: mean(({ train }) => train[0]?.[1]),
      lastLoss: mean(finalTrainLoss),
    }),
    ...(run.error !== undefined && { error: run.error }),
  };
}
