import type { Tensor } from "@tensorflow/tfjs-core";
import type { ProbeExtras } from "../extras";
import type { ProbeDiverged, ProbePoint, ProbeSeries } from "../request";
import type { ReplicaState } from "../snapshot";
import type { Measured } from "../tasks/task";
import { divergenceCause } from "./divergence";
import type { Measurement } from "./measurements";
import { ReadBack, valuesOf, type Row, type Values } from "./readBack";

/** What is told of one replica. */
interface Replica {
  readonly schedule: string;
  readonly seed: number;
  first: number | undefined;
  previous: number | undefined;
  alive: boolean;
  /** The step at which it diverged: what was measured up to there counts; Infinity while alive. */
  ended: number;
}

export interface Reading {
  readonly series: readonly ProbeSeries[];
  readonly diverged: readonly ProbeDiverged[];
}

const TRAIN = "train";
const VALIDATION = "validation";
const ACCURACY = "accuracy";

/** Collects what a group's replicas measure, and finds out which of them have diverged. */
export class Recorder {
  readonly replicas: readonly Replica[];
  private readonly waiting = new ReadBack();
  private readonly observed = new ReadBack();
  private noted: Values[] = [];
  /** The row of each replica in the tensors; none for one that is computed no more. */
  private rows: ReadonlyMap<number, number>;
  /** Steps told already, by name: a run taken up from a snapshot repeats some of them. */
  private readonly told = new Map<string, number>();

  /**
   * @param explodesAbove The task's own bound of losses, where it has one.
   * @param toldBefore The last step that was told before this program started; −1 for none.
   */
  constructor(
    schedules: readonly string[],
    seeds: readonly number[],
    private readonly explodesAbove?: number,
    private readonly toldBefore = -1,
  ) {
    this.replicas = schedules.flatMap((schedule) =>
      seeds.map((seed) => ({
        schedule,
        seed,
        first: undefined,
        previous: undefined,
        alive: true,
        ended: Infinity,
      })),
    );
    this.rows = new Map(this.replicas.map((_, replica) => [replica, replica]));
  }

  /** What `restore` takes. */
  state(): ReplicaState[] {
    return this.replicas.map(({ first, previous, alive }) => ({
      first: first ?? null,
      previous: previous ?? null,
      alive,
    }));
  }

  restore(states: readonly ReplicaState[]): void {
    this.replicas.forEach((replica, i) => {
      const state = states[i];
      if (state === undefined) return;
      replica.first = state.first ?? undefined;
      replica.previous = state.previous ?? undefined;
      replica.alive = state.alive;
      replica.ended = state.alive ? Infinity : -1;
    });
  }

  loss(step: number, values: Tensor): void {
    this.waiting.add(step, { names: [TRAIN], values });
  }

  evaluation(step: number, { loss, accuracy, more = {} }: Measured): void {
    this.waiting.add(step, { names: [VALIDATION], values: loss });
    if (accuracy !== undefined) this.waiting.add(step, { names: [ACCURACY], values: accuracy });
    for (const [name, values] of Object.entries(more)) {
      this.waiting.add(step, { names: [name], values });
    }
  }

  measurement(step: number, measured: Measurement): void {
    this.waiting.add(step, measured);
  }

  /** Vectors of each replica by name, [R, width] each. */
  observation(step: number, vectors: Readonly<Record<string, Tensor>>): void {
    for (const [name, values] of Object.entries(vectors)) {
      this.observed.add(step, { names: [name], values });
    }
  }

  /** One number for each row that was computed off the device. */
  note(step: number, name: string, values: readonly number[]): void {
    this.noted.push({ name, step, of: (row) => values[row] ?? Number.NaN });
  }

  get alive(): readonly boolean[] {
    return this.replicas.map(({ alive }) => alive);
  }

  /** Whether nobody trains any more. */
  get extinct(): boolean {
    return !this.replicas.some(({ alive }) => alive);
  }

  /**
   * From now on every tensor has the rows of these replicas alone, in this order. What waits must
   * have been read.
   */
  narrow(replicas: readonly number[]): void {
    this.rows = new Map(replicas.map((replica, row) => [replica, row]));
  }

