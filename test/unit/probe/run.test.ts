import { backend, memory } from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { probeControl } from "../../../src/probe/control";
import type { ProbeEvent, ProbePoint } from "../../../src/probe/request";
import { bothBackends, cpu, wasm } from "./backends";
import { constant, run, schedule } from "./requests";

const STEPS = 200;
const both = {
  task: "spirals",
  steps: STEPS,
  seeds: [1, 2],
  schedules: [
    schedule("fast", { learningRate: constant(0.1, STEPS), momentum: constant(0.9, STEPS) }),
    schedule("slow", { learningRate: constant(0.001, STEPS), momentum: constant(0.9, STEPS) }),
  ],
};
const last = (points: readonly ProbePoint[]): number => points.at(-1)?.[1] ?? Number.NaN;
const ofType = (events: readonly ProbeEvent[], type: ProbeEvent["type"]): ProbeEvent[] =>
  events.filter((event) => event.type === type);

describe("a probe of spirals", () => {
  test("trains every schedule and seed, and tells every step of it", async () => {
    const told = await run(both, bothBackends);
    expect(told.events[0]).toMatchObject({
      type: "started",
      backend: "wasm",
      replicas: 4,
      parameters: 2 * 32 + 32 + 32 * 32 + 32 + 32 * 2 + 2,
    });
    expect(told.events.at(-1)).toMatchObject({ type: "finished", steps: STEPS, cancelled: false });
    for (const seed of both.seeds) {
      const train = told.points("train", "fast", seed);
      expect(train.map(([step]) => step)).toEqual(Array.from({ length: STEPS }, (_, i) => i));
      const validation = told.points("validation", "fast", seed);
      expect(validation[0]?.[0]).toBe(0);
      expect(validation.at(-1)?.[0]).toBe(STEPS);
      expect(last(validation)).toBeLessThan(0.3);
      expect(last(told.points("accuracy", "fast", seed))).toBeGreaterThan(0.9);
      expect(last(told.points("validation", "slow", seed))).toBeGreaterThan(0.4);
    }
  });

  test("is the same twice with the same seed, and another with another", async () => {
    const request = {
      ...both,
      steps: 20,
      schedules: [schedule("a", { learningRate: constant(0.1, 20) })],
    };
    const first = await run(request, [wasm]);
    const second = await run(request, [wasm]);
    expect(second.points("train", "a", 1)).toEqual(first.points("train", "a", 1));
    expect(first.points("train", "a", 2)).not.toEqual(first.points("train", "a", 1));
  });

  test("starts every schedule with the same weights and batches", async () => {
    const told = await run(
      {
        ...both,
        steps: 1,
        schedules: [
          schedule("a", { learningRate: [0.1] }),
          schedule("b", { learningRate: [0.5] }, "adam"),
        ],
      },
      [wasm],
    );
    expect(told.points("train", "b", 2)).toEqual(told.points("train", "a", 2));
  });

  test("leaves no tensors behind", async () => {
    const request = {
      ...both,
      seeds: [1],
      steps: 6,
      evaluateEvery: 4,
      measureEvery: 2,
      sharpnessEvery: 5,
      schedules: [
        schedule("a", { learningRate: constant(0.1, 6), momentum: constant(0.9, 6) }),
        schedule("b", { learningRate: constant(0.1, 6), weightDecay: constant(0.1, 6) }, "lamb"),
        schedule("diverging", { learningRate: constant(1e30, 6) }),
      ],
    };
    await run(request, [wasm]);
    const { numTensors } = memory();
    for (let i = 0; i < 4; i++) await run(request, [wasm]);
    expect(memory().numTensors).toBe(numTensors);
  });
});

test("a thousand runs leave nothing behind", { timeout: 60_000 }, async () => {
  const request = {
    task: "quadratic",
    steps: 2,
    seeds: [1],
    measureEvery: 1,
    schedules: [schedule("a", { learningRate: constant(0.1, 2) }, "adam")],
  };
  const left: { numTensors: number; numBytes: number; heap: number }[] = [];
  for (let i = 0; i < 1000; i++) {
    await run(request, [wasm]);
    const { numTensors, numBytes } = memory();
    const { wasm: module } = backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
    left.push({ numTensors, numBytes, heap: module.HEAPU8.length });
  }
  expect(left.at(-1)).toEqual(left[9]);
});

describe("control", () => {
  const long = {
    ...both,
    steps: 100_000,
    schedules: [schedule("a", { learningRate: constant(0.1, 100_000) })],
  };

  test.each([
    ["wasm", wasm],
    ["cpu", cpu],
    // Again where the machine was busy with something else meanwhile.
  ])("a cancel on %s takes effect within 200 ms", { retry: 3 }, async (_, loader) => {
    const control = probeControl();
    let cancelled = 0;
    const told = await run(long, [loader], control, (event) => {
      if (event.type !== "progress" || event.step < 20 || cancelled > 0) return;
      setTimeout(() => {
        cancelled = performance.now();
        control.cancel();
      }, 30);
    });
    expect(performance.now() - cancelled).toBeLessThan(200);
    expect(told.events.at(-1)).toMatchObject({ type: "finished", cancelled: true });
  });

  test("a pause stops the steps until it is resumed", async () => {
    const control = probeControl();
    const steps: number[] = [];
    const running = run(long, [wasm], control, (event) => {
      if (event.type === "progress") steps.push(event.step);
    });
    const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    while (steps.length < 3) await wait(10);
    control.pause();
    await wait(250);
    const paused = steps.at(-1) ?? 0;
    await wait(200);
    expect(steps.at(-1)).toBe(paused);
    control.resume();
    while ((steps.at(-1) ?? 0) <= paused) await wait(10);
    control.cancel();
    await running;
  });

  test("a cancel ends a pause", async () => {
    const control = probeControl();
    control.pause();
    setTimeout(() => {
      control.cancel();
    }, 50);
    const told = await run(long, [wasm], control);
    expect(told.events.at(-1)).toMatchObject({ type: "finished", cancelled: true });
  });
});

