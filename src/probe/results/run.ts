import type {
  BackendName,
  Control,
  ProbeOptimizer,
  ProbeRequest,
  StepValues,
} from "../../core/probeContract";
import type { Setting } from "../../core/probeSetting";
import type { ProbeExtras, ProbeVector } from "../extras";
import type { ProbeEvent, ProbePoint, ProbeSeries, StageProgress } from "../request";
import type { RunData } from "./runData";

// What a probe has shown: gathered from its events, kept, saved and loaded, judged, drawn. The
// panel and the command line hold the same object.

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
  readonly accuracy: ProbePoint[];
  /** By the names of MEASUREMENTS. */
  readonly measured: Map<string, ProbePoint[]>;
  /** What the task's own view draws, by name. */
  readonly extras: Record<string, ProbeVector[]>;
  diverged: Divergence | undefined;
}

/** A schedule as it was trained. */
export interface RunSchedule {
  readonly id: string;
  readonly name: string;
  /** N of the run that the probe stands for. */
  readonly length: number | undefined;
  readonly optimizer: ProbeOptimizer;
  /** By track: the value from a step on, until the next point. */
  readonly tracks: ReadonlyMap<string, readonly ProbePoint[]>;
  /** The source text of its definition, where it is known. */
  readonly definition: string | undefined;
  /** What it is the control arm of. */
  readonly control: Control | undefined;
  /** What a grid has set in the definition, by path. */
  readonly setting: Setting | undefined;
}

/** How the probe was asked for, beyond task, steps and seeds. */
export type RunSettings = Pick<
  ProbeRequest,
  "evaluateEvery" | "measureEvery" | "sharpnessEvery"
> & {
  readonly backend?: BackendName | "auto";
};

export type RunState =
  "preparing" | "running" | "paused" | "done" | "cancelled" | "interrupted" | "failed";

/** A probe from its request to its end. */
export interface ProbeRun {
  state: RunState;
  readonly task: string;
  readonly steps: number;
  readonly schedules: readonly RunSchedule[];
  readonly seeds: readonly number[];
  readonly settings: RunSettings;
  /** Of the user's own table, where one was trained on. */
  data: RunData | undefined;
  readonly replicas: readonly Replica[];
  /** Points were left out of the curves to save space; the extremes are all there. */
  readonly thinned: boolean;
  /** Of the training under the schedules themselves. */
  step: number;
  /** Of a task with stages, while it trains: where it is. */
  stage: (StageProgress & { readonly step: number }) | undefined;
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
export function newRun(request: ProbeRequest): ProbeRun {
  const { task, steps, schedules, seeds } = request;
  return {
    state: "preparing",
    task,
    steps,
    schedules: schedules.map(scheduleOf),
    seeds: [...seeds],
    settings: settingsOf(request),
    data: undefined,
    replicas: schedules.flatMap(({ id }) => seeds.map((seed) => newReplica(id, seed))),
    thinned: false,
    step: 0,
    stage: undefined,
    secondsLeft: undefined,
    backend: undefined,
    why: undefined,
    about: undefined,
    seconds: undefined,
    stepsPerSecond: undefined,
    error: undefined,
  };
}

const scheduleOf = (schedule: ProbeRequest["schedules"][number]): RunSchedule => ({
  id: schedule.id,
  name: schedule.name,
  length: schedule.length,
  optimizer: schedule.optimizer,
  tracks: new Map(Object.entries(schedule.tracks).map(([track, values]) => [track, held(values)])),
  definition: schedule.definition,
  control: schedule.control,
  setting: schedule.setting,
});

const newReplica = (schedule: string, seed: number): Replica => ({
  schedule,
  seed,
  train: [],
  validation: [],
  accuracy: [],
  measured: new Map(),
  extras: {},
  diverged: undefined,
});

const settingsOf = ({
  evaluateEvery,
  measureEvery,
  sharpnessEvery,
  backend,
}: ProbeRequest): RunSettings => ({
  ...(evaluateEvery !== undefined && { evaluateEvery }),
  ...(measureEvery !== undefined && { measureEvery }),
  ...(sharpnessEvery !== undefined && { sharpnessEvery }),
  ...(backend !== undefined && { backend }),
});

/** One value a step as points that hold until the next: a constant track is one point. */
function held(values: StepValues): ProbePoint[] {
  const points: ProbePoint[] = [];
  let last: number | undefined;
  values.forEach((value, step) => {
    if (value !== last) points.push([step, value]);
    last = value;
  });
  return points;
}

/** Takes an event of the engine into the run. */
export function takeEvent(run: ProbeRun, event: ProbeEvent): void {
  switch (event.type) {
    case "started":
      if (run.state === "preparing") run.state = "running";
      run.backend = event.backend;
      run.why = event.why;
      run.about = event.about;
      run.data = event.data;
      break;
    case "progress":
      run.step = event.stage && event.stage.at > 1 ? run.steps : event.step;
      run.stage = event.stage && { ...event.stage, step: event.step };
      run.secondsLeft = event.secondsLeft;
      break;
    case "points":
      for (const series of event.series) {
        const replica = replicaOf(run, series.schedule, series.seed);
        if (replica) takeSeries(replica, series);
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

function takeSeries(replica: Replica, series: ProbeSeries): void {
  append(replica.train, series.train);
  append(replica.validation, series.validation);
  append(replica.accuracy, series.accuracy);
  for (const [name, points] of Object.entries(series.measured ?? {})) {
    append(seriesOf(replica.measured, name), points);
  }
  appendExtras(replica, series.extras ?? {});
}

function appendExtras({ extras }: Replica, fresh: ProbeExtras): void {
  for (const [name, vectors] of Object.entries(fresh)) (extras[name] ??= []).push(...vectors);
}

/** A loop: a call with very many arguments would overflow the stack. */
function append(list: ProbePoint[], points: readonly ProbePoint[]): void {
  for (const point of points) list.push(point);
}

function seriesOf(measured: Map<string, ProbePoint[]>, name: string): ProbePoint[] {
  const known = measured.get(name);
  if (known) return known;
  const series: ProbePoint[] = [];
  measured.set(name, series);
  return series;
}

const replicaOf = (run: ProbeRun, schedule: string, seed: number): Replica | undefined =>
  run.replicas.find((replica) => replica.schedule === schedule && replica.seed === seed);

export const isActive = ({ state }: ProbeRun): boolean =>
  state === "preparing" || state === "running" || state === "paused";

/** The replicas of one schedule, in the order of the seeds. */
export const replicasOf = (run: ProbeRun, schedule: string): Replica[] =>
  run.replicas.filter((replica) => replica.schedule === schedule);

/** Whether there is anything to draw. */
export const hasPoints = (run: ProbeRun): boolean =>
  run.replicas.some(({ train, validation }) => train.length + validation.length > 0);
