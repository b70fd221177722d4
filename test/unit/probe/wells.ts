import { add, mul, reshape, square, sum, type Tensor } from "@tensorflow/tfjs-core";
import type { ProbeSchedule } from "../../../src/core/probeContract";
import { groups } from "../../../src/probe/engine/plan";
import { at } from "../../../src/probe/engine/rules/rule";
import { Trainer } from "../../../src/probe/engine/trainer";
import type { Task } from "../../../src/probe/tasks/task";

/** A task whose gradient is known by hand: loss ½ Σ c·w² + shift(t) Σ w, so c·w + shift(t). */
export function wells(
  initial: readonly number[],
  curvature: readonly number[],
  shift: (step: number) => number,
): Task {
  const weights = [
    { name: "first", rows: 2, columns: 3 },
    { name: "second", rows: 1, columns: 3 },
  ];
  const term = (weight: Tensor, stiffness: Tensor, push: Tensor): Tensor =>
    sum(add(mul(mul(stiffness, 0.5), square(weight)), mul(push, weight)), [1, 2]);
  return {
    name: "wells",
    about: "",
    weights,
    initialWeights: () => Float32Array.from(initial),
    batch: (_, step) => [
      { shape: [2, 3], values: Float32Array.from(curvature.slice(0, 6)) },
      { shape: [1, 3], values: Float32Array.from(curvature.slice(6)) },
      { shape: [1, 1], values: Float32Array.of(shift(step)) },
    ],
    loss(w, batch) {
      const push = at(batch, 2);
      return reshape(
        add(term(at(w, 0), at(batch, 0), push), term(at(w, 1), at(batch, 1), push)),
        [-1],
      );
    },
  };
}

/** The weights after each update, [step][replica · P]. */
export async function trajectory(
  task: Task,
  schedules: readonly ProbeSchedule[],
  steps: number,
  seeds: readonly number[] = [1],
): Promise<number[][]> {
  const [group, ...others] = groups({ task: task.name, steps, seeds, schedules });
  if (group === undefined || others.length > 0) throw new Error("one group expected");
  const trainer = new Trainer(task, group, seeds);
  const visited: number[][] = [];
  for (let step = 0; step < steps; step++) {
    trainer.step(step).losses.dispose();
    visited.push([...(await trainer.snapshot()).weights]);
  }
  trainer.dispose();
  return visited;
}
