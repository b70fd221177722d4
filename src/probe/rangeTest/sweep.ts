import type { ProbeRequest, ProbeSchedule } from "../../core/probeContract";

/** The rates of a range test (Smith 2017, arXiv 1506.01186, section 3.3). */
export interface Sweep {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  /** Exponential: in equal ratios. */
  readonly shape: "exponential" | "linear";
}

/** fastai's sweep, but for the first decade, where nothing moves, and with twice its 100 steps. */
export const USUAL_SWEEP: Sweep = { from: 1e-6, to: 10, steps: 200, shape: "exponential" };

/** What makes a sweep impossible, in one sentence; undefined where nothing does. */
export function checkSweep({ from, to, steps }: Sweep): string | undefined {
  if (!(from > 0 && Number.isFinite(from))) return `A sweep begins above 0, not at ${from}.`;
  if (!(to > from && Number.isFinite(to))) return `A sweep must end above ${from}, not at ${to}.`;
  if (!(Number.isSafeInteger(steps) && steps >= 20)) {
    return `A range test needs at least 20 steps, not ${steps}.`;
  }
  return undefined;
}

/** The rate of each step, rising from `from` to `to`. */
export function sweepRates({ from, to, steps, shape }: Sweep): number[] {
  return Array.from({ length: steps }, (_, step) => {
    const share = step / (steps - 1);
    return shape === "linear" ? from + (to - from) * share : from * Math.pow(to / from, share);
  });
}

/**
 * The request of a range test: one schedule's optimizer and task, its rate swept, every other track
 * held at its first value, so that nothing but the rate changes.
 */
export function rangeTestRequest(request: ProbeRequest, sweep: Sweep): ProbeRequest {
  const [schedule] = request.schedules;
  if (schedule === undefined) throw new Error("There is no schedule to test.");
  const { task, seeds, backend, data } = request;
  return {
    task,
    seeds,
    steps: sweep.steps,
    evaluateEvery: sweep.steps,
    schedules: [swept(schedule, sweep)],
    ...(backend !== undefined && { backend }),
    ...(data !== undefined && { data }),
  };
}

function swept({ tracks, ...schedule }: ProbeSchedule, sweep: Sweep): ProbeSchedule {
  const held = Object.entries(tracks).map(([name, values]): [string, number[]] => [
    name,
    new Array<number>(sweep.steps).fill(values[0] ?? 0),
  ]);
  return { ...schedule, tracks: { ...Object.fromEntries(held), learningRate: sweepRates(sweep) } };
}
