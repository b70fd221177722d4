import {
  concat,
  exp,
  gather,
  getBackend,
  getKernel,
  grad,
  matMul,
  max,
  add,
  mul,
  sum,
  tensor,
  tidy,
  tile,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, expect, test } from "vitest";
import { sizeOf } from "../../../src/probe/tasks/task";
import { layerSums } from "../../../src/probe/engine/layerSums";
import { adam } from "../../../src/probe/engine/rules/adam";
import type { RuleState, UpdateRule } from "../../../src/probe/engine/rules/rule";
import { sgd } from "../../../src/probe/engine/rules/sgd";
import { fused, FUSED } from "../../../src/probe/fused";
import { randomStream } from "../../../src/probe/random";
import { layerShapes } from "../../../src/probe/tasks/initial";
import { silu } from "../../../src/probe/tasks/silu";
import { cpu, wasm } from "./backends";

beforeAll(() => wasm.load());
afterEach(() => wasm.load());

function filled(shape: number[], key: string, scale = 1): Tensor {
  const random = randomStream("fused", key);
  const count = shape.reduce((product, value) => product * value, 1);
  return tensor(
    Float32Array.from({ length: count }, () => scale * random.normal()),
    shape,
  );
}

const onCpu = async (compute: () => Tensor): Promise<ArrayLike<number>> => {
  await cpu.load();
  const values = tidy(compute).dataSync();
  await wasm.load();
  return values;
};

const σ = (x: number): number => 1 / (1 + Math.exp(-x));
const POINTS = [0, -0, 1e-30, 0.3, -0.7, 2.5, -4, 9, -9, 15.7, -15.9, 40, -40, 300, -300];
const slopeAt = (x: number): number => σ(x) + x * σ(x) * (1 - σ(x));

const four = () => tensor([1, 2, 3, 4], [1, 4]);

test("the kernels that tfjs lacks are known on WASM alone", async () => {
  for (const kernel of Object.values(FUSED)) expect(getKernel(kernel, "wasm")).toBeTruthy();
  expect(fused(FUSED.siluSlope, { dy: four(), x: four(), s: four() })).toHaveLength(1);
  await cpu.load();
  expect(getBackend()).toBe("cpu");
  expect(fused(FUSED.siluSlope, { dy: four(), x: four(), s: four() })).toBeUndefined();
});

test("too few numbers for SIMD are left to the usual operations", () => {
  const x = tensor([1, 2, 3, 4, 5, 6], [2, 3]);
  expect(fused(FUSED.siluSlope, { dy: x, x, s: x })).toBeUndefined();
  const slope = grad((few: Tensor) => sum(silu(few)))(tensor([-2, 3], [1, 2])).dataSync();
  expect(slope[0]).toBeCloseTo(slopeAt(-2), 6);
});

test("the slope of x σ(x) is that of double precision", () => {
  const weights = POINTS.map((_, i) => i - 6.5);
  const slope = grad((x: Tensor) => sum(mul(silu(x), tensor(weights, [1, POINTS.length]))));
  const found = slope(tensor(POINTS, [1, POINTS.length])).dataSync();
  POINTS.forEach((x, i) => {
    const exact = (weights[i] ?? NaN) * slopeAt(x);
    const bound = 2 ** -23 * 8 * Math.max(1, Math.abs(x));
    expect(Math.abs((found[i] ?? NaN) - exact), `at ${x}`).toBeLessThan(bound);
  });
});

test.each([
  [3, 5, 7, 9],
  [2, 4, 10, 48],
  [2, 6, 48, 2],
  [1, 1, 5, 1],
  [4, 9, 3, 3],
])(
  "a layer is its product and its bias to the last bit: %i × [%i, %i] · [.., %i]",
  (r, b, i, o) => {
    const [x, weight, bias] = [
      filled([r, b, i], "x"),
      filled([r, i, o], "w"),
      filled([r, 1, o], "b"),
    ];
    const [whole] = fused(FUSED.dense, { x, weight, bias }) ?? [];
    expect(whole?.shape).toEqual([r, b, o]);
    expect(whole?.dataSync()).toEqual(add(matMul(x, weight), bias).dataSync());
  },
);

const REPLICAS = 3;
const SHAPES = layerShapes([5, 3, 2]);
const WIDTH = sizeOf(SHAPES);

/** Some updates of a rule; the rates spread over the weights, the usual operations compute them. */
function updated(rule: UpdateRule, hyper: readonly (readonly number[])[], spread: boolean) {
  return tidy(() => {
    let state: RuleState = {
      weights: filled([REPLICAS, WIDTH], "weights"),
      slots: Array.from({ length: rule.slots }, () =>
        tensor(new Float32Array(REPLICAS * WIDTH), [REPLICAS, WIDTH]),
      ),
    };
    const inputs = hyper.map((values) => tensor(values, [REPLICAS, 1]));
    const [rate, ...others] = inputs;
    if (rate === undefined) throw new Error("no rate");
    for (let step = 0; step < 4; step++) {
      const gradients = filled([REPLICAS, WIDTH], `gradients ${step}`, 10 ** -step);
      const rates = spread ? tile(rate, [1, WIDTH]) : rate;
      state = rule.update(state, gradients, [rates, ...others], layerSums(SHAPES));
    }
    return [state.weights, ...state.slots].map((each) => each.dataSync());
  });
}

