import { tensor, type Tensor } from "@tensorflow/tfjs-core";
import type { Block } from "../tasks/task";

/**
 * The numbers of an update as tensors [R, 1]. One that did not change since the last update is not
 * sent to the device again.
 */
export class InputFeed {
  private readonly sent: { values: Float32Array; tensor: Tensor }[] = [];

  constructor(
    private readonly schedules: number,
    private readonly seeds: number,
  ) {}

  /** `rows` has the inputs of each schedule, all equally many. */
  update(rows: readonly (readonly number[])[]): Tensor[] {
    return (rows[0] ?? []).map((_, input) => this.one(rows, input));
  }

  private one(rows: readonly (readonly number[])[], input: number): Tensor {
    const values = Float32Array.from(
      { length: this.schedules * this.seeds },
      (_, replica) => rows[Math.floor(replica / this.seeds)]?.[input] ?? Number.NaN,
    );
    const known = this.sent[input];
    if (known?.values.every((value, i) => Object.is(value, values[i]))) return known.tensor;
    known?.tensor.dispose();
    const sent = { values, tensor: tensor(values, [values.length, 1]) };
    this.sent[input] = sent;
    return sent.tensor;
  }

  dispose(): void {
    for (const { tensor: held } of this.sent) held.dispose();
    this.sent.length = 0;
  }
}

/**
 * Blocks of the seeds, [seed][block], as tensors [R, …shape]; replica r = schedule · seeds + seed,
 * so that each schedule gets the same data.
 */
export function replicate(perSeed: readonly (readonly Block[])[], schedules: number): Tensor[] {
  return (perSeed[0] ?? []).map(({ shape, values: { length } }, index) => {
    const once = new Float32Array(perSeed.length * length);
    perSeed.forEach((blocks, seed) => {
      const values = blocks[index]?.values;
      if (values?.length !== length) throw new Error("the batches of the seeds differ in shape");
      once.set(values, seed * length);
    });
    const all = new Float32Array(schedules * once.length);
    for (let i = 0; i < schedules; i++) all.set(once, i * once.length);
    return tensor(all, [schedules * perSeed.length, ...shape]);
  });
}
