import type { ProbeExtras } from "../extras";
import type { ProbeRequest } from "../../core/probeContract";
import type { ProbeEvent, ProbePoint, ProbeSeries, ProbeSink } from "../request";
import type { GroupState, ProbeSnapshot } from "../snapshot";
import type { Stage, StageTraining, Start, Trained } from "../tasks/stage";
import { parameterCount, type Task } from "../tasks/task";
import { groups, trackValue } from "./plan";

/** Of a later stage, whose trainings are many and whose ends count. */
const EVALUATIONS = 10;

/** A stage of a run as a probe of its own, in which each training is a schedule. */
export interface StagePlan {
  readonly request: ProbeRequest;
  /** Undefined for the first stage, whose trainings are the run's schedules. */
  readonly later: Later | undefined;
}

interface Later {
  readonly stage: Stage;
  readonly before: StagePlan;
  /** In the order of the request's schedules. */
  readonly trainings: readonly (StageTraining & {
    /** `id` of the run's schedule that it goes back to. */
    readonly root: string;
  })[];
}

/** The stages of a run, the training under its schedules the first. */
export function stagePlans(
  task: Task,
  request: ProbeRequest,
): readonly [StagePlan, ...StagePlan[]] {
  const plans: [StagePlan, ...StagePlan[]] = [{ request, later: undefined }];
  for (const stage of task.stages ?? []) {
    plans.push(planOf(stage, plans.at(-1) ?? plans[0], request));
  }
  return plans;
}

function planOf(stage: Stage, before: StagePlan, { task, steps, seeds, ...run }: ProbeRequest) {
  const roots =
    before.later?.trainings.map(({ root }) => root) ?? run.schedules.map(({ id }) => id);
  const trainings = stage
    .trainings(run.schedules.length, roots.length)
    .map((training) => ({ ...training, root: roots[training.from] ?? "" }));
  const schedules = trainings.flatMap((training, i) => {
    const schedule = run.schedules[training.with];
    return schedule ? [{ ...schedule, id: String(i) }] : [];
  });
  const evaluateEvery = run.evaluateEvery ?? Math.max(1, Math.ceil(steps / EVALUATIONS));
  return {
    request: { task, steps, seeds, schedules, evaluateEvery },
    later: { stage, before, trainings },
  };
}

/** Trainings of one seed. */
export const trainingsOf = ({ request }: StagePlan): number => request.schedules.length;

/** Share of all stages' work that is done at a step of stage `at`, from 0. */
export function shareDone(plans: readonly StagePlan[], at: number, step: number): number {
  const work = plans.map((plan) => trainingsOf(plan) * plan.request.steps);
  const sum = (parts: readonly number[]): number => parts.reduce((a, b) => a + b, 0);
  const plan = plans[at];
  return (sum(work.slice(0, at)) + (plan ? trainingsOf(plan) * step : 0)) / sum(work);
}

/** The moment before the first update of a stage, and what is told of it. */
export interface Beginning {
  readonly snapshot: ProbeSnapshot;
  readonly told: readonly ProbeSeries[];
}

/**
 * @param at Number of the stage, from 0; not the first.
 * @param ended The end of the stage before.
 */
export function beginning(
  task: Task,
  { request, later }: StagePlan,
  at: number,
  ended: ProbeSnapshot,
): Beginning {
  if (later === undefined) throw new Error("the first stage starts from nothing");
  const starts = startsOf(task, later, request.seeds, ended);
  const parameters = parameterCount(task);
  const states = groups(request).map(({ rule, schedules }): GroupState => {
    const rows = schedules.flatMap(({ id }) => starts[Number(id)] ?? []);
    const flat = (of: (start: Start) => Float32Array | undefined): Float32Array => {
      const all = new Float32Array(rows.length * parameters);
      rows.forEach((start, i) => {
        const values = start && of(start);
        if (values) all.set(values, i * parameters);
      });
      return all;
    };
    const buffers = bufferRows(task, schedules.length, request.seeds);
    return {
      weights: flat(({ weights }) => weights),
      mask: flat(({ mask }) => mask ?? new Float32Array(parameters).fill(1)),
      slots: Array.from({ length: rule.slots }, () => new Float32Array(rows.length * parameters)),
      ...(buffers && { buffers }),
      replicas: rows.map((start) => ({ first: null, previous: null, alive: start !== undefined })),
    };
  });
  const told = later.trainings.flatMap(({ root }, i) =>
    request.seeds.flatMap((seed, s) => toldOf(root, seed, request.steps, starts[i]?.[s])),
  );
  return { snapshot: { stage: at, step: 0, seconds: ended.seconds, groups: states }, told };
}

