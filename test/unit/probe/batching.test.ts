import { beforeAll, describe, expect, test } from "vitest";
import type { ProbeSchedule } from "../../../src/core/probeContract";
import { OPTIMIZERS } from "../../../src/probe/request";
import { TASKS } from "../../../src/probe/tasks/table";
import { parameterCount } from "../../../src/probe/tasks/task";
import { sampled } from "../runs";
import { cpu, wasm } from "./backends";
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

/** Trains all schedules with all seeds at once, then each with each alone: the weights at the end. */
async function bothWays(name: string, optimizer: string) {
  const task = TASKS.get(name)?.(madeUpTable());
  if (task === undefined) throw new Error(name);
  const all = schedules(optimizer);
  const together = (await trajectory(task, all, STEPS, SEEDS)).at(-1) ?? [];
  const alone: number[] = [];
  for (const schedule of all) {
    for (const seed of SEEDS) {
      alone.push(...((await trajectory(task, [schedule], STEPS, [seed])).at(-1) ?? []));
    }
  }
  return { together, alone, size: all.length * SEEDS.length * parameterCount(task) };
}

/**
 * No sum goes over the replicas and every kernel adds up a replica's terms in an order that does not
 * depend on their number, on these backends: so no bit may differ.
 */
async function trainsAlike(name: string, optimizer: string): Promise<void> {
  const { together, alone, size } = await bothWays(name, optimizer);
  expect(together).toHaveLength(size);
  expect(together.every(Number.isFinite)).toBe(true);
  // Not `toEqual` of the lists: what it says of 100,000 numbers nobody reads.
  const differ = together.flatMap((value, i) => (Object.is(value, alone[i]) ? [] : [i]));
  expect(differ).toEqual([]);
}

describe("replicas trained at once are those trained alone, to the last bit", () => {
  beforeAll(() => wasm.load());

  test.each(sampled(pairs, 3))("%s with %s", trainsAlike);
});

describe("on the processor without WASM, too", () => {
  beforeAll(() => cpu.load());

  // Slower by far: each optimizer on one task, each task with one optimizer.
  test.each(OPTIMIZERS)("quadratic with %s", (optimizer) => trainsAlike("quadratic", optimizer));
  const others = [...TASKS.keys()].filter((name) => name !== "quadratic");
  test.each(others)("%s with adam", (name) => trainsAlike(name, "adam"));
});
