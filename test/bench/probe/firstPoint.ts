import type { BackendLoader } from "../../../src/probe/backends/loader";
import { probeControl } from "../../../src/probe/control";
import { runProbe } from "../../../src/probe/run";
import { median } from "../measure";
import { request } from "./speeds";

const RUNS = 3;

/** Milliseconds from the call to the first point of a loss, the first validation included. */
async function once(task: string, replicas: number, loader: BackendLoader): Promise<number> {
  const control = probeControl();
  const began = performance.now();
  let taken = Number.NaN;
  await runProbe(
    request(task, replicas),
    (event) => {
      if (event.type === "failed") throw new Error(event.message);
      if (event.type !== "points" || !Number.isNaN(taken)) return;
      taken = performance.now() - began;
      control.cancel();
    },
    control,
    [loader],
  );
  return taken;
}

/** The median of some runs of so many replicas. */
export async function firstPoint(
  task: string,
  replicas: number,
  loader: BackendLoader,
): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) times.push(await once(task, replicas, loader));
  return median(times);
}
