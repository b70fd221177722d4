import type { ProbePoint } from "../../../src/probe/request";
import { newRun, takeEvent, type ProbeRun } from "../../../src/probe/results/run";

/** The curves of one schedule in a made run, as functions of seed and step. */
export interface Made {
  readonly train: (seed: number, step: number) => number;
  readonly validation?: (seed: number, step: number) => number;
  readonly rate?: (step: number) => number;
  /** Other tracks, by name. */
  readonly tracks?: Readonly<Record<string, (step: number) => number>>;
  /** The step at which a seed diverges. */
  readonly diverges?: (seed: number) => number | undefined;
}

/** A finished run with the given curves, gathered from events as the engine tells them. */
export function madeRun(
  schedules: Readonly<Record<string, Made>>,
  { steps = 200, seeds = 8, every = 10 } = {},
): ProbeRun {
  const numbers = Array.from({ length: seeds }, (_, i) => i + 1);
  const run = newRun({
    task: "spirals",
    steps,
    seeds: numbers,
    schedules: Object.entries(schedules).map(([id, { rate = () => 0.1, tracks = {} }]) => ({
      id,
      name: id,
      length: steps,
      tracks: Object.fromEntries(
        Object.entries({ learningRate: rate, ...tracks }).map(([name, at]) => [
          name,
          Array.from({ length: steps }, (_, step) => at(step)),
        ]),
      ),
      optimizer: { name: "sgd" },
    })),
  });
  const why = "a test";
  const started = {
    task: "spirals",
    about: "A test.",
    backend: "cpu",
    why,
    steps,
    replicas: 1,
    parameters: 1,
  } as const;
  takeEvent(run, { type: "started", ...started, from: 0 });
  for (const [schedule, made] of Object.entries(schedules)) {
    for (const seed of numbers) tell(run, schedule, seed, made, steps, every);
  }
  const end = {
    backend: "cpu",
    steps,
    cancelled: false,
    seconds: 1,
    stepsPerSecond: steps,
  } as const;
  takeEvent(run, { type: "finished", ...end });
  return run;
}

function tell(
  run: ProbeRun,
  schedule: string,
  seed: number,
  made: Made,
  steps: number,
  every: number,
): void {
  const end = made.diverges?.(seed);
  const until = end ?? steps;
  const at = (value: (seed: number, step: number) => number, count: number, size: number) =>
    Array.from({ length: count }, (_, i): ProbePoint => [i * size, value(seed, i * size)]);
  const train = at(made.train, until, 1);
  const validation = made.validation
    ? at(made.validation, Math.floor(until / every) + 1, every)
    : [];
  takeEvent(run, { type: "points", series: [{ schedule, seed, train, validation, accuracy: [] }] });
  if (end === undefined) return;
  takeEvent(run, { type: "diverged", schedule, seed, step: end, cause: "The loss overflowed." });
}

/** Deterministic noise in −1 … 1. */
export const noise = (seed: number, step: number): number =>
  2 * ((Math.abs(Math.sin(seed * 12.9898 + step * 78.233)) * 43758.5453) % 1) - 1;