function bufferRows(task: Task, schedules: number, seeds: readonly number[]) {
  const { buffers } = task;
  if (buffers === undefined) return undefined;
  const rows = Array.from({ length: schedules }, () => seeds).flat();
  return Float32Array.from(rows.flatMap((seed) => [...buffers.initial(seed)]));
}

/** By training and seed; undefined where what it would start from has diverged. */
function startsOf(
  task: Task,
  { stage, before, trainings }: Later,
  seeds: readonly number[],
  ended: ProbeSnapshot,
): (Start | undefined)[][] {
  const trained = trainedBy(task, before.request, ended);
  return trainings.map((training) =>
    seeds.map((_, seed) => {
      const from = trained(training.from, seed);
      return from && stage.start(training, from);
    }),
  );
}

/** What each training of a probe has come to, by its place among the schedules and the seeds. */
function trainedBy(task: Task, request: ProbeRequest, { groups: states }: ProbeSnapshot) {
  const size = parameterCount(task);
  const places = new Map(
    groups(request).flatMap(({ schedules }, group) =>
      schedules.map(({ id }, row) => [id, { group, row }] as const),
    ),
  );
  return (index: number, seedIndex: number): Trained | undefined => {
    const schedule = request.schedules[index];
    const place = schedule && places.get(schedule.id);
    const state = place && states[place.group];
    const seed = request.seeds[seedIndex];
    if (!schedule || !state || seed === undefined) return undefined;
    const row = place.row * request.seeds.length + seedIndex;
    if (state.replicas[row]?.alive !== true) return undefined;
    const value = trackValue(schedule, request.steps - 1);
    return {
      seed,
      weights: state.weights.subarray(row * size, (row + 1) * size),
      mask: state.mask?.subarray(row * size, (row + 1) * size),
      track: (name) => (schedule.tracks[name] ? value(name) : (task.tracks?.[name] ?? 0)),
    };
  };
}

function toldOf(schedule: string, seed: number, end: number, start: Start | undefined) {
  if (start?.extras === undefined) return [];
  const extras: ProbeExtras = Object.fromEntries(
    Object.entries(start.extras).map(([name, values]) => [name, [[end, values] as const]]),
  );
  return [{ schedule, seed, train: [], validation: [], accuracy: [], extras }];
}

/**
 * What a later stage tells, told as measurements of the run's schedules: the validation losses under
 * the names of its trainings. That one of them diverges shows in that its loss ends early.
 */
export function tellsOf({ later }: StagePlan, sink: ProbeSink): ProbeSink {
  if (later === undefined) return sink;
  return (event: ProbeEvent) => {
    if (event.type === "diverged") return;
    if (event.type !== "points") sink(event);
    else {
      const series = event.series.flatMap((one) => measuredOf(one, later.trainings));
      if (series.length > 0) sink({ type: "points", series });
    }
  };
}

function measuredOf(
  { schedule, seed, validation }: ProbeSeries,
  trainings: Later["trainings"],
): ProbeSeries[] {
  const training = trainings[Number(schedule)];
  if (training === undefined || validation.length === 0) return [];
  const measured: Record<string, readonly ProbePoint[]> = { [training.name]: validation };
  return [{ schedule: training.root, seed, train: [], validation: [], accuracy: [], measured }];
}
