import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { probeControl } from "../../../src/probe/control";
import { groups } from "../../../src/probe/engine/plan";
import { beginning, shareDone, stagePlans } from "../../../src/probe/engine/stages";
import { Trainer } from "../../../src/probe/engine/trainer";
import { readToProbe } from "../../../src/probe/messages";
import type { ProbeRequest, ProbeSchedule } from "../../../src/core/probeContract";
import { OPTIMIZERS, type ProbeEvent } from "../../../src/probe/request";
import type { ProbeSnapshot, Resume } from "../../../src/probe/snapshot";
import type { Stage } from "../../../src/probe/tasks/stage";
import { cpu, wasm } from "./backends";
import { constant, run, schedule, type Told } from "./requests";
import { wells } from "./wells";

beforeAll(() => wasm.load());

const INITIAL = [1, -2, 3, -4, 5, -6, 7, -8, 9];
const well = wells(INITIAL, [1, 2, 1, 2, 1, 2, 1, 2, 1], (step) => 0.1 * step);

describe("masks", () => {
  const mask = Float32Array.from([1, 0, 1, 1, 0, 0, 1, 0, 1]);

  test.each(OPTIMIZERS)(
    "under %s masked weights are exactly 0 at every step",
    async (optimizer) => {
      const steps = 6;
      const tracks = {
        learningRate: constant(optimizer === "lars" ? 10 : 0.1, steps),
        momentum: constant(0.9, steps),
        weightDecay: constant(0.1, steps),
      };
      const schedules = [schedule("a", tracks, optimizer)];
      const [group] = groups({ task: "wells", steps, seeds: [1], schedules });
      if (!group) throw new Error("no group");
      const slots = Array.from({ length: group.rule.slots }, () => new Float32Array(9));
      const weights = Float32Array.from(INITIAL);
      const trainer = new Trainer(well, group, [1], { weights, slots, mask });
      for (let step = 0; step <= steps; step++) {
        const now = await trainer.snapshot();
        expect(now.mask).toEqual(mask);
        now.weights.forEach((weight, i) => {
          if (mask[i] === 0) expect(Math.abs(weight)).toBe(0);
          else if (step === 0) expect(weight).toBe(INITIAL[i]);
          else expect(weight).not.toBe(INITIAL[i]);
        });
        if (step < steps) trainer.step(step).losses.dispose();
      }
      trainer.dispose();
    },
  );
});