  /**
   * Reads everything that waits; forgets it on the device.
   *
   * @param verify Throws where the device was lost meanwhile, so that what was read means nothing.
   */
  async read(verify: () => void): Promise<Reading> {
    const [read, observed] = await Promise.all([this.waiting.read(), this.observed.read()]);
    verify();
    const all = [...valuesOf(read), ...this.noted];
    const fresh = all.filter(({ name, step }) => step > this.toldStep(name));
    const vectors = observed.filter(({ names, step }) => step > this.toldStep(vectorKey(names)));
    this.noted = [];
    const diverged: ProbeDiverged[] = [];
    const series = this.replicas.map((replica, index) => {
      const row = this.rows.get(index);
      const pick = (from: readonly Values[], wanted: string): ProbePoint[] =>
        row === undefined
          ? []
          : from.filter(({ name }) => name === wanted).map(({ step, of }) => [step, of(row)]);
      const points = (wanted: string): ProbePoint[] => pick(fresh, wanted);
      // The training loss first: it tells whether the replica is still alive.
      return {
        schedule: replica.schedule,
        seed: replica.seed,
        train: this.train(replica, pick(all, TRAIN), diverged),
        validation: beforeItsEnd(replica, points(VALIDATION)),
        accuracy: beforeItsEnd(replica, points(ACCURACY)),
        ...measurements(replica, fresh, points),
        ...(row !== undefined && extras(replica, row, vectors)),
      };
    });
    for (const { name, step } of fresh) this.told.set(name, step);
    for (const { names, step } of vectors) this.told.set(vectorKey(names), step);
    return { series, diverged };
  }

  private toldStep(name: string): number {
    return this.told.get(name) ?? this.toldBefore;
  }

  /**
   * The training losses up to divergence, which ends the replica. Those told before count for it too:
   * a run that starts anew on another backend must know its first loss.
   */
  private train(
    replica: Replica,
    points: readonly ProbePoint[],
    diverged: ProbeDiverged[],
  ): ProbePoint[] {
    const kept: ProbePoint[] = [];
    for (const [step, loss] of points) {
      if (!replica.alive) break;
      const cause = divergenceCause(
        loss,
        (replica.first ??= loss),
        replica.previous,
        this.explodesAbove,
      );
      if (cause !== undefined) {
        replica.alive = false;
        replica.ended = step;
        const { schedule, seed } = replica;
        diverged.push({ type: "diverged", schedule, seed, step, cause });
      }
      if (Number.isFinite(loss) && step > this.toldStep(TRAIN)) kept.push([step, loss]);
      replica.previous = loss;
    }
    return kept;
  }

  dispose(): void {
    this.noted = [];
    this.waiting.dispose();
    this.observed.dispose();
  }

  /** Forgets what waits, without freeing it (the device is gone). */
  drop(): void {
    this.noted = [];
    this.waiting.drop();
    this.observed.drop();
  }
}

/** How much of one read-back a replica lived to see must not depend on how much was read at once. */
function beforeItsEnd({ ended }: Replica, points: readonly ProbePoint[]): ProbePoint[] {
  return points.filter(([step, value]) => step <= ended && Number.isFinite(value));
}

/** Vectors and single numbers may have the same name. */
const vectorKey = (names: readonly string[]): string => `extras: ${names.join()}`;

function extras(
  { ended }: Replica,
  row: number,
  vectors: readonly Row[],
): Pick<ProbeSeries, "extras"> {
  const lived = vectors.filter(({ step }) => step <= ended);
  if (lived.length === 0) return {};
  const told: Record<string, [number, number[]][]> = {};
  for (const { names, step, of } of lived) {
    const values = Array.from(of(row));
    if (values.every(Number.isFinite)) (told[names.join()] ??= []).push([step, values]);
  }
  return { extras: told satisfies ProbeExtras };
}

const OWN = new Set([TRAIN, VALIDATION, ACCURACY]);

function measurements(
  replica: Replica,
  fresh: readonly Values[],
  points: (name: string) => ProbePoint[],
): Pick<ProbeSeries, "measured"> {
  const names = new Set(fresh.map(({ name }) => name).filter((name) => !OWN.has(name)));
  if (names.size === 0) return {};
  return {
    measured: Object.fromEntries(
      [...names].map((name) => [name, beforeItsEnd(replica, points(name))]),
    ),
  };
}
