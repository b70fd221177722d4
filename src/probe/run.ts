import { chooseBackend, nextBackend, type Chosen, type Failed } from "./backend";
import type { BackendLoader, LoadedBackend } from "./backends/loader";
import { checkRequest } from "./engine/check";
import { train, type Clock } from "./engine/loop";
import { Session } from "./engine/session";
import { beginning, shareDone, stagePlans, tellsOf, type StagePlan } from "./engine/stages";
import { probeTaskInfo } from "../core/probeTasks";
import { describeData } from "./results/runData";
import { partsOf, worthSharing } from "./shards/parts";
import type { ProbeRequest } from "../core/probeContract";
import type { ProbeControl, ProbeSink } from "./request";
import type { ProbeSnapshot, Resume } from "./snapshot";
import { TASKS, type TaskMaker } from "./tasks/table";
import { parameterCount, type Task } from "./tasks/task";

const sentence = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** tfjs has one current backend: runs wait for one another. */
let previous: Promise<void> = Promise.resolve();

/** For programs that may die before the run ends, as a worker may. */
export interface RunOptions {
  /** Gets each snapshot, at most every two seconds. */
  readonly keep?: (snapshot: ProbeSnapshot) => void;
  readonly resume?: Resume | undefined;
  /** Makes the task in place of the table's, as on another draw of its data. */
  readonly make?: TaskMaker;
  /**
   * Into so many parts a long run on the processor may be parted: the first alone is trained, and
   * `started` tells how many there are.
   */
  readonly workers?: number | undefined;
}

/**
 * Trains every schedule of the request with every seed, all at once, and tells `sink` about it.
 * The promise resolves after the last event; it never rejects. Runs of one program wait for one
 * another.
 *
 * @param loaders The backends of this platform, the preferred one first.
 */
export function runProbe(
  request: ProbeRequest,
  sink: ProbeSink,
  control: ProbeControl,
  loaders: readonly BackendLoader[],
  options: RunOptions = {},
): Promise<void> {
  const run = previous.then(() => start(request, sink, control, loaders, options));
  previous = run.catch(() => undefined);
  return run;
}

async function start(
  request: ProbeRequest,
  sink: ProbeSink,
  control: ProbeControl,
  loaders: readonly BackendLoader[],
  options: RunOptions,
): Promise<void> {
  const make = options.make ?? TASKS.get(request.task);
  if (make === undefined) {
    const known = [...TASKS.keys()].join(", ");
    sink({
      type: "failed",
      message: `There is no probe task "${request.task}"; there are ${known}.`,
    });
    return;
  }
  try {
    const task = make(request.data);
    const wrong = checkRequest(request, task);
    if (wrong !== undefined) {
      sink({ type: "failed", message: wrong });
      return;
    }
    await new Run(request, task, sink, control, loaders, options).toItsEnd();
  } catch (error) {
    sink({ type: "failed", message: sentence(error) });
  }
}

class Run {
  private plans: readonly StagePlan[];
  private readonly clock: Clock;
  /** Of `plans`. */
  private stage: number;
  private session: Session;
  private readonly replicas: number;
  /** Parts of the run, until that is told; 1 for the whole. */
  private shares = 1;

  constructor(
    private request: ProbeRequest,
    private readonly task: Task,
    private readonly sink: ProbeSink,
    private readonly control: ProbeControl,
    private readonly loaders: readonly BackendLoader[],
    private readonly options: RunOptions,
  ) {
    this.plans = stagePlans(task, request);
    this.replicas = request.seeds.length * request.schedules.length;
    this.stage = options.resume?.snapshot?.stage ?? 0;
    this.session = new Session(task, this.plan.request, options.resume);
    this.clock = { seconds: options.resume?.snapshot?.seconds ?? 0 };
  }

  private get plan(): StagePlan {
    const plan = this.plans[this.stage];
    if (plan === undefined) throw new Error(`The probe has no stage ${this.stage + 1}.`);
    return plan;
  }

  async toItsEnd(): Promise<void> {
    let on = await this.first();
    this.shareOut(on);
    for (;;) {
      const failure = await this.attempt(on);
      if (failure === undefined) break;
      on = await this.after(on, failure);
    }
    this.finish(on);
  }

