import {
  exp,
  getGradient,
  grad,
  grads,
  mul,
  sigmoid,
  softmax,
  square,
  sum,
  Tanh,
  tanh,
  tensor,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { differentiatingTwice } from "../../../src/probe/engine/twice";
import { hessianProduct } from "../../../src/probe/engine/curvature";
import { randomStream } from "../../../src/probe/random";
import { silu } from "../../../src/probe/tasks/silu";
import { TASKS } from "../../../src/probe/tasks/table";
import { parameterCount, type Task } from "../../../src/probe/tasks/task";
import { lossInputs } from "./lossInputs";
import { cpu } from "./backends";
import { madeUpTable } from "./madeUpTable";

const POINT = [0.3, -0.8, 1.2, 0.1, 0.7, -0.2];
const ALONG = [1, 0.5, -1, 0.3, -0.7, 2];
const SHAPE: [number, number] = [2, 3];
const WEIGHTS = [0.4, -1.1, 0.9, 1.3, 0.2, -0.6];

beforeAll(() => cpu.load());

test.each([
  ["tanh", (x: Tensor) => tanh(x)],
  ["exp", (x: Tensor) => exp(x)],
  ["sigmoid", (x: Tensor) => sigmoid(x)],
  ["softmax", (x: Tensor) => softmax(x)],
  ["x σ(x)", silu],
])("the second derivative of %s is that of finite differences", async (_, operation) => {
  // The square makes the outer derivative depend on the operation's result, too.
  const weights = tensor(WEIGHTS, SHAPE);
  const along = tensor(ALONG, SHAPE);
  const gradient = grad((x: Tensor) => sum(mul(weights, square(operation(x)))));
  const at = (step: number): Promise<ArrayLike<number>> =>
    gradient(
      tensor(
        POINT.map((x, i) => x + step * (ALONG[i] ?? 0)),
        SHAPE,
      ),
    ).data();
  const [up, down] = [await at(1e-2), await at(-1e-2)];
  const found = await differentiatingTwice(() =>
    grad((x: Tensor) => sum(mul(gradient(x), along)))(tensor(POINT, SHAPE)),
  ).data();
  POINT.forEach((_x, i) => {
    expect(found[i]).toBeCloseTo(((up[i] ?? NaN) - (down[i] ?? NaN)) / 0.02, 2);
  });
});

test("afterwards, and after an error, tfjs has its own gradients again", () => {
  const usual = getGradient(Tanh);
  expect(() =>
    differentiatingTwice(() => {
      expect(getGradient(Tanh)).not.toBe(usual);
      throw new Error("lost");
    }),
  ).toThrow("lost");
  expect(getGradient(Tanh)).toBe(usual);
});

/**
 * The transformer's gradient jumps where a relu switches, and differences see the jumps, which the
 * Hessian is free of: only the matrices behind its last relu can be compared.
 */
const compared = (task: Task): number =>
  task.name === "transformer"
    ? task.weights.slice(-2).reduce((sum, { rows, columns }) => sum + rows * columns, 0)
    : parameterCount(task);

const withReference = [...TASKS].flatMap(([name, make]) => {
  const task = make(madeUpTable());
  return task.reference === undefined ? [] : [[name, task] as const];
});

test.each(withReference)(
  "the Hessian's products of %s are those of differences",
  async (_, task) => {
    const parameters = parameterCount(task);
    const reference = (task.reference?.() ?? []).map(({ shape, values }) =>
      tensor(values, [1, ...shape]),
    );
    const random = randomStream("direction");
    const along = Float32Array.from({ length: parameters }, () => random.normal());
    const size = Math.hypot(...along);
    const loss = (w: readonly Tensor[]): Tensor =>
      (task.curvatureLoss ?? task.loss)(w, reference, lossInputs());
    const start = task.initialWeights(1);
    const cut = (weights: Float32Array): Tensor[] => {
      let from = 0;
      return task.weights.map(({ rows, columns }) => {
        const part = weights.slice(from, (from += rows * columns));
        return tensor(part, [1, rows, columns]);
      });
    };
    const gradient = (step: number): number[] => {
      const moved = start.map((w, i) => w + (step * (along[i] ?? 0)) / size);
      return grads((...w: Tensor[]) => sum(loss(w)))(cut(moved)).flatMap((g) => [...g.dataSync()]);
    };
    const step = 0.02;
    const [up, down] = [gradient(step), gradient(-step)];
    const expected = up.map((value, i) => (value - (down[i] ?? NaN)) / (2 * step));
    const direction = tensor(
      along.map((value) => value / size),
      [1, parameters],
    );
    const point = {
      replicas: 1,
      parameters,
      matrices: () => cut(start),
      loss,
      preconditioner: undefined,
    };
    const last = -compared(task);
    const found = [...(await hessianProduct(point, direction).data())].slice(last);
    const wanted = expected.slice(last);
    const error = Math.hypot(...found.map((value, i) => value - (wanted[i] ?? NaN)));
    expect(error / Math.hypot(...wanted)).toBeLessThan(0.02);
  },
);
