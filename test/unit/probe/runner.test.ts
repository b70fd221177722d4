import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ProbeEvent } from "../../../src/probe/request";
import type { ProbeSnapshot } from "../../../src/probe/snapshot";
import { ProbeRunner } from "../../../webview/panel/probe/runner";
import { FakeWorker, points, started } from "./fakeWorker";
import { schedule } from "./requests";

const request = {
  task: "quadratic",
  steps: 1,
  seeds: [1],
  schedules: [schedule("a", { learningRate: [1] })],
};
const snapshot: ProbeSnapshot = { step: 40, seconds: 2, groups: [] };

const events: ProbeEvent[] = [];
const runner = (): ProbeRunner =>
  new ProbeRunner({ probeWorker: "worker.js", wasm: "" }, (event) => events.push(event));
const newest = async (count: number): Promise<FakeWorker> => {
  await vi.advanceTimersByTimeAsync(0);
  expect(FakeWorker.made).toHaveLength(count);
  return FakeWorker.made.at(-1) ?? Promise.reject(new Error("no worker"));
};

describe("a worker that is no use any more", () => {
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

  test("that crashes is replaced by one that goes on from the last snapshot", async () => {
    await runner().start(request);
    const first = await newest(1);
    first.tell(started("webgl"));
    first.say({ type: "snapshot", run: first.asked.run, snapshot });
    first.tell(points(57));
    first.crash("Uncaught RangeError");
    const second = await newest(2);
    expect(first.ended).toBe(true);
    expect(second.asked.from).toEqual({
      snapshot,
      told: 57,
      failed: "webgl",
      cause: "Uncaught RangeError",
    });
    // What the dead one still says is not listened to.
    first.say({ type: "event", run: 1, event: points(99) });
    expect(events).toHaveLength(2);
  });

  test("that crashes in a later stage is replaced by one that goes on in it", async () => {
    await runner().start(request);
    const first = await newest(1);
    const progress = (step: number): ProbeEvent => ({
      type: "progress",
      step,
      of: 100,
      secondsLeft: undefined,
      stage: { at: 2, of: 2, share: 0.5 + step / 200 },
    });
    first.tell(started("webgl"));
    first.tell(points(99));
    const later = { ...snapshot, stage: 1 };
    first.say({ type: "snapshot", run: first.asked.run, snapshot: { ...later, step: 0 } });
    first.tell(progress(60));
    // The same stage, further on: what was told stays told.
    first.say({ type: "snapshot", run: first.asked.run, snapshot: later });
    first.crash("boom");
    const second = await newest(2);
    expect(second.asked.from).toEqual({
      snapshot: later,
      told: 59,
      failed: "webgl",
      cause: "boom",
    });
  });

  test("that hangs is replaced, but not while the user pauses it", async () => {
    const run = runner();
    await run.start(request);
    const first = await newest(1);
    first.tell(started("wasm"));
    run.pause();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(first.ended).toBe(false);
    run.resume();
    await vi.advanceTimersByTimeAsync(29_000);
    first.tell(points(3));
    await vi.advanceTimersByTimeAsync(29_000);
    expect(first.ended).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    const second = await newest(2);
    expect(second.asked.from).toEqual({
      told: 3,
      failed: "wasm",
      cause: "no sign of life for 30 seconds",
    });
  });

  test("that never starts is replaced once, then the probe fails", async () => {
    await runner().start(request);
    await newest(1);
    await vi.advanceTimersByTimeAsync(31_000);
    const second = await newest(2);
    expect(second.asked.from).toMatchObject({ told: -1, failed: "webgl" });
    await vi.advanceTimersByTimeAsync(31_000);
    await newest(2);
    expect(events).toEqual([{ type: "failed", message: "no sign of life for 30 seconds" }]);
    expect(second.ended).toBe(true);
  });

  test("that dies on the last backend ends the probe with its reason", async () => {
    await runner().start(request);
    const first = await newest(1);
    first.tell(started("cpu"));
    first.crash("boom");
    await newest(1);
    expect(events.at(-1)).toEqual({ type: "failed", message: "boom" });
    await vi.advanceTimersByTimeAsync(100_000);
    expect(events).toHaveLength(2);
  });

  test("a finished run waits for nothing", async () => {
    await runner().start(request);
    const first = await newest(1);
    first.tell(started("cpu"));
    first.tell({
      type: "finished",
      backend: "cpu",
      steps: 1,
      cancelled: false,
      seconds: 1,
      stepsPerSecond: 1,
    });
    await vi.advanceTimersByTimeAsync(100_000);
    expect(first.ended).toBe(false);
    expect(events).toHaveLength(2);
  });
});

describe("a cancelled run", () => {
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

  test("whose worker is deep in a step ends by force within 200 ms", async () => {
    const [run, ended] = [runner(), vi.fn()];
    await run.start(request);
    const first = await newest(1);
    first.tell(started("webgl"));
    first.tell(points(3));
    run.cancel(ended);
    expect(first.got.at(-1)).toEqual({ type: "cancel", run: 1 });
    await vi.advanceTimersByTimeAsync(199);
    expect(first.ended).toBe(true);
    expect(ended).toHaveBeenCalledTimes(1);
    // What it still had to say is dropped; nothing takes it for a crash.
    first.say({ type: "event", run: 1, event: points(4) });
    await vi.advanceTimersByTimeAsync(100_000);
    expect(events).toHaveLength(2);
    expect(FakeWorker.made).toHaveLength(1);
    await run.start(request);
    const second = await newest(2);
    expect(second.asked.from).toBeUndefined();
  });

  test("whose worker answers keeps it for the next run", async () => {
    const [run, ended] = [runner(), vi.fn()];
    await run.start(request);
    const first = await newest(1);
    first.tell(started("webgl"));
    run.cancel(ended);
    const end = { backend: "webgl", steps: 3, seconds: 1, stepsPerSecond: 3 } as const;
    first.tell({ type: "finished", ...end, cancelled: true });
    await vi.advanceTimersByTimeAsync(100_000);
    expect(first.ended).toBe(false);
    expect(ended).not.toHaveBeenCalled();
    await run.start(request);
    await newest(1);
  });

  test("whose worker is still on its way ends, too", async () => {
    const [run, ended] = [runner(), vi.fn()];
    let come: (response: Response) => void = () => undefined;
    vi.stubGlobal("fetch", () => new Promise<Response>((resolve) => (come = resolve)));
    void run.start(request);
    run.cancel(ended);
    await vi.advanceTimersByTimeAsync(199);
    expect(ended).toHaveBeenCalledTimes(1);
    come(new Response("script"));
    const late = await newest(1);
    expect(late.ended).toBe(true);
    expect(late.got).toEqual([]);
  });
});
