import { concat, dispose, reshape } from "@tensorflow/tfjs-core";
import type { Measurement } from "./measurements";

/** One number of each replica at a step. */
export interface Values {
  readonly name: string;
  readonly step: number;
  readonly of: (replica: number) => number;
}

interface Pending extends Measurement {
  readonly step: number;
}

/** Those with the same names lie together in one read-back: steps × replicas × names numbers. */
async function readAlike(pending: readonly Pending[]): Promise<Values[]> {
  const rows = pending.map(({ values }) => reshape(values, [1, -1]));
  const all = concat(rows, 0);
  try {
    const data = await all.data();
    const size = data.length / pending.length;
    return pending.flatMap(({ step, names }, row) =>
      names.map((name, i) => ({
        name,
        step,
        of: (replica) => data[row * size + replica * names.length + i] ?? Number.NaN,
      })),
    );
  } finally {
    dispose([all, ...rows]);
  }
}

/** Numbers that stay on the device until all are read together: every read makes a GPU wait. */
export class ReadBack {
  private pending: Pending[] = [];

  /** Takes over `values`: [replicas] or [replicas, names]. */
  add(step: number, { names, values }: Measurement): void {
    this.pending.push({ step, names, values });
  }

  /** All that waits, in the order of steps by name; forgets it on the device. */
  async read(): Promise<Values[]> {
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
