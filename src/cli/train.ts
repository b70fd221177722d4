import { cpuBackend } from "../probe/backends/cpu";
import type { BackendLoader } from "../probe/backends/loader";
import { wasmBackend } from "../probe/backends/wasm";
import { probeControl } from "../probe/control";
import type { ProbeRequest } from "../core/probeContract";
import type { ProbeControl, ProbeEvent } from "../probe/request";
import { newRun, takeEvent, type ProbeRun } from "../probe/results/run";
import { runProbe } from "../probe/run";
import { joinRuns } from "../probe/shards/joinRuns";
import { requestsOf, sharedOut, type Shard } from "../probe/shards/share";
import type { Environment } from "./environment";
import { UsageError } from "./exit";
import { ProgressLine } from "./progressLine";

export function loadersOf(environment: Environment): readonly BackendLoader[] {
  const read = async (name: string) => new Uint8Array(await environment.asset(name)).buffer;
  return [wasmBackend(read), cpuBackend];
}

/** Trains to the end, or until the user interrupts: what was trained by then is reported. */
export function train(request: ProbeRequest, environment: Environment): Promise<ProbeRun> {
  return interruptible(environment, (control) => trainOne(request, control, environment));
}

/** Trains a shard's share, one block of schedules × seeds after another. */
export async function trainShare(
  request: ProbeRequest,
  shard: Shard,
  environment: Environment,
): Promise<ProbeRun> {
  const [first, ...others] = requestsOf(request, shard);
  if (!first) {
    const most = sharedOut(request);
    const what = most < request.schedules.length * request.seeds.length ? "seeds" : "trainings";
    throw new UsageError(`${most} ${what} make no more than ${most} shards`);
  }
  return interruptible(environment, async (control) => {
    const runs: [ProbeRun, ...ProbeRun[]] = [await trainOne(first, control, environment)];
    for (const other of others) {
      if (runs.some(({ state }) => state !== "done")) break;
      runs.push(await trainOne(other, control, environment));
    }
    return joinRuns(newRun(request), runs);
  });
}

async function trainOne(
  request: ProbeRequest,
  control: ProbeControl,
  environment: Environment,
): Promise<ProbeRun> {
  const run = newRun(request);
  const progress = new ProgressLine(environment);
  const sink = (event: ProbeEvent): void => {
    takeEvent(run, event);
    progress.draw(event);
  };
  await runProbe(request, sink, control, loadersOf(environment));
  return run;
}

async function interruptible(
  environment: Environment,
  work: (control: ProbeControl) => Promise<ProbeRun>,
): Promise<ProbeRun> {
  const control = probeControl();
  const stopListening = environment.onInterrupt(() => {
    control.cancel();
  });
  try {
    return await work(control);
  } finally {
    stopListening();
  }
}
