import { concat, dispose, reshape, type Tensor } from "@tensorflow/tfjs-core";
import type { ProbeDiverged, ProbePoint, ProbeSeries } from "../request";
import type { Measured } from "../tasks/task";
import { divergenceCause } from "./divergence";

/** What is told of one replica. */
interface Replica {
  readonly schedule: string;
  readonly seed: number;
  first: number | undefined;
  previous: number | undefined;
  alive: boolean;
}

interface Pending {
  readonly step: number;
  readonly values: Tensor;
}

const KINDS = ["train", "validation", "accuracy"] as const;
type Kind = (typeof KINDS)[number];

export interface Reading {
  readonly series: readonly ProbeSeries[];
  readonly diverged: readonly ProbeDiverged[];
}

/** Values [n · R] of n tensors of shape [R], in one read-back. */
async function read(pending: readonly Pending[]): Promise<ArrayLike<number>> {
  if (pending.length === 0) return [];
  const rows = pending.map(({ values }) => reshape(values, [1, -1]));
  const all = concat(rows, 0);
  try {
    return await all.data();
  } finally {
    dispose([all, ...rows]);
  }
}

/**
 * Collects losses on the device and reads them back together, because every read-back makes a GPU
 * wait. Finds out which replicas have diverged.
 */
export class Recorder {
  readonly replicas: readonly Replica[];
  private pending: Record<Kind, Pending[]> = { train: [], validation: [], accuracy: [] };
  /** Steps told already: a run taken up from a snapshot repeats some of them. */
  private readonly told: Record<Kind, number> = { train: -1, validation: -1, accuracy: -1 };

  constructor(schedules: readonly string[], seeds: readonly number[]) {
    this.replicas = schedules.flatMap((schedule) =>
      seeds.map((seed) => ({ schedule, seed, first: undefined, previous: undefined, alive: true })),
    );
  }

  loss(step: number, values: Tensor): void {
    this.pending.train.push({ step, values });
  }

  evaluation(step: number, { loss, accuracy }: Measured): void {
    this.pending.validation.push({ step, values: loss });
    if (accuracy !== undefined) this.pending.accuracy.push({ step, values: accuracy });
  }

  get alive(): readonly boolean[] {
    return this.replicas.map(({ alive }) => alive);
  }

  /**
   * Reads everything that waits; forgets it on the device.
   *
   * @param verify Throws where the device was lost meanwhile, so that what was read means nothing.
   */
  async read(verify: () => void): Promise<Reading> {
    const { train, validation, accuracy } = this.pending;
    this.pending = { train: [], validation: [], accuracy: [] };
    const values = await Promise.all([read(train), read(validation), read(accuracy)]);
    for (const list of [train, validation, accuracy]) dispose(list.map((entry) => entry.values));
    verify();
    const diverged: ProbeDiverged[] = [];
    const points = this.replicas.map((replica, index) => {
      const column = (list: readonly Pending[], data: ArrayLike<number>): ProbePoint[] =>
        list.map(({ step }, row) => [step, data[row * this.replicas.length + index] ?? Number.NaN]);
      const kept = this.train(replica, this.fresh("train", column(train, values[0])), diverged);
      return {
        schedule: replica.schedule,
        seed: replica.seed,
        train: kept,
        validation: this.measured(replica, this.fresh("validation", column(validation, values[1]))),
        accuracy: this.measured(replica, this.fresh("accuracy", column(accuracy, values[2]))),
      };
    });
    this.advance({ train, validation, accuracy });
    return { series: points, diverged };
  }

  private fresh(kind: Kind, points: readonly ProbePoint[]): readonly ProbePoint[] {
    return points.filter(([step]) => step > this.told[kind]);
  }

  private advance(lists: Readonly<Record<Kind, readonly Pending[]>>): void {
    for (const kind of KINDS) {
      this.told[kind] = Math.max(this.told[kind], lists[kind].at(-1)?.step ?? -1);
    }
  }

  /** The training losses up to divergence, which ends the replica. */
  private train(
    replica: Replica,
    points: readonly ProbePoint[],
    diverged: ProbeDiverged[],
  ): ProbePoint[] {
    const kept: ProbePoint[] = [];
    for (const [step, loss] of points) {
      if (!replica.alive) break;
      const cause = divergenceCause(loss, (replica.first ??= loss), replica.previous);
      if (cause !== undefined) {
        replica.alive = false;
        const { schedule, seed } = replica;
        diverged.push({ type: "diverged", schedule, seed, step, cause });
      }
      if (Number.isFinite(loss)) kept.push([step, loss]);
      replica.previous = loss;
    }
    return kept;
  }

  private measured(replica: Replica, points: readonly ProbePoint[]): ProbePoint[] {
    if (!replica.alive) return [];
    return points.filter(([, value]) => Number.isFinite(value));
  }

  /** Forgets what waits, without reading it (the device is gone). */
  drop(): void {
    this.pending = { train: [], validation: [], accuracy: [] };
  }

  dispose(): void {
    dispose(Object.values(this.pending).flatMap((list) => list.map(({ values }) => values)));
    this.drop();
  }
}