const SGD = [
  [0.1, 0.02, 0.3],
  [0, 0.01, 0.1],
  [0.9, 0, 0.5],
];
const ADAM = [
  [0.1, 0.02, 0.3],
  [0, 0.01, 0.1],
  [0.9, 0, 0.5],
  [0.1, 1, 0.5],
  [0.99, 0.9, 0.5],
  [0.01, 0.1, 0.5],
  [3, 1, 1.5],
  [2, 1.1, 1],
  [1e-8, 1e-3, 1e-8],
];
const decayed = { momentum: true, weightDecay: true };

test.each([
  ["SGD with momentum", sgd({ ...decayed, nesterov: false }), SGD],
  ["Nesterov's", sgd({ ...decayed, nesterov: true }), SGD],
  ["Adam", adam({ ...decayed, nesterov: false }, false), ADAM],
  ["AdamW", adam({ ...decayed, nesterov: false }, true), ADAM],
])("the update of %s is that of the single operations, to the last bit", (_, rule, hyper) => {
  const [whole, apart] = [updated(rule, hyper, false), updated(rule, hyper, true)];
  expect(whole).toEqual(apart);
  expect(whole).toHaveLength(rule.slots + 1);
  expect(whole[0]?.every(Number.isFinite)).toBe(true);
});

test("narrow tensors beside each other are those of the plain JavaScript backend", async () => {
  const cases: readonly [readonly number[][], number][] = [
    [
      [
        [3, 5, 2],
        [3, 5, 8],
      ],
      2,
    ],
    [
      [
        [2, 1],
        [2, 3],
        [2, 1],
      ],
      1,
    ],
    [
      [
        [4, 2],
        [1, 2],
      ],
      0,
    ],
    [
      [
        [2, 3, 2],
        [2, 1, 2],
      ],
      -2,
    ],
    [
      [
        [2, 40],
        [2, 1],
      ],
      1,
    ],
  ];
  for (const [shapes, axis] of cases) {
    const joined = () =>
      concat(
        shapes.map((shape, i) => filled(shape, `part ${i}`)),
        axis,
      );
    expect(tidy(() => joined().dataSync())).toEqual(await onCpu(joined));
  }
});

test("rows of a table are those of the plain JavaScript backend; missing ones are refused", async () => {
  const rows = () =>
    gather(
      filled([6, 3], "table"),
      tensor(
        [
          [5, 0],
          [2, 2],
        ],
        [2, 2],
        "int32",
      ),
    );
  expect(tidy(() => rows().shape)).toEqual([2, 2, 3]);
  expect(tidy(() => rows().dataSync())).toEqual(await onCpu(rows));
  const beyond = () => tidy(() => gather(filled([6, 3], "table"), tensor([6], [1], "int32")));
  expect(beyond).toThrow(/6/);
  const columns = () => gather(filled([2, 3], "table"), tensor([2, 0], [2], "int32"), 1);
  expect(tidy(() => columns().dataSync())).toEqual(await onCpu(columns));
});

test("exp is that of double precision to three units in the last place, at every size", () => {
  const steps = Array.from({ length: 399 }, (_, i) => (i - 220) / 2.3);
  const edges = [0, -0, 88.7, 88.73, 1e-20, -1e-20, -87.3, -103.9, -200, 1e30, -1e30];
  for (const values of [[...steps, ...edges], steps.slice(0, 5), steps.slice(200, 207), [1, 2]]) {
    const some = Float32Array.from(values);
    tidy(() => exp(tensor(some)).dataSync()).forEach((found, i) => {
      const exact = Math.exp(some[i] ?? NaN);
      if (exact > 3.4028235e38) expect(found).toBe(Infinity);
      else {
        const unit = 2 ** Math.max(-149, Math.floor(Math.log2(exact || 2 ** -149)) - 23);
        expect(Math.abs(found - exact), `exp ${some[i]}`).toBeLessThanOrEqual(3 * unit);
      }
    });
  }
});

test("exp of what is no number is none, of infinity infinite or 0", () => {
  const found = tidy(() => exp(tensor([NaN, Infinity, -Infinity, 0, NaN])).dataSync());
  expect([...found]).toEqual([NaN, Infinity, 0, 1, NaN]);
});

test("the greatest of each row is that of the plain JavaScript backend", async () => {
  for (const shape of [
    [3, 4],
    [2, 3, 10],
    [5, 7],
    [2, 64],
    [3, 3],
    [2, 5, 1],
  ]) {
    for (const keepDims of [true, false]) {
      const greatest = () => max(filled(shape, "rows"), -1, keepDims);
      expect(tidy(() => greatest().shape)).toEqual(
        keepDims ? [...shape.slice(0, -1), 1] : shape.slice(0, -1),
      );
      expect(tidy(() => greatest().dataSync())).toEqual(await onCpu(greatest));
    }
  }
  const rows = tidy(() => max(tensor([1, 2, NaN, 3, -1, -2, -3, -4], [2, 4]), 1).dataSync());
  expect([...rows]).toEqual([NaN, -1]);
  const columns = () => max(filled([4, 6], "columns"), 0);
  expect(tidy(() => columns().dataSync())).toEqual(await onCpu(columns));
});
