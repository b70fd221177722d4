import { concat, dispose, reshape } from "@tensorflow/tfjs-core";
import type { Measurement } from "./measurements";

/** One number of each replica that was computed, at a step. */
export interface Values {
  readonly name: string;
  readonly step: number;
  readonly of: (replica: number) => number;
}

/** Several numbers of each replica at a step; not as many as `names` where they are a vector. */
export interface Row {
  readonly names: readonly string[];
  readonly step: number;
  readonly of: (replica: number) => ArrayLike<number>;
}

interface Pending extends Measurement {
  readonly step: number;
}

/** Those with the same names lie together in one read-back: steps × replicas × names numbers. */
async function readAlike(pending: readonly Pending[]): Promise<Row[]> {
  const rows = pending.map(({ values }) => reshape(values, [1, -1]));
  const all = concat(rows, 0);
  try {
    const data = await all.data();
    const size = data.length / pending.length;
    return pending.map(({ step, names, values }, row) => {
      const [replicas = 1] = values.shape;
      const width = size / replicas;
      const from = (replica: number): number => row * size + replica * width;
      return { names, step, of: (r) => data.subarray(from(r), from(r + 1)) };
    });
  } finally {
    dispose([all, ...rows]);
  }
}

/** The single numbers of rows that have a name for each. */
export const valuesOf = (rows: readonly Row[]): Values[] =>
  rows.flatMap(({ names, step, of }) =>
    names.map((name, i) => ({ name, step, of: (replica) => of(replica)[i] ?? Number.NaN })),
  );

/** Numbers that stay on the device until all are read together: every read makes a GPU wait. */
export class ReadBack {
  private pending: Pending[] = [];

  /** Takes over `values`: [replicas], [replicas, names], or [replicas, width] of one name. */
  add(step: number, { names, values }: Measurement): void {
    this.pending.push({ step, names, values });
  }

  /** All that waits, in the order of steps by name; forgets it on the device. */
  async read(): Promise<Row[]> {
    const { pending } = this;
    this.pending = [];
    const alike = new Map<string, Pending[]>();
    for (const entry of pending) {
      const key = entry.names.join("\n");
      const group = alike.get(key);
      if (group === undefined) alike.set(key, [entry]);
      else group.push(entry);
    }
    try {
      return (await Promise.all([...alike.values()].map(readAlike))).flat();
    } finally {
      dispose(pending.map(({ values }) => values));
    }
  }

  dispose(): void {
    dispose(this.pending.map(({ values }) => values));
    this.drop();
  }

  drop(): void {
    this.pending = [];
  }
}
