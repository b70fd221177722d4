import { backend, memory } from "@tensorflow/tfjs-core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { PROBE_LIMITS } from "../../../src/core/probeContract";
import { probeControl } from "../../../src/probe/control";
import type { ProbeEvent, ProbePoint } from "../../../src/probe/request";
import { runs } from "../runs";
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

test("many runs leave nothing behind", { timeout: 600_000 }, async () => {
  const request = {
    task: "quadratic",
    steps: 2,
    seeds: [1],
    measureEvery: 1,
    schedules: [schedule("a", { learningRate: constant(0.1, 2) }, "adam")],
  };
  const left: { numTensors: number; numBytes: number; heap: number }[] = [];
  for (let i = 0; i < runs(100, 1000); i++) {
    await run(request, [wasm]);
    const { numTensors, numBytes } = memory();
    const { wasm: module } = backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
    left.push({ numTensors, numBytes, heap: module.HEAPU8.length });
  }
  expect(left.at(-1)).toEqual(left[9]);
});

describe("control", () => {
  /** A guard against hanging alone. */
  const PATIENT = { timeout: 60_000, interval: 5 };
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const long = {
    ...both,
    steps: 100_000,
    schedules: [schedule("a", { learningRate: constant(0.1, 100_000) })],
  };

  test.each([
    ["wasm", wasm],
    ["cpu", cpu],
  ])("a cancel on %s is heard before the work handed over is done", async (_, loader) => {
    // By this clock a step takes 5 ms and more: in 100 ms of it there are at most 20.
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => (now += 5));
    const control = probeControl();
    let asked: number | undefined;
    const told = await run(long, [loader], control, (event) => {
      if (event.type !== "progress" || event.step < 20 || asked !== undefined) return;
      asked = event.step;
      // As a click arrives: when the training takes a breath.
      setImmediate(() => {
        control.cancel();
      });
    });
    const end = told.events.at(-1);
    expect(end).toMatchObject({ type: "finished", cancelled: true });
    expect(end?.type === "finished" && end.steps - (asked ?? NaN)).toBeLessThanOrEqual(40);
  });

  test("a pause stops the steps until it is resumed", async () => {
    const control = probeControl();
    const steps: number[] = [];
    const running = run(long, [wasm], control, (event) => {
      if (event.type === "progress") steps.push(event.step);
    });
    await vi.waitUntil(() => steps.length >= 3, PATIENT);
    const asks = vi.spyOn(control, "whenRunning");
    control.pause();
    // The training has stopped where it waits to be let on.
    await vi.waitUntil(() => asks.mock.calls.length > 0, PATIENT);
    const paused = steps.at(-1) ?? 0;
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(steps.at(-1)).toBe(paused);
    control.resume();
    await vi.waitUntil(() => (steps.at(-1) ?? 0) > paused, PATIENT);
    control.cancel();
    await running;
  });

  test("a cancel ends a pause", async () => {
    const control = probeControl();
    control.pause();
    const asks = vi.spyOn(control, "whenRunning");
    const running = run(long, [wasm], control);
    await vi.waitUntil(() => asks.mock.calls.length > 0, PATIENT);
    control.cancel();
    const told = await running;
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
    [
      "more steps than travel",
      { ...fine, steps: PROBE_LIMITS.steps + 1 },
      /100,001 .* at most 100,000/,
    ],
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
