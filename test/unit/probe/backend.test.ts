import { describe, expect, test } from "vitest";
import type { BackendLoader, LoadedBackend } from "../../../src/probe/backends/loader";
import { isSoftwareRenderer } from "../../../src/probe/backends/loader";
import { readToProbe } from "../../../src/probe/messages";
import { cpu, wasm } from "./backends";
import { constant, run, schedule, type Told } from "./requests";

const STEPS = 60;
const request = {
  task: "spirals",
  steps: STEPS,
  seeds: [1],
  schedules: [
    schedule("a", { learningRate: constant(0.1, STEPS), momentum: constant(0.9, STEPS) }),
  ],
};
const starts = ({ events }: Told) => events.filter((event) => event.type === "started");

/** A "graphics card": really the processor, under another name. */
function graphics(more: Partial<LoadedBackend>, on = cpu): BackendLoader {
  const load = async () => ({ ...(await on.load()), device: "Test card", ...more });
  return { name: "webgl", load };
}
const absent: BackendLoader = {
  name: "webgpu",
  load: () => Promise.reject(new Error("no graphics adapter")),
};

describe("the choice of a backend", () => {
  test("takes the first that is there and says what was missing", async () => {
    const [started] = starts(await run(request, [absent, graphics({}), wasm]));
    expect(started).toMatchObject({
      backend: "webgl",
      why: "WebGL on Test card: WebGPU is not available (no graphics adapter).",
    });
  });

  test("does not start a software renderer for what the processor does in a moment", async () => {
    const [started] = starts(await run(request, [graphics({ software: true }), wasm, cpu]));
    expect(started).toMatchObject({ backend: "wasm" });
    expect(started?.type === "started" && started.why).toMatch(/software renderer/);
  });

  test("takes the backend that the user asked for, or says why not", async () => {
    const [asked] = starts(await run({ ...request, backend: "cpu" }, [wasm, cpu]));
    expect(asked).toMatchObject({ backend: "cpu", why: "plain JavaScript, as asked for." });
    const [instead] = starts(await run({ ...request, backend: "webgpu" }, [absent, wasm]));
    expect(instead).toMatchObject({
      backend: "wasm",
      why: "WebGPU is not available (no graphics adapter); WASM on SIMD is used instead.",
    });
  });

  test("says in a sentence that there is nothing to compute on", async () => {
    const { events } = await run(request, [absent]);
    expect(events).toEqual([
      {
        type: "failed",
        message: "Nothing to compute on: WebGPU is not available (no graphics adapter).",
      },
    ]);
  });

  test.each([
    ["ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)", true],
    ["llvmpipe (LLVM 15.0.6, 256 bits)", true],
    ["ANGLE (Microsoft, Microsoft Basic Render Driver, D3D11)", true],
    ["ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)", false],
    ["Apple M2", false],
  ])("%s: software is %s", (name, software) => {
    expect(isSoftwareRenderer(name)).toBe(software);
  });
});

describe("a device that is lost in mid-run", () => {
  test("hands the run to the next backend, which tells no step twice", async () => {
    let asked = 0;
    const failing = graphics({ lost: () => (++asked > 3 ? "the device was lost" : undefined) });
    const told = await run(request, [failing, wasm]);
    expect(starts(told)).toMatchObject([
      { backend: "webgl" },
      {
        backend: "wasm",
        why: "WebGL failed (the device was lost); going on with WASM on SIMD.",
      },
    ]);
    expect(told.events.at(-1)).toMatchObject({ type: "finished", backend: "wasm", steps: STEPS });
    const train = told.points("train", "a", 1);
    expect(train.map(([step]) => step)).toEqual(Array.from({ length: STEPS }, (_, i) => i));
    const undisturbed = (await run(request, [wasm])).points("train", "a", 1);
    train.forEach(([, loss], step) => {
      expect(loss).toBeCloseTo(undisturbed[step]?.[1] ?? Number.NaN, 3);
    });
  });

  test("ends the probe with its reason where no backend is left", async () => {
    const told = await run(request, [graphics({ lost: () => "the device was lost" })]);
    expect(told.events.at(-1)).toEqual({
      type: "failed",
      message: "The probe failed: the device was lost.",
    });
  });
});

describe("messages to the worker", () => {
  const message = { type: "run", run: 3, request };

  test("a request survives being read", () => {
    expect(readToProbe(message)).toEqual(message);
  });

  test.each([
    ["nothing", undefined, undefined],
    ["an unknown type", { type: "explode", run: 3 }, 3],
    ["no request", { type: "run", run: 3 }, 3],
    ["a value that is no number", { ...message, request: { ...request, steps: "5" } }, 3],
    [
      "an endless rate",
      {
        ...message,
        request: {
          ...request,
          schedules: [{ ...request.schedules[0], tracks: { learningRate: [Infinity] } }],
        },
      },
      3,
    ],
  ])("%s is refused with the run that it is about", (_, data, about) => {
    expect(readToProbe(data)).toMatchObject({ type: "unreadable", run: about });
  });
});