describe("a task of three stages", () => {
  const ones = new Float32Array(9).fill(1);
  const prune: Stage = {
    trainings: (schedules) => [
      { from: 1, with: 0, name: "b under a" },
      { from: 0, with: schedules - 1, name: "a under b" },
    ],
    start: (_, { weights, seed, track }) => ({
      weights: weights.map((w) => w + seed),
      mask: ones.map((_one, i) => (i < 3 ? 0 : 1)),
      extras: { at: [track("keep"), track("noise")] },
    }),
  };
  const again: Stage = {
    trainings: (_, before) => [{ from: before - 1, with: 0, name: "a under b, then a" }],
    start: (_, { weights, mask }) => ({ weights, ...(mask && { mask }) }),
  };
  const task = { ...well, tracks: { keep: 0.5, noise: 0.25 }, stages: [prune, again] };
  const schedules = [
    schedule("a", { learningRate: [1, 1], keep: [0.9, 0.8] }, "adam"),
    schedule("b", { learningRate: [1, 1], momentum: [0.9, 0.9] }),
  ];
  const request: ProbeRequest = { task: "wells", steps: 2, seeds: [3, 4], schedules };
  const plans = stagePlans(task, request);
  const row = (value: number) => Float32Array.from(ones, () => value);
  const rows = (...values: number[]) => Float32Array.from(values.flatMap((v) => [...row(v)]));
  const alive = { first: 1, previous: 1, alive: true };
  /** a: 10 and 20 by seed; b: 30, and one that has diverged. */
  const ended: ProbeSnapshot = {
    step: 2,
    seconds: 7,
    groups: [
      { weights: rows(10, 20), slots: [rows(0, 0), rows(0, 0)], replicas: [alive, alive] },
      { weights: rows(30, 40), slots: [rows(0, 0)], replicas: [alive, { ...alive, alive: false }] },
    ],
  };

  test("starts each training from the one that it names, without memory", () => {
    const { snapshot, told } = beginning(task, plans[1] ?? plans[0], 1, ended);
    expect(snapshot).toMatchObject({ stage: 1, step: 0, seconds: 7 });
    // "b under a" is trained with Adam, and in seed 4 there is nothing to start from.
    const [adam, sgd] = snapshot.groups;
    expect(adam?.weights).toEqual(rows(33, 0));
    expect(adam?.replicas.map((replica) => replica.alive)).toEqual([true, false]);
    expect(adam?.slots).toEqual([rows(0, 0), rows(0, 0)]);
    expect(sgd?.weights).toEqual(rows(13, 24));
    expect([...(sgd?.mask ?? [])].slice(0, 9)).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect(told.map(({ schedule: id, seed, extras }) => [id, seed, extras])).toEqual([
      ["b", 3, { at: [[2, [0.5, 0.25]]] }],
      ["a", 3, { at: [[2, [0.8, 0.25]]] }],
      ["a", 4, { at: [[2, [0.8, 0.25]]] }],
    ]);
  });

  test("goes back through all stages to the schedule that a training began with", () => {
    const first = beginning(task, plans[1] ?? plans[0], 1, ended).snapshot;
    const { snapshot } = beginning(task, plans[2] ?? plans[0], 2, first);
    expect(plans[2]?.later?.trainings).toEqual([
      { from: 1, with: 0, name: "a under b, then a", root: "a" },
    ]);
    expect(snapshot.groups[0]?.weights).toEqual(rows(13, 24));
    expect([...(snapshot.groups[0]?.mask ?? [])].slice(9, 13)).toEqual([0, 0, 0, 1]);
  });

  test("shares its work out by trainings and steps", () => {
    expect(plans.map((_, at) => shareDone(plans, at, 0))).toEqual([0, 2 / 5, 4 / 5]);
    expect(shareDone(plans, 1, 1)).toBe(3 / 5);
    expect(shareDone(plans, 2, 2)).toBe(1);
  });
});

