import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ProbeEvent } from "../../../src/probe/request";
import { SharedRunner } from "../../../webview/panel/probe/sharedRunner";
import { FakeWorker, points, started } from "./fakeWorker";
import { schedule } from "./requests";

const request = {
  task: "quadratic",
  steps: 100,
  seeds: [1, 2, 3],
  schedules: [schedule("a", { learningRate: [1] })],
};
const startedShared = (): ProbeEvent => ({ ...started("wasm"), shares: 2 }) as ProbeEvent;
const progress = (step: number, secondsLeft: number): ProbeEvent => ({
  type: "progress",
  step,
  of: 100,
  secondsLeft,
});
const finished = (steps: number, cancelled = false): ProbeEvent => ({
  type: "finished",
  backend: "wasm",
  steps,
  cancelled,
  seconds: steps / 10,
  stepsPerSecond: 10,
});

const events: ProbeEvent[] = [];
const types = (): string[] => events.map(({ type }) => type);
const workers = async (count: number): Promise<readonly FakeWorker[]> => {
  await vi.advanceTimersByTimeAsync(0);
  expect(FakeWorker.made).toHaveLength(count);
  return FakeWorker.made;
};
const runner = (): SharedRunner =>
  new SharedRunner({ probeWorker: "worker.js", wasm: "" }, (event) => events.push(event), 2);

/** A run whose two workers have begun. */
async function shared(): Promise<{ run: SharedRunner; one: FakeWorker; two: FakeWorker }> {
  const run = runner();
  await run.start(request);
  const [first] = await workers(1);
  first?.tell(startedShared());
  const [one, two] = await workers(2);
  if (!one || !two) throw new Error("no workers");
  two.tell(started("wasm"));
  return { run, one, two };
}

