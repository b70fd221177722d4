import { cpuBackend } from "../probe/backends/cpu";
import type { BackendLoader } from "../probe/backends/loader";
import { wasmBackend } from "../probe/backends/wasm";
import { probeControl } from "../probe/control";
import type { ProbeRequest } from "../core/probeContract";
import type { ProbeControl, ProbeEvent, ProbeSink } from "../probe/request";
import { newRun, takeEvent, type ProbeRun } from "../probe/results/run";
import { runProbe } from "../probe/run";
import { JoinedEvents } from "../probe/shards/joinEvents";
import { joinRuns } from "../probe/shards/joinRuns";
import { partsOf } from "../probe/shards/parts";
import { requestsOf, sharedOut, type Shard } from "../probe/shards/share";
import type { Environment } from "./environment";
import { UsageError } from "./exit";
import { ProgressLine } from "./progressLine";

export function loadersOf(environment: Pick<Environment, "asset">): readonly BackendLoader[] {
  const read = async (name: string) => new Uint8Array(await environment.asset(name)).buffer;
  return [wasmBackend(read), cpuBackend];
}

/** Each has the program and its memory once more. */
const MOST_THREADS = 4;

/**
 * Trains to the end, or until the user interrupts: what was trained by then is reported. A long run
 * is shared out among threads, and the same to the last bit.
 */
export function train(request: ProbeRequest, environment: Environment): Promise<ProbeRun> {
  return interruptible(environment, (control) => trainShared(request, control, environment));
}

async function trainShared(
  request: ProbeRequest,
  control: ProbeControl,
  environment: Environment,
): Promise<ProbeRun> {
  const { threads } = environment;
  const progress = new ProgressLine(environment);
  const stop = new AbortController();
  const joined = new JoinedEvents((event) => {
    progress.draw(event);
    if (event.type !== "failed") return;
    // What the others would still train is of no run.
    control.cancel();
    stop.abort();
  });
  const tell = joined.part();
  let own = newRun(request);
  let others: Promise<ProbeRun>[] = [];
  const sink = (event: ProbeEvent): void => {
    if (event.type === "started" && event.shares) {
      const [first, ...rest] = partsOf(request, event.shares);
      own = newRun(first);
      others = rest.map((part) =>
        trainElsewhere(part, joined.part(), { control, stop: stop.signal }, environment),
      );
    }
    takeEvent(own, event);
    tell(event);
  };
  const workers = Math.min(MOST_THREADS, threads?.count ?? 1);
  await runProbe(request, sink, control, loadersOf(environment), { workers });
  const runs = await Promise.all(others);
  return runs.length === 0 ? own : atOnce(request, [own, ...runs]);
}

/** A thread that is lost takes with it what it had trained: its part is trained anew in this one. */
async function trainElsewhere(
  part: ProbeRequest,
  tell: ProbeSink,
  { control, stop }: { readonly control: ProbeControl; readonly stop: AbortSignal },
  environment: Environment,
): Promise<ProbeRun> {
  const into = (run: ProbeRun) => (event: ProbeEvent) => {
    takeEvent(run, event);
    tell(event);
  };
  try {
    const run = newRun(part);
    await environment.threads?.train(part, into(run), stop);
    return run;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    environment.err(`A thread was lost (${reason}); its seeds are trained in the other one.\n`);
    const run = newRun(part);
    await runProbe(part, into(run), control, loadersOf(environment));
    return run;
  }
}

/** One run of parts that were trained at the same time. */
function atOnce(request: ProbeRequest, runs: [ProbeRun, ...ProbeRun[]]): ProbeRun {
  const told = (of: (run: ProbeRun) => number | undefined) => runs.flatMap((run) => of(run) ?? []);
  return {
    ...joinRuns(newRun(request), runs),
    seconds: Math.max(...told(({ seconds }) => seconds)),
    stepsPerSecond: Math.min(...told(({ stepsPerSecond }) => stepsPerSecond)),
  };
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