describe("a run of two stages", () => {
  const STEPS = 24;
  const calm = (id: string, rate: number, optimizer = "sgd"): ProbeSchedule =>
    schedule(
      id,
      { learningRate: constant(rate, STEPS), momentum: constant(0.9, STEPS) },
      optimizer,
    );
  const request: ProbeRequest = {
    task: "lottery",
    steps: STEPS,
    seeds: [1, 2],
    evaluateEvery: 4,
    schedules: [calm("a", 0.05), calm("b", 0.01, "adam")],
  };
  const series = (told: Told, name: string) => told.measured(name, "b", 2);
  const progress = ({ events }: Told) =>
    events.flatMap((event: ProbeEvent) => (event.type === "progress" ? [event] : []));

  test("tells how far it is over both, and ends once", async () => {
    const told = await run(request, [wasm]);
    const shares = progress(told).map(({ stage }) => stage?.share ?? NaN);
    expect(shares).toEqual([...shares].sort((x, y) => x - y));
    expect(shares.at(-1)).toBe(1);
    expect(progress(told).map(({ stage }) => stage?.at)).toContain(1);
    expect(progress(told).at(-1)).toMatchObject({ step: STEPS, stage: { at: 2, of: 2 } });
    expect(told.events.filter(({ type }) => type === "started")).toHaveLength(1);
    expect(told.events.at(-1)).toMatchObject({ type: "finished", steps: STEPS, cancelled: false });
    expect(told.points("train", "a", 1)).toHaveLength(STEPS);
  });

  test("cancelled in the second, it keeps what the first has told", async () => {
    const control = probeControl();
    const told = await run(request, [wasm], control, (event) => {
      if (event.type === "progress" && event.stage?.at === 2) control.cancel();
    });
    expect(told.events.at(-1)).toMatchObject({ type: "finished", steps: STEPS, cancelled: true });
    expect(told.points("validation", "b", 2).at(-1)?.[0]).toBe(STEPS);
    expect(series(told, "ticket: 1").at(-1)?.[0]).toBeLessThan(STEPS);
  });

  test("goes on in the second from its snapshot; no step is told twice", async () => {
    const whole = await run(request, [wasm]);
    const kept: ProbeSnapshot[] = [];
    const control = probeControl();
    let at = -1;
    const before = await run(
      request,
      [wasm],
      control,
      (event) => {
        if (event.type !== "progress" || event.stage?.at !== 2) return;
        at = event.step;
        if (at > 8) control.cancel();
      },
      { keep: (snapshot) => kept.push(snapshot) },
    );
    const snapshot = kept.find(({ stage }) => stage === 1);
    if (!snapshot) throw new Error("no snapshot of the second stage");
    const resume: Resume = { snapshot, told: at - 1, failed: "webgl", cause: "it crashed" };
    const message = { type: "run", run: 1, request, from: resume };
    expect(readToProbe(structuredClone(message))).toEqual(message);
    const after = await run(request, [wasm], probeControl(), undefined, { resume });
    expect(after.points("train", "a", 1)).toEqual([]);
    for (const name of ["ticket: 1", "ticket: 2", "reinitialised", "permuted"]) {
      expect([...series(before, name), ...series(after, name)], name).toEqual(series(whole, name));
    }
  });

  test("hands the second stage to the next backend where the first fails in it", async () => {
    let losing = false;
    const failing = {
      ...wasm,
      load: async () => ({
        ...(await wasm.load()),
        lost: () => (losing ? "it was lost" : undefined),
      }),
    };
    // One schedule and one seed: plain JavaScript takes its time.
    const small = { ...request, seeds: [2], schedules: request.schedules.slice(1) };
    const told = await run(small, [failing, cpu], probeControl(), (event) => {
      if (event.type === "progress" && event.stage?.at === 2) losing = true;
    });
    expect(told.events.at(-1)).toMatchObject({ type: "finished", backend: "cpu", steps: STEPS });
    const steps = series(told, "ticket: 1").map(([step]) => step);
    expect(steps).toEqual([0, 4, 8, 12, 16, 20, 24]);
    expect(told.points("train", "b", 2).map(([step]) => step)).toHaveLength(STEPS);
  });

  test("trains nothing on from a training that has diverged", async () => {
    const wild = { ...calm("b", 1e30), tracks: { learningRate: constant(1e30, STEPS) } };
    const told = await run({ ...request, schedules: [calm("a", 0.05), wild] }, [wasm]);
    expect(told.measured("ticket: 1", "a", 1).at(-1)?.[0]).toBe(STEPS);
    // Found with a, trained again with b: ends early. Found with b: never begins.
    expect(told.measured("ticket: 2", "a", 1).at(-1)?.[0]).toBeLessThan(STEPS);
    for (const name of ["ticket: 1", "ticket: 2", "reinitialised", "permuted"])
      expect(series(told, name)).toEqual([]);
    expect(told.events.filter(({ type }) => type === "diverged")).toHaveLength(2);
    expect(told.events.at(-1)).toMatchObject({ type: "finished", cancelled: false });
  });

  test("refuses more trainings than can be held at once", async () => {
    const schedules = Array.from({ length: 32 }, (_, i) => calm(String(i), 0.01));
    const told = await run({ ...request, schedules }, [wasm]);
    expect(told.events).toEqual([
      {
        type: "failed",
        message:
          '32 schedules × 2 seeds are 2,176 trainings of "lottery", too many to run at once.',
      },
    ]);
  });

  test("leaves no tensors behind", async () => {
    await run(request, [wasm]);
    const { numTensors } = memory();
    await run(request, [wasm]);
    expect(memory().numTensors).toBe(numTensors);
  });
});
