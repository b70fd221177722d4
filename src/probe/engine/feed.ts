import { keep, tensor, type Tensor } from "@tensorflow/tfjs-core";
import type { Block } from "../tasks/task";
import type { Member } from "./members";

/** An input of one schedule: a number, or one for each weight matrix. */
export type FeedValue = number | readonly number[];

/**
 * The numbers of an update as tensors [R, 1], or [R, matrices]. One that did not change since the
 * last update is not sent to the device again.
 */
export class InputFeed {
  private readonly sent: { values: Float32Array; tensor: Tensor }[] = [];

  /** `rows` has the inputs of each schedule, all equally many. */
  update(rows: readonly (readonly FeedValue[])[], members: readonly Member[]): Tensor[] {
    return (rows[0] ?? []).map((_, input) => {
      const values = members.flatMap(({ schedule }) => rows[schedule]?.[input] ?? Number.NaN);
      return this.one(Float32Array.from(values), input, members.length);
    });
  }

  private one(values: Float32Array, input: number, replicas: number): Tensor {
    const known = this.sent[input];
    const same = known?.values.length === values.length;
    if (same && known.values.every((value, i) => Object.is(value, values[i]))) return known.tensor;
    known?.tensor.dispose();
    const shape: [number, number] = [replicas, values.length / replicas];
    // Kept, because it outlives the tidy in which it may be asked for.
    const sent = { values, tensor: keep(tensor(values, shape)) };
    this.sent[input] = sent;
    return sent.tensor;
  }

  dispose(): void {
    for (const { tensor: held } of this.sent) held.dispose();
    this.sent.length = 0;
  }
}

/** The blocks of each member's seed as tensors [R, …shape]: each schedule gets the same data. */
export function replicate(
  blocksOf: (seed: number) => readonly Block[],
  members: readonly Member[],
): Tensor[] {
  const seeds = new Set(members.map(({ seed }) => seed));
  const perSeed = new Map([...seeds].map((seed) => [seed, blocksOf(seed)]));
  const [first = []] = perSeed.values();
  return first.map(({ shape, values: { length } }, index) => {
    const all = new Float32Array(members.length * length);
    members.forEach(({ seed }, row) => {
      const values = perSeed.get(seed)?.[index]?.values;
      if (values?.length !== length) throw new Error("the batches of the seeds differ in shape");
      all.set(values, row * length);
    });
    return tensor(all, [members.length, ...shape]);
  });
}
