import { grads, sum, tensor, type Tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { MEASUREMENTS, type ProbePoint } from "../../../src/probe/request";
import { randomStream } from "../../../src/probe/random";
import { lstm } from "../../../src/probe/tasks/lstm";
import { lstmFused, lstmPlain } from "../../../src/probe/tasks/lstmCell";
import { parameterCount } from "../../../src/probe/tasks/task";
import { cpu, wasm } from "./backends";
import { constant, run, schedule } from "./requests";

const [REPLICAS, HIDDEN, SAMPLES, STEPS] = [2, 3, 5, 5];
const random = randomStream("test");
const values = (count: number): number[] => Array.from({ length: count }, () => random.normal());
const weights = values(REPLICAS * 4 * HIDDEN * (HIDDEN + 3));
const inputs = Array.from({ length: STEPS }, () =>
  values(REPLICAS * 2 * SAMPLES).concat(constant(0, REPLICAS * SAMPLES)),
);
const weightTensor = (): Tensor => tensor(weights, [REPLICAS, 4 * HIDDEN, HIDDEN + 3]);
const inputTensors = (): Tensor[] => inputs.map((x) => tensor(x, [REPLICAS, 3, SAMPLES]));

/** The textbook's formulas, one number at a time. */
function byHand(replica: number, sample: number): number[] {
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
  const columns = HIDDEN + 3;
  let [h, c] = [constant(0, HIDDEN), constant(0, HIDDEN)];
  for (const x of inputs) {
    const seen = [0, 1, 2].map((row) => x[(replica * 3 + row) * SAMPLES + sample] ?? NaN);
    const joined = [...h, ...seen];
    const gate = (which: number, unit: number): number => {
      const row = (replica * 4 * HIDDEN + which * HIDDEN + unit) * columns;
      return joined.reduce((total, value, i) => total + value * (weights[row + i] ?? NaN), 0);
    };
    const kept = c;
    c = h.map(
      (_, u) =>
        sigmoid(gate(1, u)) * (kept[u] ?? NaN) + sigmoid(gate(0, u)) * Math.tanh(gate(3, u)),
    );
    h = h.map((_, u) => sigmoid(gate(2, u)) * Math.tanh(c[u] ?? NaN));
  }
  return h;
}

describe.each([
  ["plain JavaScript", cpu],
  ["WASM, which has a kernel for the cell", wasm],
])("the LSTM's recurrence on %s", (_, backend) => {
  beforeAll(() => backend.load());

  test.each([
    ["fused", lstmFused],
    ["plain", lstmPlain],
  ])("%s: is that of the textbook", async (_, recurrence) => {
    const last = recurrence(weightTensor(), inputTensors(), HIDDEN);
    const found = await last.data();
    for (let replica = 0; replica < REPLICAS; replica++) {
      for (let sample = 0; sample < SAMPLES; sample++) {
        byHand(replica, sample).forEach((expected, unit) => {
          const at = (replica * HIDDEN + unit) * SAMPLES + sample;
          expect(found[at]).toBeCloseTo(expected, 5);
        });
      }
    }
  });

  test("its own gradient is that of tfjs's differentiation", async () => {
    const gradient = (recurrence: typeof lstmFused): Promise<ArrayLike<number>> => {
      const [found] = grads((w: Tensor) => sum(recurrence(w, inputTensors(), HIDDEN)))([
        weightTensor(),
      ]);
      return found?.data() ?? Promise.reject(new Error("no gradient"));
    };
    const [own, plain] = [await gradient(lstmFused), await gradient(lstmPlain)];
    expect(own.length).toBe(weights.length);
    Array.from(own).forEach((value, i) => {
      expect(value).toBeCloseTo(plain[i] ?? NaN, 4);
    });
  });
});

describe("the adding problem", () => {
  test("whoever always says 1 has an error of 1/6", () => {
    const task = lstm();
    const targets = [1, 2, 3, 4].flatMap((seed) => {
      const blocks = Array.from({ length: 40 }, (_, step) => task.batch(seed, step).at(-1));
      return blocks.flatMap((block) => [...(block?.values ?? [])]);
    });
    const error = targets.reduce((total, y) => total + (y - 1) ** 2, 0) / targets.length;
    // Of 5,120 squares with a standard deviation of 0.2: four standard errors.
    expect(Math.abs(error - 1 / 6)).toBeLessThan(0.012);
    expect(parameterCount(task)).toBe(4513);
  });
});

describe("the LSTM's training", () => {
  const last = (points: readonly ProbePoint[]): number => points.at(-1)?.[1] ?? Number.NaN;

  const steps = 240;
  const cosine = Array.from({ length: steps }, (_, t) => (1 + Math.cos((Math.PI * t) / steps)) / 2);
  const warm = cosine.map((rate, t) => rate * Math.min(1, (t + 1) / 60));
  const momentum = constant(0.9, steps);
  const request = { task: "lstm", steps, evaluateEvery: steps, measureEvery: 1 };

  test("explodes within ten steps without warmup", async () => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const schedules = [schedule("cold", { learningRate: cosine, momentum })];
    const told = await run({ ...request, seeds, schedules }, [wasm]);
    const diverged = told.events.filter((event) => event.type === "diverged");
    expect(diverged).toHaveLength(seeds.length);
    for (const { step } of diverged) expect(step).toBeLessThan(10);
    for (const seed of seeds) {
      const norms = told.measured(MEASUREMENTS.gradientNorm, "cold", seed).map(([, norm]) => norm);
      expect(Math.max(...norms)).toBeGreaterThan(10 * (norms[0] ?? NaN));
    }
  });

  test("learns to add at the same rate with warmup", { timeout: 60_000 }, async () => {
    const seeds = [1, 2, 3, 4];
    const schedules = [schedule("warm", { learningRate: warm, momentum })];
    const told = await run({ ...request, seeds, schedules }, [wasm]);
    expect(told.events.filter(({ type }) => type === "diverged")).toEqual([]);
    for (const seed of seeds) {
      expect(last(told.points("validation", "warm", seed)), `seed ${seed}`).toBeLessThan(0.05);
    }
  });
});