  private first(): Promise<Chosen> {
    const { request, loaders } = this;
    const { resume } = this.options;
    if (resume !== undefined) {
      const at = loaders.findIndex(({ name }) => name === resume.failed);
      return this.after({ name: resume.failed, rest: loaders.slice(at + 1) }, resume.cause);
    }
    return chooseBackend({
      preference: request.backend ?? "auto",
      loaders,
      steps: request.steps,
      stepTime: (backend) => this.stepTime(backend),
    });
  }

  private shareOut({ name }: Chosen): void {
    const { task, request, options } = this;
    if (options.resume || !worthSharing(request, parameterCount(task), name)) return;
    const [first, ...others] = partsOf(request, options.workers ?? 1);
    this.shares = 1 + others.length;
    this.request = first;
    this.plans = stagePlans(task, first);
    this.session = new Session(task, first);
  }

  private async after(failed: Failed, cause: string): Promise<Chosen> {
    const next = await nextBackend(failed, cause);
    if (next === undefined) throw new Error(`The probe failed: ${cause}.`);
    return next;
  }

  /** Trains on one backend; the reason if it fails. */
  private async attempt(on: Chosen): Promise<string | undefined> {
    try {
      this.session.load(on.backend);
      this.announce(on);
      await this.trainStage();
      while (await this.enterNext(on)) await this.trainStage();
      this.session.dispose();
      return undefined;
    } catch (error) {
      this.session.abandon();
      return on.backend.lost() ?? sentence(error);
    }
  }

  private async trainStage(): Promise<void> {
    const { plans, stage, session, control, clock, request } = this;
    const { keep } = this.options;
    const share = (step: number): number => shareDone(plans, stage, step);
    const place = (step: number) =>
      plans.length > 1 && { stage: { at: stage + 1, of: plans.length, share: share(step) } };
    const sink = tellsOf(this.plan, (event) => {
      this.sink(event.type === "progress" ? { ...event, ...place(event.step) } : event);
    });
    await train({
      session,
      control,
      sink,
      clock,
      share,
      steps: request.steps,
      keep:
        keep &&
        ((snapshot) => {
          keep(stage > 0 ? { ...snapshot, stage } : snapshot);
        }),
    });
  }

  /** From the end of one stage to the start of the next; false where none follows. */
  private async enterNext({ backend }: Chosen): Promise<boolean> {
    const { session, plans, stage, request } = this;
    const plan = plans[stage + 1];
    if (plan === undefined || session.step < request.steps || this.cancelled) return false;
    const ended = await session.save(this.clock.seconds);
    const { snapshot, told } = beginning(this.task, plan, stage + 1, ended);
    session.dispose();
    this.stage = stage + 1;
    this.session = new Session(this.task, plan.request, { snapshot });
    if (told.length > 0) this.sink({ type: "points", series: told });
    this.options.keep?.(snapshot);
    this.session.load(backend);
    return true;
  }

  private get cancelled(): boolean {
    return this.control.state === "cancelled";
  }

  private announce({ name, why }: Chosen): void {
    const { shares, replicas, request } = this;
    const { task, steps, data } = request;
    this.shares = 1;
    this.sink({
      type: "started",
      task,
      about: this.task.about,
      backend: name,
      why: shares > 1 ? `${why} The seeds are shared out among ${shares} workers.` : why,
      steps,
      replicas,
      parameters: parameterCount(this.task),
      ...(probeTaskInfo(task)?.data && data && { data: describeData(data) }),
      from: this.session.step,
      ...(shares > 1 && { shares }),
    });
  }

  private finish({ name }: Chosen): void {
    const { session, stage, plans, request } = this;
    const { seconds } = this.clock;
    const unfinished = session.step < request.steps || stage < plans.length - 1;
    const updates = stage * request.steps + session.step;
    this.sink({
      type: "finished",
      backend: name,
      steps: stage > 0 ? request.steps : session.step,
      cancelled: this.cancelled && unfinished,
      seconds,
      stepsPerSecond: seconds > 0 ? updates / seconds : 0,
    });
  }

  /** Times three steps of a trial session, after one that compiles and warms up. */
  private async stepTime(backend: LoadedBackend): Promise<number> {
    const trial = new Session(this.task, this.request);
    trial.load(backend);
    try {
      trial.advance();
      await trial.news();
      const began = performance.now();
      for (let i = 0; i < 3; i++) trial.advance();
      await trial.news();
      return (performance.now() - began) / 3;
    } finally {
      trial.dispose();
    }
  }
}
