import { beforeAll, describe, expect, test } from "vitest";
import type { ProbeSchedule } from "../../../src/core/probeContract";
import { OPTIMIZERS } from "../../../src/probe/request";
import { TASKS } from "../../../src/probe/tasks/table";
import { parameterCount } from "../../../src/probe/tasks/task";
import { wasm } from "./backends";
import { madeUpTable } from "./madeUpTable";
import { trajectory } from "./wells";

const STEPS = 4;
const SEEDS = [3, 7];
const rates: Readonly<Record<string, number>> = { adam: 0.01, adamw: 0.01, lamb: 0.01, lars: 10 };

function schedules(optimizer: string): ProbeSchedule[] {
  const rate = rates[optimizer] ?? 0.1;
  return [1, 0.5, 0.1].map((factor) => ({
    id: String(factor),
    name: String(factor),
    optimizer: { name: optimizer },
    tracks: {
      learningRate: Array.from({ length: STEPS }, (_, t) => rate * factor * (1 - t / 10)),
      momentum: Array.from({ length: STEPS }, (_, t) => 0.9 * factor + t / 100),
      weightDecay: new Array<number>(STEPS).fill(0.01 * factor),
    },
  }));
}

const pairs = [...TASKS.keys()].flatMap((task) =>
  OPTIMIZERS.map((optimizer) => [task, optimizer] as const),
);

describe("replicas trained at once", () => {
  beforeAll(() => wasm.load());

  test.each(pairs)("%s with %s: as each of them alone", async (name, optimizer) => {
    const task = TASKS.get(name)?.(madeUpTable());
    if (task === undefined) throw new Error(name);
    const all = schedules(optimizer);
    const together = (await trajectory(task, all, STEPS, SEEDS)).at(-1) ?? [];
    const size = parameterCount(task);
    let replica = 0;
    for (const schedule of all) {
      for (const seed of SEEDS) {
        const alone = (await trajectory(task, [schedule], STEPS, [seed])).at(-1) ?? [];
        const part = together.slice(replica * size, (replica + 1) * size);
        const worst = Math.max(...part.map((value, i) => Math.abs(value - (alone[i] ?? NaN))));
        // Weights are of order 1: a few units in the last place of float32.
        expect(worst).toBeLessThan(5e-6);
        replica++;
      }
    }
  });
});
