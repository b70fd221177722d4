import { describe, expect, test } from "vitest";
import { fewDigits } from "../../../../src/probe/tasks/digits/rows";
import { labelNoise } from "../../../../src/probe/tasks/labelNoise/task";
import { spirals } from "../../../../src/probe/tasks/spirals";
import type { Task } from "../../../../src/probe/tasks/task";
import { weightDecay } from "../../../../src/probe/tasks/weightDecay/task";

const MAKERS: readonly (readonly [string, (draw?: number) => Task])[] = [
  ["spirals", spirals],
  ["weightDecay", weightDecay],
  ["labelNoise", labelNoise],
];

describe("another draw of the data", () => {
  test.each(MAKERS)("of %s has other data, the same weights and shapes", (_, make) => {
    const [usual, same, other] = [make(), make(0), make(3)];
    const blocks = (task: Task) => [...task.batch(1, 0), ...(task.validation?.(1) ?? [])];
    expect(blocks(same)).toEqual(blocks(usual));
    const shapes = (task: Task) => blocks(task).map(({ shape }) => shape);
    expect(shapes(other)).toEqual(shapes(usual));
    // Inputs stand first; labels may be alike by chance.
    for (const inputs of [
      (task: Task) => task.batch(1, 0)[0]?.values,
      (task: Task) => task.validation?.(1)[0]?.values,
    ]) {
      expect(inputs(other)).not.toEqual(inputs(usual));
    }
    expect(other.initialWeights(1)).toEqual(usual.initialWeights(1));
  });

  test("holds other digits out, and trains on none of them", () => {
    const rows = ({ inputs, count, width }: ReturnType<typeof fewDigits>["train"]) =>
      Array.from({ length: count }, (_, row) =>
        String(inputs.subarray(row * width, (row + 1) * width)),
      );
    const [first, second] = [fewDigits(300), fewDigits(300, 1)];
    expect(rows(second.validation)).toHaveLength(rows(first.validation).length);
    const held = new Set(rows(second.validation));
    expect(rows(first.validation).filter((row) => held.has(row)).length).toBeLessThan(150);
    // No digit stands twice in the data, so that equal rows are the same digit.
    expect(rows(second.train).filter((row) => held.has(row))).toEqual([]);
  });
});