describe("divergence", () => {
  test("is told with step and cause; the others go on as if alone", async () => {
    const steps = 40;
    const calm = schedule("calm", { learningRate: constant(0.1, steps) });
    const wild = schedule("wild", { learningRate: constant(1e20, steps) });
    const told = await run({ ...both, steps, schedules: [wild, calm] }, [wasm]);
    const alone = await run({ ...both, steps, schedules: [calm] }, [wasm]);
    const diverged = ofType(told.events, "diverged");
    expect(diverged).toHaveLength(2);
    expect(diverged[0]).toMatchObject({ schedule: "wild", seed: 1, step: 1 });
    expect(told.events.at(-1)).toMatchObject({ type: "finished", steps });
    expect(told.points("validation", "calm", 1)).toEqual(alone.points("validation", "calm", 1));
  });

  test("ends what is told of a replica, but not what it measured on the way", async () => {
    const steps = 40;
    const rising = Array.from({ length: steps }, (_, t) => (t < 9 ? 0.1 : 1e20));
    const request = {
      ...both,
      steps,
      evaluateEvery: 1,
      measureEvery: 1,
      schedules: [schedule("late", { learningRate: rising })],
    };
    const told = await run(request, [wasm]);
    const [diverged] = ofType(told.events, "diverged");
    expect(diverged).toMatchObject({ step: 10 });
    const until = (last: number): number[] => Array.from({ length: last + 1 }, (_, t) => t);
    const stepsOf = (points: readonly ProbePoint[]): number[] => points.map(([step]) => step);
    // Once a step, however many steps were read back at once.
    expect(stepsOf(told.measured("gradientNorm", "late", 1)).slice(0, 10)).toEqual(until(9));
    expect(stepsOf(told.points("validation", "late", 1)).slice(0, 10)).toEqual(until(9));
    expect(stepsOf(told.measured("gradientNorm", "late", 1)).at(-1)).toBeLessThanOrEqual(10);
  });

  test("of every replica ends the run", async () => {
    const steps = 10_000;
    const wild = schedule("wild", { learningRate: constant(1e20, steps) });
    const told = await run({ ...both, steps, schedules: [wild] }, [wasm]);
    const end = told.events.at(-1);
    expect(end).toMatchObject({ type: "finished", cancelled: false });
    expect(end?.type === "finished" && end.steps).toBeLessThan(steps);
  });
});

describe("the impossible", () => {
  const fine = {
    ...both,
    steps: 5,
    schedules: [schedule("a", { learningRate: constant(0.1, 5) })],
  };
  const one = (tracks: Record<string, readonly number[]>, optimizer?: string) => ({
    ...fine,
    schedules: [schedule("a", tracks, optimizer)],
  });
  test.each([
    ["no step", { ...fine, steps: 0 }, /at least 1 step, not 0/],
    ["a billion steps", { ...fine, steps: 1e9 }, /1,000,000,000 steps is too long/],
    ["half a step", { ...fine, steps: 1.5 }, /not 1.5/],
    ["no schedule", { ...fine, schedules: [] }, /no schedule/],
    ["no seed", { ...fine, seeds: [] }, /at least one seed/],
    ["a negative seed", { ...fine, seeds: [-1] }, /not -1/],
    ["a seed twice", { ...fine, seeds: [1, 1] }, /twice/],
    [
      "10,000 replicas",
      { ...fine, seeds: Array.from({ length: 10_000 }, (_, i) => i) },
      /10,000 train/,
    ],
    ["an unknown task", { ...fine, task: "cats" }, /no probe task "cats"; there are .*spirals/],
    ["two ids alike", { ...fine, schedules: [...fine.schedules, ...fine.schedules] }, /same id/],
    ["no rate", one({ momentum: constant(0.9, 5) }), /"a" has no learningRate/],
    [
      "an unknown optimizer",
      one({ learningRate: constant(1, 5) }, "sophia"),
      /no optimizer "sophia"/,
    ],
    ["too few values", one({ learningRate: [0.1] }), /has 1 values of learningRate for 5 steps/],
    [
      "an infinite rate",
      one({ learningRate: [1, 1, Infinity, 1, 1] }),
      /learningRate at step 2: Infinity/,
    ],
    ["no evaluation", { ...fine, evaluateEvery: 0 }, /measured every 0 steps/],
  ])("%s gives one sentence", async (_, request, sentence) => {
    const { events } = await run(request, [cpu]);
    expect(events.map(({ type }) => type)).toEqual(["failed"]);
    expect(events[0]?.type === "failed" && events[0].message).toMatch(sentence);
  });
});
