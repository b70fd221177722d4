import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProbeRequest } from "../../src/core/probeContract";
import type { ProbeEvent } from "../../src/probe/request";
import { openBrowser, type OpenBrowser } from "../harness/browser";
import { trainAndLose } from "./support/workerPage";

const STEPS = 150;
const values = (value: number): number[] => new Array<number>(STEPS).fill(value);
const request = (backend: "webgl" | "webgpu"): ProbeRequest => ({
  task: "quadratic",
  steps: STEPS,
  seeds: [0, 1],
  backend,
  schedules: [
    {
      id: "a",
      name: "a",
      optimizer: { name: "sgd" },
      tracks: { learningRate: values(0.1), momentum: values(0.9) },
    },
  ],
});

const starts = (events: readonly ProbeEvent[]) =>
  events.flatMap((event) => (event.type === "started" ? [event] : []));

function trained(events: readonly ProbeEvent[]): number[] {
  return events.flatMap((event) =>
    event.type === "points"
      ? event.series.filter(({ seed }) => seed === 1).flatMap(({ train }) => train.map(([t]) => t))
      : [],
  );
}

describe("a probe whose graphics are lost", () => {
  let opened: OpenBrowser;
  beforeAll(async () => {
    opened = await openBrowser({ graphics: "webgpu" });
  });
  afterAll(() => opened.browser.close());

  it.each([
    ["webgl", "WebGL failed (the graphics context was lost); going on with "],
    ["webgpu", "WebGPU failed ("],
  ] as const)("goes on elsewhere when %s is lost, and says so", async (backend, why) => {
    const sabotage = { at: 20, type: `lose ${backend}` };
    const events = await trainAndLose(opened.page, { request: request(backend), sabotage });
    const [first, second] = starts(events);
    expect(first?.backend).toBe(backend);
    expect(second?.backend).not.toBe(backend);
    expect(second?.why.startsWith(why), second?.why).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: "finished", steps: STEPS });
    expect(trained(events)).toEqual(values(0).map((_, step) => step));
  });
});
