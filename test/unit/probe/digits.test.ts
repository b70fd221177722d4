import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { digits } from "../../../src/probe/tasks/digits";
import { digitLabels, digitPixels } from "../../../src/probe/tasks/digits/images";
import { CONFUSION, mistakes } from "../../../src/probe/tasks/confusion";
import { wasm } from "./backends";
import { vectorsOf } from "./extrasOf";
import { constant, run, schedule } from "./requests";

const pixels = digitPixels();
const labels = digitLabels();
const images = Array.from(labels, (_, i) => [...pixels.subarray(64 * i, 64 * (i + 1))]);

describe("the handwritten digits", () => {
  test("are those of scikit-learn's digits.csv, to the last byte", () => {
    const csv = images.map((image, i) => [...image, labels[i]].join(",")).join("\n");
    expect(createHash("sha256").update(`${csv}\n`).digest("hex")).toBe(
      "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8",
    );
  });

  test("1,797 of them, as many of each digit as documented", () => {
    expect(images).toHaveLength(1797);
    const counts = Array.from({ length: 10 }, (_, digit) => labels.filter((l) => l === digit));
    expect(counts.map(({ length }) => length)).toEqual([
      178, 182, 177, 183, 181, 182, 181, 179, 174, 180,
    ]);
    expect(Math.max(...pixels)).toBe(16);
  });

  test("a fifth of each is never trained on, and always the same", () => {
    const task = digits();
    const [inputs, classes] = task.validation?.(1) ?? [];
    const [count = 0, width = 0] = inputs?.shape ?? [];
    const held = Array.from({ length: count }, (_, i) =>
      inputs?.values.slice(i * width, (i + 1) * width).join(),
    );
    const perDigit = Array.from({ length: 10 }, (_, digit) =>
      Array.from({ length: count }, (_, i) => classes?.values[10 * i + digit] ?? NaN).reduce(
        (a, b) => a + b,
      ),
    );
    // round(count / 5)
    expect(perDigit).toEqual([36, 36, 35, 37, 36, 36, 36, 36, 35, 36]);
    const trained = new Set<string>();
    for (let step = 0; step < 44; step++) {
      const [batch] = task.batch(5, step);
      for (let i = 0; i < 32; i++) {
        trained.add(batch?.values.slice(i * width, (i + 1) * width).join() ?? "");
      }
    }
    expect(trained.size).toBeGreaterThan(1400);
    // No image occurs twice in the data.
    expect(new Set(images.map((image) => image.join())).size).toBe(1797);
    expect(held.filter((image) => image !== undefined && trained.has(image))).toEqual([]);
    expect(digits().validation?.(1)[0]?.values).toEqual(inputs?.values);
  });

  test("are read by the network after two hundred steps", async () => {
    const steps = 200;
    const tracks = { learningRate: constant(0.1, steps), momentum: constant(0.9, steps) };
    const told = await run(
      { task: "digits", steps, seeds: [1], schedules: [schedule("a", tracks)] },
      [wasm],
    );
    const accuracy = told.points("accuracy", "a", 1);
    expect(accuracy[0]?.[1]).toBeLessThan(0.35);
    expect(accuracy.at(-1)?.[1]).toBeGreaterThan(0.93);
    const [first, last] = vectorsOf(told, CONFUSION, "a", 1);
    expect([first?.[0], last?.[0]]).toEqual([0, steps]);
    const held = 359;
    const counts = last?.[1] ?? [];
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(held);
    const right = Array.from({ length: 10 }, (_, digit) => counts[11 * digit] ?? NaN);
    const share = right.reduce((sum, count) => sum + count, 0) / held;
    expect(share).toBeCloseTo(accuracy.at(-1)?.[1] ?? NaN, 6);
    const wrong = mistakes([last ? [last] : []]);
    expect(wrong.reduce((sum, { count }) => sum + count, 0)).toBe(Math.round(held * (1 - share)));
    expect(wrong.map(({ count }) => count)).toEqual(
      wrong.map(({ count }) => count).sort((a, b) => b - a),
    );
    const [most] = wrong;
    if (!most) throw new Error("not one digit is taken for another");
    expect(counts[10 * most.of + most.takenFor]).toBe(most.count);
  });
});
