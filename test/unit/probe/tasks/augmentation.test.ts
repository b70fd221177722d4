import { tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { augmentation } from "../../../../src/probe/tasks/augmentation/task";
import { shifted } from "../../../../src/probe/tasks/augmentation/shift";
import type { ProbeSchedule } from "../../../../src/core/probeContract";
import { bothBackends, wasm } from "../backends";
import { trajectory } from "../wells";
import { plainSchedule } from "./rows";

const STEPS = 4;
const SEEDS = [1, 5];
const SIDE = 8;

const ends = async (...schedules: readonly ProbeSchedule[]) =>
  (await trajectory(augmentation(), schedules, STEPS, SEEDS)).at(-1) ?? [];

/** The image at a place between pixels, white beyond its edge, in double precision. */
function readAt(image: ArrayLike<number>, row: number, column: number): number {
  const [top, left] = [Math.floor(row), Math.floor(column)];
  const pixel = (r: number, c: number): number =>
    r < 0 || c < 0 || r >= SIDE || c >= SIDE ? -1 : (image[r * SIDE + c] ?? NaN);
  const [down, right] = [row - top, column - left];
  const upper = (1 - right) * pixel(top, left) + right * pixel(top, left + 1);
  const lower = (1 - right) * pixel(top + 1, left) + right * pixel(top + 1, left + 1);
  return (1 - down) * upper + down * lower;
}

describe.each(bothBackends.map((backend) => [backend.name, backend] as const))(
  "random shifts, on %s:",
  (_, backend) => {
    beforeAll(() => backend.load());

    test("of intensity 0 are plain training, to the last bit", async () => {
      const without = await ends(plainSchedule("none", STEPS));
      const shift = (tracks: Readonly<Record<string, number>>) =>
        ends(plainSchedule("shift", STEPS, tracks));
      expect(await shift({ augmentation: 0, pixelShift: 2 })).toEqual(without);
      expect(await shift({ augmentation: 0.5, pixelShift: 0, pixelNoise: 0 })).toEqual(without);
      expect(await shift({ augmentation: 0.5, pixelShift: 2, pixelNoise: 0 })).not.toEqual(without);
    });

    test("beside schedules without them change no bit of these", async () => {
      const noisy = plainSchedule("noisy", STEPS, { augmentation: 0.5 });
      const moving = plainSchedule("moving", STEPS, { augmentation: 0.5, pixelShift: 1.5 });
      const alone = [...(await ends(noisy)), ...(await ends(moving))];
      expect(await ends(noisy, moving)).toEqual(alone);
    });
  },
);

describe("shifts", () => {
  beforeAll(() => wasm.load());

  test("read each image between its pixels, and white beyond its edge", () => {
    const task = augmentation();
    const [images, , , units] = task.batch(2, 7);
    const samples = 32;
    const by = Float32Array.from(units?.values ?? [], (unit) => 2.7 * unit);
    // Whole pixels, none, and out of the picture.
    by.set([1, -2, 0, 0, 9, 0.5]);
    const found = tidy(() =>
      shifted(
        tensor(images?.values ?? [], [1, samples, SIDE * SIDE]),
        tensor(by, [1, samples, 2]),
      ).dataSync(),
    );
    for (let sample = 0; sample < samples; sample++) {
      const from = sample * SIDE * SIDE;
      const image = images?.values.subarray(from, from + SIDE * SIDE) ?? [];
      const [down = NaN, across = NaN] = by.subarray(2 * sample, 2 * sample + 2);
      for (let i = 0; i < SIDE * SIDE; i++) {
        const [row, column] = [Math.floor(i / SIDE), i % SIDE];
        expect(found[from + i]).toBeCloseTo(readAt(image, row + down, column + across), 5);
      }
    }
  });

  test("are uniform from −1 to 1 in both directions, and fresh at each step", () => {
    const task = augmentation();
    const units = Array.from({ length: 60 }, (_, step) => [
      ...(task.batch(3, step)[3]?.values ?? []),
    ]).flat();
    for (const direction of [0, 1]) {
      const values = units.filter((_, i) => i % 2 === direction);
      expect(new Set(values).size).toBeGreaterThan(0.99 * values.length);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const square = values.reduce((a, b) => a + b * b, 0) / values.length;
      // 1,920 uniform numbers: standard errors 0.013 and 0.007.
      expect(Math.abs(mean)).toBeLessThan(0.06);
      expect(Math.abs(square - 1 / 3)).toBeLessThan(0.03);
    }
    expect(Math.max(...units.map(Math.abs))).toBeLessThanOrEqual(1);
  });
});