describe("a run that is shared out among workers", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("Worker", FakeWorker);
    vi.stubGlobal("fetch", () => Promise.resolve(new Response("script")));
    events.length = 0;
    FakeWorker.made.length = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test("is offered whole to the first, and the rest given to the second on the same backend", async () => {
    const { one, two } = await shared();
    expect(one.asked).toMatchObject({ request: { seeds: [1, 2, 3] }, workers: 2 });
    expect(two.asked.request).toEqual({ ...request, seeds: [3], backend: "wasm" });
    expect(two.asked.workers).toBeUndefined();
    // That the second has started says nothing new.
    expect(types()).toEqual(["started"]);
  });

  test("is as far as its slower worker, and ends once, with the last", async () => {
    const { one, two } = await shared();
    two.tell(progress(60, 4));
    // Nothing is known of the first yet.
    expect(types()).toEqual(["started"]);
    one.tell(progress(40, 7));
    two.tell(progress(80, 2));
    expect(events.at(-1)).toEqual(progress(40, 7));
    two.tell(points(80));
    two.tell(finished(100));
    expect(types()).not.toContain("finished");
    one.tell(progress(90, 1));
    expect(events.at(-1)).toEqual(progress(90, 1));
    one.tell({ ...finished(100), seconds: 14, stepsPerSecond: 7 } as ProbeEvent);
    expect(events.at(-1)).toEqual({ ...finished(100), seconds: 14, stepsPerSecond: 7 });
    await vi.advanceTimersByTimeAsync(100_000);
    expect(types().filter((type) => type === "finished")).toHaveLength(1);
  });

  test("takes its end from those that live where all of one worker's trainings diverge", async () => {
    const { one, two } = await shared();
    two.tell(finished(12));
    one.tell(finished(100));
    expect(events.at(-1)).toMatchObject({ type: "finished", steps: 100, cancelled: false });
  });

  test("needs no second worker where the first keeps the whole", async () => {
    await runner().start(request);
    const [only] = await workers(1);
    only?.tell(started("webgl"));
    only?.tell(finished(100));
    await workers(1);
    expect(types()).toEqual(["started", "finished"]);
  });

  test("pauses and goes on in both, also where the second is still on its way", async () => {
    const run = runner();
    await run.start(request);
    const [first] = await workers(1);
    first?.tell(startedShared());
    run.pause();
    const [one, two] = await workers(2);
    const said = (worker?: FakeWorker) => worker?.got.map(({ type }) => type);
    expect(said(one)).toEqual(["run", "pause"]);
    expect(said(two)).toEqual(["run", "pause"]);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(one?.ended || two?.ended).toBe(false);
    run.resume();
    expect([said(one)?.at(-1), said(two)?.at(-1)]).toEqual(["resume", "resume"]);
  });

  test("one of whose workers has finished waits for the other alone", async () => {
    const { run, one, two } = await shared();
    two.tell(finished(100));
    run.pause();
    run.resume();
    expect(two.got.map(({ type }) => type)).toEqual(["run"]);
    for (let i = 0; i < 4; i++) {
      await vi.advanceTimersByTimeAsync(20_000);
      one.tell(progress(i, 9));
    }
    expect(two.ended).toBe(false);
    expect(types()).not.toContain("failed");
  });

  test("is cancelled in both, and tells how far the slower one came", async () => {
    const { run, one, two } = await shared();
    const ended = vi.fn();
    run.cancel(ended);
    expect([one, two].map(({ got }) => got.at(-1)?.type)).toEqual(["cancel", "cancel"]);
    one.tell(finished(40, true));
    two.tell(finished(60, true));
    expect(events.at(-1)).toMatchObject({ type: "finished", cancelled: true, steps: 40 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(ended).not.toHaveBeenCalled();
    expect(one.ended || two.ended).toBe(false);
  });

  test("is ended by force, once, where its workers do not hear", async () => {
    const { run, one, two } = await shared();
    const ended = vi.fn();
    run.cancel(ended);
    await vi.advanceTimersByTimeAsync(199);
    expect(ended).toHaveBeenCalledTimes(1);
    expect(one.ended && two.ended).toBe(true);
    await vi.advanceTimersByTimeAsync(100_000);
    await workers(2);
    await run.start(request);
    await workers(3);
  });

  test("has no second worker where it is cancelled before it has begun", async () => {
    const run = runner();
    await run.start(request);
    const [first] = await workers(1);
    run.cancel(() => undefined);
    first?.tell(startedShared());
    first?.tell(finished(0, true));
    await workers(1);
    expect(types()).toEqual(["started", "finished"]);
  });

  test("is over at once where nothing trains yet", () => {
    const ended = vi.fn();
    runner().cancel(ended);
    expect(ended).toHaveBeenCalledTimes(1);
  });

  test.each([
    ["first", 0, [1, 2]],
    ["second", 1, [3]],
  ] as const)("goes on where the %s worker crashes, with its part", async (_, index, seeds) => {
    await shared();
    const lost = FakeWorker.made[index];
    const snapshot = { step: 40, seconds: 2, groups: [] };
    lost?.say({ type: "snapshot", run: lost.asked.run, snapshot });
    lost?.tell(points(57));
    lost?.crash("boom");
    const next = (await workers(3)).at(-1);
    expect(next?.asked.request.seeds).toEqual(seeds);
    expect(next?.asked.from).toEqual({ snapshot, told: 57, failed: "wasm", cause: "boom" });
    next?.tell({ ...started("cpu"), why: "WASM failed (boom)" } as ProbeEvent);
    expect(events.at(-1)).toMatchObject({ type: "started", backend: "cpu" });
    for (const worker of FakeWorker.made.filter(({ ended }) => !ended)) worker.tell(finished(100));
    expect(events.at(-1)).toMatchObject({ type: "finished", steps: 100 });
  });

  test("fails as a whole where one of its workers does", async () => {
    const { one, two } = await shared();
    two.tell({ type: "failed", message: "out of memory" });
    expect(events.at(-1)).toEqual({ type: "failed", message: "out of memory" });
    expect(one.got.at(-1)?.type).toBe("cancel");
    one.tell(points(5));
    one.tell(finished(5, true));
    expect(types()).toEqual(["started", "failed"]);
  });

  test("is no more heard of when the next has started", async () => {
    const { run, one, two } = await shared();
    await run.start({ ...request, seeds: [9] });
    const before = two.asked.run;
    events.length = 0;
    two.say({ type: "event", run: before, event: points(70) });
    two.say({ type: "event", run: before, event: finished(70, true) });
    expect(events).toEqual([]);
    one.tell(started("wasm"));
    one.tell(finished(100));
    expect(types()).toEqual(["started", "finished"]);
  });
});
