import { tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { randomStream } from "../../../src/probe/random";
import { landscape } from "../../../src/probe/tasks/landscape";
import { basinOf, DEEPEST, MINIMA } from "../../../src/probe/tasks/landscape/basins";
import { placesOf, POSITION } from "../../../src/probe/tasks/landscape/position";
import { BOWL, WELLS } from "../../../src/probe/tasks/landscape/surface";
import { wasm } from "./backends";
import { vectorsOf } from "./extrasOf";
import { lossInputs } from "./lossInputs";
import { constant, run, schedule } from "./requests";

/** The documented formula once more, written as a sum of logarithms' exponentials. */
function height(x: number, y: number): number {
  return WELLS.reduce(
    (sum, { at, depth, width }) =>
      sum -
      Math.exp(Math.log(depth) - ((x - at.x) / width.x) ** 2 / 2 - ((y - at.y) / width.y) ** 2 / 2),
    (BOWL / 2) * Math.hypot(x, y) ** 2,
  );
}

const STEP = 1e-4;
/** Central differences, exact to about 1e-6. */
const slope = (x: number, y: number): [number, number] => [
  (height(x + STEP, y) - height(x - STEP, y)) / (2 * STEP),
  (height(x, y + STEP) - height(x, y - STEP)) / (2 * STEP),
];

function curvatures(x: number, y: number): [number, number] {
  const at = height(x, y);
  const second = (dx: number, dy: number): number =>
    (height(x + dx, y + dy) + height(x - dx, y - dy) - 2 * at) / STEP ** 2;
  const [xx, yy] = [second(STEP, 0), second(0, STEP)];
  const xy = (second(STEP, STEP) - xx - yy) / 2;
  const [trace, determinant] = [xx + yy, xx * yy - xy * xy];
  const root = Math.sqrt(trace * trace - 4 * determinant);
  return [(trace + root) / 2, (trace - root) / 2];
}

/** Where the way of steepest descent ends: Runge and Kutta's method on the numerical gradient. */
function flow(x: number, y: number): [number, number] {
  const h = 0.02;
  for (let i = 0; i < 4000; i++) {
    const [a, b] = slope(x, y);
    const [c, d] = slope(x - (h / 2) * a, y - (h / 2) * b);
    const [e, f] = slope(x - (h / 2) * c, y - (h / 2) * d);
    const [g, k] = slope(x - h * e, y - h * f);
    const [dx, dy] = [(a + 2 * c + 2 * e + g) / 6, (b + 2 * d + 2 * f + k) / 6];
    x -= h * dx;
    y -= h * dy;
    if (Math.hypot(dx, dy) < 1e-7) break;
  }
  return [x, y];
}

describe("the landscape's minima", () => {
  test.each(MINIMA)("$name: flat, with the curvatures of the formula", (minimum) => {
    const { x, y } = minimum.at;
    for (const component of slope(x, y)) expect(Math.abs(component)).toBeLessThan(1e-6);
    const [large, small] = curvatures(x, y);
    expect(minimum.curvatures[0] / large).toBeCloseTo(1, 5);
    expect(minimum.curvatures[1] / small).toBeCloseTo(1, 5);
    expect(small).toBeGreaterThan(0);
    expect(minimum.loss).toBeCloseTo(height(x, y) - DEEPEST, 12);
  });

  test("the deepest is a hole; two are flat valleys, five are sharp", () => {
    expect(MINIMA[0]?.loss).toBe(0);
    expect(MINIMA.map(({ curvatures: [top] }) => top > 10)).toEqual([
      true,
      true,
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  test("are all there are, and every place lies in the basin that it flows down to", () => {
    let ridges = 0;
    for (let i = 0; i < 17; i++) {
      for (let j = 0; j < 17; j++) {
        const place = { x: -4 + i / 2 + 0.013, y: -4 + j / 2 - 0.017 };
        const [x, y] = flow(place.x, place.y);
        const end = MINIMA.find(({ at }) => Math.hypot(at.x - x, at.y - y) < 1e-4);
        expect(end, `from ${place.x}, ${place.y} to ${x}, ${y}`).toBeDefined();
        if (basinOf(place) !== end) ridges++;
      }
    }
    expect(ridges).toBe(0);
  });

  test("no basin is named for what is no place", () => {
    expect(basinOf({ x: Number.NaN, y: 0 })).toBeUndefined();
    expect(basinOf({ x: Infinity, y: 0 })).toBeUndefined();
  });
});

describe("training on the landscape", () => {
  beforeAll(() => wasm.load());

  test("has the loss of the formula", () => {
    const task = landscape();
    const blocks = (task.validation?.(1) ?? []).map(({ shape, values }) =>
      tensor(values, [1, ...shape]),
    );
    for (const [x, y] of [
      [0, 0],
      [1.9, 1.4],
      [-1.3, 1.5],
      [5, -4],
    ] as const) {
      const loss = tidy(() =>
        task.measure?.([tensor([x, y], [1, 1, 2])], blocks, lossInputs()).loss.dataSync(),
      );
      expect(loss?.[0]).toBeCloseTo(height(x, y) - DEEPEST, 5);
    }
  });

  test("goes where SGD by hand goes, with noise of the documented spread", async () => {
    const steps = 30;
    const rate = 0.05;
    const told = await run(
      {
        task: "landscape",
        steps,
        seeds: [4],
        schedules: [schedule("a", { learningRate: constant(rate, steps) })],
      },
      [wasm],
    );
    const places = placesOf(vectorsOf(told, POSITION, "a", 4));
    expect(places).toHaveLength(steps + 1);
    let { x, y } = places[0] ?? { x: NaN, y: NaN };
    places.slice(1).forEach((place, step) => {
      const random = randomStream("noise", 4, step);
      const [gx, gy] = slope(x, y);
      expect(place.x).toBeCloseTo(x - rate * (gx + 0.5 * random.normal()), 4);
      expect(place.y).toBeCloseTo(y - rate * (gy + 0.5 * random.normal()), 4);
      ({ x, y } = place);
    });
  });

  test("a high rate leaves the holes, which are too sharp for it; a low one stays", async () => {
    const steps = 400;
    const fall = (peak: number): number[] =>
      Array.from({ length: steps }, (_, t) => peak * (1 - t / steps) + 0.002);
    const seeds = Array.from({ length: 24 }, (_, i) => i + 1);
    const told = await run(
      {
        task: "landscape",
        steps,
        seeds,
        schedules: [
          schedule("high", { learningRate: fall(0.4) }),
          schedule("low", { learningRate: constant(0.02, steps) }),
        ],
      },
      [wasm],
    );
    const sharp = (id: string): number =>
      seeds.filter((seed) => {
        const end = placesOf(vectorsOf(told, POSITION, id, seed)).at(-1);
        return ((end && basinOf(end))?.curvatures[0] ?? NaN) > 10;
      }).length;
    expect(sharp("high")).toBeLessThan(sharp("low") / 2);
  });
});
