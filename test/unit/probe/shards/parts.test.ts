import { describe, expect, test } from "vitest";
import { probeControl } from "../../../../src/probe/control";
import type { ProbeRequest } from "../../../../src/core/probeContract";
import { newRun, takeEvent, type ProbeRun } from "../../../../src/probe/results/run";
import { toRunFile } from "../../../../src/probe/results/runFile";
import { runProbe } from "../../../../src/probe/run";
import { JoinedEvents } from "../../../../src/probe/shards/joinEvents";
import { partsOf, worthSharing } from "../../../../src/probe/shards/parts";
import { cpu, wasm } from "../backends";
import { constant, run, schedule } from "../requests";

const requestOf = (task: string, steps: number, seeds: readonly number[]): ProbeRequest => ({
  task,
  steps,
  seeds,
  schedules: [
    schedule("low", { learningRate: constant(0.02, steps) }),
    schedule("adam", { learningRate: constant(0.01, steps) }, "adam"),
    // Its trainings diverge.
    schedule("wild", { learningRate: constant(1e6, steps) }),
  ],
  evaluateEvery: 2,
  measureEvery: 2,
  backend: "wasm",
});

/** Everything but the clock. */
const outcome = (of: ProbeRun) =>
  toRunFile({ ...of, seconds: undefined, stepsPerSecond: undefined });

async function trained(
  whole: ProbeRequest,
  parts: readonly ProbeRequest[],
): Promise<ReturnType<typeof outcome>> {
  const result = newRun(whole);
  const joined = new JoinedEvents((event) => {
    takeEvent(result, event);
  });
  const told = parts.map((request) => ({ request, sink: joined.part() }));
  // The second first: which of them is ahead doesn't matter.
  for (const { request, sink } of told.toReversed()) {
    await runProbe(request, sink, probeControl(), [wasm]);
  }
  expect(result.error).toBeUndefined();
  expect(result.state).toBe("done");
  return outcome(result);
}

describe("the parts of a run", () => {
  test("are some of the seeds each, all of them together the whole", () => {
    const request = requestOf("spirals", 2, [4, 8, 1, 7, 5]);
    expect(partsOf(request, 2).map(({ seeds }) => seeds)).toEqual([
      [4, 8, 1],
      [7, 5],
    ]);
    expect(partsOf(request, 4).map(({ seeds }) => seeds)).toEqual([[4, 8], [1], [7], [5]]);
    expect(partsOf(request, 9).map(({ seeds }) => seeds)).toEqual([[4], [8], [1], [7], [5]]);
    expect(partsOf(request, 1)).toEqual([request]);
    expect(partsOf({ ...request, seeds: [] }, 2)).toHaveLength(1);
  });

  test.each(["spirals", "diffusion", "federated", "lottery"])(
    "trained beside each other are the run of one worker, to the last bit: %s",
    async (task) => {
      const request = requestOf(task, 4, [3, 7, 8]);
      const whole = await trained(request, [request]);
      expect(await trained(request, partsOf(request, 2))).toEqual(whole);
    },
  );

  test("are made of long runs on a processor alone", () => {
    const request = requestOf("spirals", 1000, [1, 2]);
    // 1000 updates of 2 × 3 trainings.
    expect(worthSharing(request, 1667, "wasm")).toBe(true);
    expect(worthSharing(request, 1667, "cpu")).toBe(true);
    expect(worthSharing(request, 1666, "wasm")).toBe(false);
    expect(worthSharing(request, 1667, "webgpu")).toBe(false);
    expect(worthSharing(request, 1667, "webgl")).toBe(false);
    expect(worthSharing({ ...request, seeds: [1] }, 10_000, "wasm")).toBe(false);
  });
});

describe("an engine that others can help", () => {
  // Of 24,100 weights each, 210 updates of two trainings are worth it, and of one are not.
  const request = (seeds: readonly number[]): ProbeRequest => ({
    task: "federated",
    steps: 210,
    seeds,
    schedules: [schedule("a", { learningRate: constant(0.1, 210) })],
    evaluateEvery: 210,
  });
  const startOf = async (seeds: readonly number[], workers: number) => {
    const control = probeControl();
    const told = await run(
      request(seeds),
      [wasm, cpu],
      control,
      (event) => {
        if (event.type === "points") control.cancel();
      },
      { workers },
    );
    const [first] = told.events;
    if (first?.type !== "started") throw new Error("not started");
    const seedsTold = seeds.filter((seed) => told.points("train", "a", seed).length > 0);
    return { first, seedsTold };
  };

  test("trains its part of a long run, and says how many parts there are", async () => {
    const { first, seedsTold } = await startOf([5, 6], 2);
    expect(first).toMatchObject({ shares: 2, replicas: 2 });
    expect(first.why).toMatch(/The seeds are shared out among 2 workers\.$/);
    expect(seedsTold).toEqual([5]);
  });

  test.each([
    ["alone", [5, 6], 1],
    ["with one seed", [5], 2],
  ] as const)("trains the whole %s", async (_, seeds, workers) => {
    const { first, seedsTold } = await startOf(seeds, workers);
    expect(first.shares).toBeUndefined();
    expect(first.why).not.toMatch(/shared out/);
    expect(seedsTold).toEqual(seeds);
  });
});
