import { backend } from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { probeControl } from "../../../src/probe/control";
import { readToProbe } from "../../../src/probe/messages";
import type { ProbeRequest } from "../../../src/core/probeContract";
import type { RunOptions } from "../../../src/probe/run";
import type { ProbeSnapshot, Resume } from "../../../src/probe/snapshot";
import { refuseNull } from "../../../src/probe/backends/wasm";
import { cpu, wasm } from "./backends";
import { constant, run, schedule, type Told } from "./requests";

const STEPS = 30_000;
const tracks = { learningRate: constant(0.05, STEPS), momentum: constant(0.9, STEPS) };
const request: ProbeRequest = {
  task: "quadratic",
  steps: STEPS,
  seeds: [1, 2],
  evaluateEvery: 50,
  schedules: [schedule("a", tracks), schedule("wild", { learningRate: constant(1e20, STEPS) })],
};

/** Trains until the first snapshot and a little further, as a worker that then dies. */
async function untilItDies(options: RunOptions = {}): Promise<{ told: Told; kept: ProbeSnapshot }> {
  let kept: ProbeSnapshot | undefined;
  const control = probeControl();
  const told = await run(
    request,
    [wasm],
    control,
    (event) => {
      if (event.type === "progress" && kept && event.step > kept.step + 20) control.cancel();
    },
    { ...options, keep: (snapshot) => (kept ??= snapshot) },
  );
  if (kept === undefined) throw new Error("no snapshot");
  return { told, kept };
}

const steps = (told: Told): number[] => told.points("train", "a", 2).map(([step]) => step);

describe("a run whose program dies", () => {
  test("goes on from its snapshot on the next backend; no step is told twice", async () => {
    const { told, kept } = await untilItDies();
    const last = steps(told).at(-1) ?? NaN;
    expect(kept.step).toBeLessThan(last);
    expect(kept.groups[0]?.replicas.map(({ alive }) => alive)).toEqual([true, true, false, false]);
    const from: Resume = { snapshot: kept, told: last, failed: "wasm", cause: "it crashed" };
    // What travels to a worker is checked there, and comes through unchanged.
    const message = { type: "run", run: 1, request, from };
    expect(readToProbe(structuredClone(message))).toEqual(message);
    const short = { ...request, steps: last + 200 };
    const cut = short.schedules.map((one) => ({
      ...one,
      tracks: Object.fromEntries(
        Object.entries(one.tracks).map(([name, values]) => [name, values.slice(0, short.steps)]),
      ),
    }));
    const after = await run({ ...short, schedules: cut }, [wasm, cpu], probeControl(), undefined, {
      resume: from,
    });
    expect(after.events[0]).toMatchObject({
      type: "started",
      backend: "cpu",
      from: kept.step,
      why: "WASM failed (it crashed); going on with plain JavaScript.",
    });
    expect(steps(after)).toEqual(Array.from({ length: 199 }, (_, i) => last + 1 + i));
    expect(after.points("train", "wild", 1)).toEqual([]);
    // The validation losses of one run that nothing happened to.
    const whole = await run({ ...short, schedules: cut }, [wasm]);
    const expected = new Map(whole.points("validation", "a", 1));
    for (const [step, loss] of after.points("validation", "a", 1)) {
      expect(Math.abs(loss / (expected.get(step) ?? NaN) - 1), `step ${step}`).toBeLessThan(0.01);
    }
  });

  test("starts anew where it died before the first snapshot", async () => {
    const resume: Resume = { told: 9, failed: "webgl", cause: "it crashed" };
    const brief = {
      ...request,
      steps: 20,
      schedules: [schedule("a", { learningRate: constant(0.1, 20) })],
    };
    const after = await run(brief, [wasm, cpu], probeControl(), undefined, { resume });
    expect(after.events[0]).toMatchObject({ backend: "wasm", from: 0 });
    expect(steps(after)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  test("ends with its reason where nothing is left to compute on", async () => {
    const resume: Resume = { told: 9, failed: "cpu", cause: "it crashed" };
    const after = await run(request, [wasm, cpu], probeControl(), undefined, { resume });
    expect(after.events).toEqual([{ type: "failed", message: "The probe failed: it crashed." }]);
  });
});

describe("a machine out of memory", () => {
  test("is an error, not a write to the address 0", () => {
    const allocator = { _malloc: (bytes: number): number => (bytes > 1000 ? 0 : 16) };
    refuseNull(allocator);
    expect(allocator._malloc(8)).toBe(16);
    expect(() => allocator._malloc(2000)).toThrow("out of memory");
    expect(allocator._malloc(0)).toBe(16);
  });

  test("hands the run to the next backend", async () => {
    const small = { name: "wasm" as const, load: () => wasm.load().then(limited) };
    const steps = 60;
    const schedules = [schedule("a", { learningRate: constant(0.1, steps) })];
    const told = await run({ ...request, steps, schedules }, [small, cpu]);
    expect(told.events.at(-1)).toMatchObject({ type: "finished", backend: "cpu", steps });
    expect(told.events.filter(({ type }) => type === "started")[1]).toMatchObject({
      why: "WASM failed (out of memory); going on with plain JavaScript.",
    });
  });
});

/** From its hundredth allocation on the backend has no memory left. */
function limited<Loaded>(loaded: Loaded): Loaded {
  const { wasm: module } = backend() as unknown as { wasm: { _malloc(bytes: number): number } };
  const allocate = module._malloc.bind(module);
  let allocations = 0;
  module._malloc = (bytes) => (++allocations > 100 ? 0 : allocate(bytes));
  refuseNull(module);
  return loaded;
}
