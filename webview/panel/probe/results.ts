import type { ProbeExtras, ProbeVector } from "../../../src/probe/extras";
import type { ProbeEvent, ProbePoint, ProbeRequest } from "../../../src/probe/request";
import type { ProbeState } from "../../../src/protocol/probe";

export interface Divergence {
  readonly step: number;
  readonly cause: string;
}

/** What one replica (a schedule with a seed) has shown so far. */
export interface Replica {
  readonly schedule: string;
  readonly seed: number;
  readonly train: ProbePoint[];
  readonly validation: ProbePoint[];
  /** What the task's own view draws, by name. */
  readonly extras: Record<string, ProbeVector[]>;
  /** Only the latest is shown. */
  accuracy: number | undefined;
  diverged: Divergence | undefined;
}

export type RunState = ProbeState["state"] | "preparing" | "interrupted";

/** A probe from its request to its end. */
export interface ProbeRun {
  state: RunState;
  readonly task: string;
  readonly steps: number;
  readonly schedules: readonly { readonly id: string; readonly name: string }[];
  readonly seeds: readonly number[];
  readonly replicas: Replica[];
  step: number;
  secondsLeft: number | undefined;
  backend: string | undefined;
  why: string | undefined;
  /** What the task is, in its own words. */
  about: string | undefined;
  seconds: number | undefined;
  stepsPerSecond: number | undefined;
  error: string | undefined;
}

/** A run before its first event. */
export function newRun({ task, steps, schedules, seeds }: ProbeRequest): ProbeRun {
  return {
    state: "preparing",
    task,
    steps,
    schedules: schedules.map(({ id, name }) => ({ id, name })),
    seeds: [...seeds],
    replicas: schedules.flatMap(({ id }) =>
      seeds.map((seed) => ({
        schedule: id,
        seed,
        train: [],
        validation: [],
        extras: {},
        accuracy: undefined,
        diverged: undefined,
      })),
    ),
    step: 0,
    secondsLeft: undefined,
    backend: undefined,
    why: undefined,
    about: undefined,
    seconds: undefined,
    stepsPerSecond: undefined,
    error: undefined,
  };
}

/** Takes an event of the engine into the run. */
export function takeEvent(run: ProbeRun, event: ProbeEvent): void {
  switch (event.type) {
    case "started":
      if (run.state === "preparing") run.state = "running";
      run.backend = event.backend;
      run.why = event.why;
      run.about = event.about;
      break;
    case "progress":
      run.step = event.step;
      run.secondsLeft = event.secondsLeft;
      break;
    case "points":
      for (const { schedule, seed, train, validation, accuracy, extras } of event.series) {
        const replica = replicaOf(run, schedule, seed);
        if (!replica) continue;
        append(replica.train, train);
        append(replica.validation, validation);
        appendExtras(replica, extras ?? {});
        replica.accuracy = accuracy.at(-1)?.[1] ?? replica.accuracy;
      }
      break;
    case "diverged": {
      const replica = replicaOf(run, event.schedule, event.seed);
      if (replica) replica.diverged = { step: event.step, cause: event.cause };
      break;
    }
    case "finished":
      run.state = event.cancelled ? "cancelled" : "done";
      run.step = event.steps;
      run.backend = event.backend;
      run.seconds = event.seconds;
      run.stepsPerSecond = event.stepsPerSecond;
      break;
    case "failed":
      run.state = "failed";
      run.error = event.message;
      break;
  }
}

/** A loop: a call with very many arguments would overflow the stack. */
function append(list: ProbePoint[], points: readonly ProbePoint[]): void {
  for (const point of points) list.push(point);
}

function appendExtras({ extras }: Replica, fresh: ProbeExtras): void {
  for (const [name, vectors] of Object.entries(fresh)) (extras[name] ??= []).push(...vectors);
}

const replicaOf = (run: ProbeRun, schedule: string, seed: number): Replica | undefined =>
  run.replicas.find((replica) => replica.schedule === schedule && replica.seed === seed);

export const isActive = ({ state }: ProbeRun): boolean =>
  state === "preparing" || state === "running" || state === "paused";

export interface Summary {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** Mean and extremes of the finite values; undefined where there are none. */
export function summarize(values: readonly (number | undefined)[]): Summary | undefined {
  const finite = values.filter((value) => value !== undefined && Number.isFinite(value));
  if (finite.length === 0) return undefined;
  const numbers = finite as number[];
  return {
    mean: numbers.reduce((sum, value) => sum + value, 0) / numbers.length,
    min: Math.min(...numbers),
    max: Math.max(...numbers),
    count: numbers.length,
  };
}

/** Mean over the replicas that have a point at a step and have not diverged, step by step. */
export function meanLine(series: readonly (readonly ProbePoint[])[]): ProbePoint[] {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const points of series) {
    for (const [step, value] of points) {
      if (!Number.isFinite(value)) continue;
      const at = sums.get(step);
      if (at) {
        at.sum += value;
        at.count++;
      } else sums.set(step, { sum: value, count: 1 });
    }
  }
  return [...sums].map(([step, { sum, count }]) => [step, sum / count] as const).sort(byStep);
}

const byStep = (a: ProbePoint, b: ProbePoint): number => a[0] - b[0];

/** Training losses of single batches are noisy: the last twentieth of the run is averaged. */
export function finalTrainLoss({ train }: Replica): number | undefined {
  const tail = train.slice(-Math.max(1, Math.round(train.length / 20)));
  return summarize(tail.map(([, value]) => value))?.mean;
}

const STATES: Record<RunState, ProbeState["state"]> = {
  idle: "idle",
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
    ...(run.replicas.some(({ train }) => train.length > 0) && {
      firstLoss: mean(({ train }) => train[0]?.[1]),
      lastLoss: mean(finalTrainLoss),
    }),
    ...(run.error !== undefined && { error: run.error }),
  };
}
