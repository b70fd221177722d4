import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { groups } from "../../../src/probe/engine/plan";
import { Trainer } from "../../../src/probe/engine/trainer";
import type { ProbeSchedule } from "../../../src/core/probeContract";
import type { ProbeEvent } from "../../../src/probe/request";
import { TASKS } from "../../../src/probe/tasks/table";
import { cpu, wasm } from "./backends";
import { constant, run, schedule, type Told } from "./requests";

const STEPS = 120;
const SEEDS = [1, 2];

/** Trains calmly until a step, then explodes. */
function wild(id: string, from: number, optimizer = "sgd"): ProbeSchedule {
  const learningRate = Array.from({ length: STEPS }, (_, t) => (t < from ? 0.05 : 1e25));
  return schedule(id, { learningRate, momentum: constant(0.9, STEPS) }, optimizer);
}
const calm = (id: string, rate: number, optimizer = "sgd"): ProbeSchedule =>
  schedule(id, { learningRate: constant(rate, STEPS), momentum: constant(0.9, STEPS) }, optimizer);

const request = (task: string, schedules: readonly ProbeSchedule[]) => ({
  task,
  steps: STEPS,
  seeds: SEEDS,
  evaluateEvery: 10,
  measureEvery: 3,
  sharpnessEvery: 50,
  schedules,
});

/** Everything that was told of one replica. */
function allOf({ events }: Told, id: string, seed: number) {
  const told = new Map<string, unknown[]>();
  const add = (name: string, points: readonly unknown[]): void => {
    told.set(name, [...(told.get(name) ?? []), ...points]);
  };
  for (const event of events) {
    if (event.type !== "points") continue;
    for (const one of event.series) {
      if (one.schedule !== id || one.seed !== seed) continue;
      const { train, validation, accuracy, measured = {}, extras = {} } = one;
      for (const [name, points] of Object.entries({ train, validation, accuracy, ...measured }))
        add(name, points);
      for (const [name, vectors] of Object.entries(extras)) add(`extras ${name}`, vectors);
    }
  }
  return Object.fromEntries([...told].filter(([, points]) => points.length > 0));
}

const ITERATED = { sharpness: [], speedLimit: [] };
const curvature = (told: Readonly<Record<string, unknown[]>>, name: string): number[] =>
  (told[name] ?? []).map((point) => (point as [number, number])[1]);

const diverged = (events: readonly ProbeEvent[]) =>
  events.flatMap((event) => (event.type === "diverged" ? [`${event.schedule} ${event.seed}`] : []));

describe("replicas that diverged are computed no more", () => {
  beforeAll(() => wasm.load());

  test.each([
    ["wasm", wasm, "spirals"],
    ["wasm", wasm, "quadratic"],
    ["cpu", cpu, "quadratic"],
  ] as const)("and the others go on to the last bit: %s, %s %s", async (_, loader, task) => {
    // Not at the end of the list, so that rows move up; most of them, in several goes.
    const schedules = [wild("a", 5), calm("b", 0.05), wild("c", 40), wild("d", 0), wild("e", 40)];
    const told = await run(request(task, schedules), [loader]);
    expect(new Set(diverged(told.events))).toEqual(
      new Set(["a", "c", "d", "e"].flatMap((id) => SEEDS.map((seed) => `${id} ${seed}`))),
    );
    expect(told.events.at(-1)).toMatchObject({ type: "finished", steps: STEPS });
    const alone = await run(request(task, [calm("b", 0.05)]), [loader]);
    for (const seed of SEEDS) {
      const found = allOf(told, "b", seed);
      const expected = allOf(alone, "b", seed);
      for (const name of ["sharpness", "speedLimit"]) {
        // Iterated until the slowest of the batch has settled, to 0.2 % of an eigenvalue.
        expect(curvature(found, name)).toHaveLength(3);
        curvature(found, name).forEach((value, i) => {
          expect(value / (curvature(expected, name)[i] ?? NaN)).toBeCloseTo(1, 2);
        });
      }
      expect({ ...found, ...ITERATED }).toEqual({ ...expected, ...ITERATED });
    }
    expect(allOf(told, "d", 1)["train"]?.length).toBeLessThanOrEqual(2);
  });

  test("a whole group of them neither", async () => {
    const schedules = [wild("a", 0), wild("b", 3), calm("c", 0.01, "adam")];
    const told = await run(request("spirals", schedules), [wasm]);
    const alone = await run(request("spirals", [calm("c", 0.01, "adam")]), [wasm]);
    expect(told.events.at(-1)).toMatchObject({ type: "finished", steps: STEPS });
    for (const seed of SEEDS) expect(allOf(told, "c", seed)).toEqual(allOf(alone, "c", seed));
  });

  test("half of a batch or more of them make it smaller; tensors are not left behind", () => {
    const task = TASKS.get("spirals")?.(undefined);
    if (task === undefined) throw new Error("no task");
    const schedules = [calm("a", 0.1), calm("b", 0.1)];
    const [group] = groups(request("spirals", schedules));
    if (group === undefined) throw new Error("no group");
    const { numTensors } = memory();
    const trainer = new Trainer(task, group, [7, 8]);
    const train = (step: number): number => {
      const { losses, measured } = trainer.step(step, true, true);
      const [size = 0] = losses.shape;
      losses.dispose();
      measured?.values.dispose();
      return size;
    };
    expect(train(0)).toBe(4);
    // Three of four: a smaller batch would cost a graphics card new shaders.
    trainer.freeze([true, true, false, true]);
    expect(train(1)).toBe(4);
    trainer.freeze([false, true, false, true]);
    expect(trainer.members).toEqual([
      { replica: 1, schedule: 0, seed: 8 },
      { replica: 3, schedule: 1, seed: 8 },
    ]);
    expect(train(2)).toBe(2);
    trainer.dispose();
    expect(memory().numTensors).toBe(numTensors);
  });

  test("a snapshot has the survivors at their places", async () => {
    const task = TASKS.get("quadratic")?.(undefined);
    const [group] = groups(request("quadratic", [calm("a", 0.1), calm("b", 0.2)]));
    if (task === undefined || group === undefined) throw new Error("no task");
    const make = async (alive: readonly boolean[]) => {
      const trainer = new Trainer(task, group, SEEDS);
      trainer.freeze(alive);
      trainer.step(0).losses.dispose();
      const state = await trainer.snapshot();
      trainer.dispose();
      return state;
    };
    const [all, some] = [
      await make([true, true, true, true]),
      await make([false, false, false, true]),
    ];
    const last = (values: Float32Array) => [...values.slice(3 * 32)];
    expect(some.weights).toHaveLength(all.weights.length);
    expect(last(some.weights)).toEqual(last(all.weights));
    expect(last(some.slots[0] ?? new Float32Array())).toEqual(last(all.slots[0] ?? some.weights));
    expect([...some.weights.slice(0, 3 * 32)].every((value) => value === 0)).toBe(true);
  });
});
