import { probeControl } from "../../../src/probe/control";
import type { BackendLoader } from "../../../src/probe/backends/loader";
import type { ProbeRequest, ProbeSchedule } from "../../../src/core/probeContract";
import type { ProbeControl, ProbeEvent, ProbePoint, ProbeSeries } from "../../../src/probe/request";
import { runProbe, type RunOptions } from "../../../src/probe/run";

export const constant = (value: number, steps: number): number[] =>
  new Array<number>(steps).fill(value);

export function schedule(
  id: string,
  tracks: Record<string, readonly number[]>,
  optimizer = "sgd",
): ProbeSchedule {
  return { id, name: id, tracks, optimizer: { name: optimizer } };
}

/** Everything that a run told, gathered. */
export interface Told {
  readonly events: readonly ProbeEvent[];
  points(kind: "train" | "validation" | "accuracy", id: string, seed: number): ProbePoint[];
  measured(name: string, id: string, seed: number): ProbePoint[];
}

export async function run(
  request: ProbeRequest,
  loaders: readonly BackendLoader[],
  control: ProbeControl = probeControl(),
  onEvent: (event: ProbeEvent) => void = () => undefined,
  options: RunOptions = {},
): Promise<Told> {
  const events: ProbeEvent[] = [];
  const sink = (event: ProbeEvent): void => {
    events.push(event);
    onEvent(event);
  };
  await runProbe(request, sink, control, loaders, options);
  const series = (id: string, seed: number): ProbeSeries[] =>
    events.flatMap((event) =>
      event.type === "points"
        ? event.series.filter((one) => one.schedule === id && one.seed === seed)
        : [],
    );
  return {
    events,
    points: (kind, id, seed) => series(id, seed).flatMap((one) => one[kind]),
    measured: (name, id, seed) =>
      series(id, seed).flatMap(({ measured }) => measured?.[name] ?? []),
  };
}
