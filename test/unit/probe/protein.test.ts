import { sum, tensor, tidy, valueAndGrads, type Tensor } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { proteinOf } from "../../../src/probe/tasks/protein";
import { CHAINS, fibonacciSequence } from "../../../src/probe/tasks/protein/chains";
import { closest, energyOf, placesOf } from "../../../src/probe/tasks/protein/fold";
import type { Block } from "../../../src/probe/tasks/task";
import { lossInputs } from "./lossInputs";
import { wasm } from "./backends";

type Point = readonly [number, number];

/** A second way to the energy: from places alone, the bends by the scalar product of the bonds. */
function energyOfPlaces(sequence: string, places: readonly Point[]): number {
  let energy = 0;
  for (let i = 1; i + 1 < places.length; i++) {
    const [[ax, ay], [bx, by], [cx, cy]] = places.slice(i - 1, i + 2) as [Point, Point, Point];
    energy += 0.25 * (1 - ((bx - ax) * (cx - bx) + (by - ay) * (cy - by)));
  }
  for (let j = 2; j < places.length; j++) {
    for (let i = 0; i < j - 1; i++) {
      const [[ax, ay], [bx, by]] = [places[i], places[j]] as [Point, Point];
      const r = Math.sqrt((ax - bx) ** 2 + (ay - by) ** 2);
      const [a, b] = [sequence[i] === "A" ? 1 : -1, sequence[j] === "A" ? 1 : -1];
      // As in the paper: C = (1 + ξi + ξj + 5 ξi ξj) / 8.
      energy += 4 * (r ** -12 - ((1 + a + b + 5 * a * b) / 8) * r ** -6);
    }
  }
  return energy;
}

const asPoints = (bends: readonly number[]): Point[] => placesOf(bends).map(({ x, y }) => [x, y]);

/** Found by basin hopping with a program of its own (C, L-BFGS), to 1e-9. */
const FOUND = {
  13: [
    1.491429005, 1.500045861, -0.868737495, 1.479635033, 1.519104441, -1.46587425, 1.953258263,
    -1.4487887, 1.516525887, 1.482793051, -1.041556923,
  ],
  21: [
    0.51386854, -1.93784715, 0.47028078, -0.363960165, 0.188339173, 1.659699482, -1.943710909,
    0.447260879, -0.355400118, -0.312762572, -1.807637329, -0.94940315, 0.11447225, 1.664590639,
    -1.943162795, 0.437076041, -0.347429372, 0.22497075, 1.277037459,
  ],
};

describe("the AB model", () => {
  test("its sequences are those of the paper", () => {
    expect(fibonacciSequence(8)).toBe("BABABBAB");
    expect(CHAINS[13].sequence).toBe("ABBABBABABBAB");
    expect(CHAINS[21].sequence).toBe("BABABBABABBABBABABBAB");
    expect(CHAINS[34].sequence).toBe("ABBABBABABBABBABABBABABBABBABABBAB");
    expect(() => fibonacciSequence(12)).toThrow("12");
  });

  test("energies of small folds, by hand", () => {
    // Three in a row, ends at distance 2: 4 (2⁻¹² − C 2⁻⁶).
    expect(energyOf("AAA", [0])).toBeCloseTo(4 * (1 / 4096 - 1 / 64), 12);
    expect(energyOf("BAB", [0])).toBeCloseTo(4 * (1 / 4096 - 0.5 / 64), 12);
    expect(energyOf("AAB", [0])).toBeCloseTo(4 * (1 / 4096 + 0.5 / 64), 12);
    // A right angle, ends at distance √2: ¼ + 4 (1/64 − C/8).
    expect(energyOf("ABA", [Math.PI / 2])).toBeCloseTo(0.25 + 4 * (1 / 64 - 1 / 8), 12);
    // A square: two right angles, two diagonals √2, one side 1.
    const square = 0.5 + 4 * (1 / 64 + 0.5 / 8) * 2 + 4 * (1 - 1);
    expect(energyOf("ABBA", [Math.PI / 2, Math.PI / 2])).toBeCloseTo(square, 12);
  });

  test("is the same by bends and by places, wherever and however the chain lies", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(13 as const, 21 as const, 34 as const),
        fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), {
          minLength: 32,
          maxLength: 32,
        }),
        fc.double({ min: -3.2, max: 3.2, noNaN: true }),
        fc.double({ min: -100, max: 100, noNaN: true }),
        (length, all, turn, shift) => {
          const { sequence } = CHAINS[length];
          const bends = all.slice(0, length - 2);
          fc.pre(closest(bends) > 0.7);
          const moved = asPoints(bends).map(([x, y]): Point => [
            x * Math.cos(turn) - y * Math.sin(turn) + shift,
            x * Math.sin(turn) + y * Math.cos(turn) - shift,
          ]);
          const energy = energyOf(sequence, bends);
          expect(energyOfPlaces(sequence, moved)).toBeCloseTo(energy, 6);
          // A mirror image.
          expect(
            energyOf(
              sequence,
              bends.map((bend) => -bend),
            ),
          ).toBeCloseTo(energy, 9);
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each([13, 21] as const)("%i residues reach the energy of the literature", (length) => {
    const { sequence, bestKnown } = CHAINS[length];
    const energy = energyOf(sequence, FOUND[length]);
    expect(energyOfPlaces(sequence, asPoints(FOUND[length]))).toBeCloseTo(energy, 9);
    expect(energy).toBeCloseTo(bestKnown, 3);
  });
});

/** The task's loss and gradient for several folds at once; without blocks it is the energy's own. */
function computed(
  length: 13 | 21,
  folds: readonly (readonly number[])[],
  blocks: readonly Block[],
) {
  const task = proteinOf(length);
  return tidy(() => {
    const batch = blocks.map(({ shape, values }) =>
      tensor(
        folds.flatMap(() => [...values]),
        [folds.length, ...shape],
      ),
    );
    const bends = tensor(folds.flat(), [folds.length, 1, length - 2]);
    const losses: number[] = [];
    const { grads } = valueAndGrads((theta: Tensor) => {
      const loss = task.loss([theta], batch, lossInputs());
      losses.push(...loss.dataSync());
      return sum(loss);
    })([bends]);
    const flat = [...(grads[0]?.dataSync() ?? [])];
    const slopes = folds.map((_, i) => flat.slice(i * (length - 2), (i + 1) * (length - 2)));
    return { losses, slopes };
  });
}

describe("folding", () => {
  beforeAll(() => wasm.load());
  const task = proteinOf(21);
  const [bound, noise] = task.batch(1, 0);
  if (!bound || !noise) throw new Error("no blocks");
  const quiet = [bound, { ...noise, values: new Float32Array(19) }];
  const starts = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => [...task.initialWeights(seed)]);

  test("starts anywhere without overlaps", () => {
    for (const start of starts) expect(closest(start)).toBeGreaterThanOrEqual(0.8);
    expect(new Set(starts.map((start) => start[0])).size).toBe(starts.length);
  });

  test("its loss is the energy, its gradient that of finite differences", () => {
    const { sequence } = CHAINS[21];
    const { losses, slopes } = computed(21, starts, []);
    starts.forEach((start, i) => {
      const energy = energyOf(sequence, start);
      // float32 has its digits relative to the value
      expect(((losses[i] ?? NaN) - energy) / Math.max(1, Math.abs(energy))).toBeCloseTo(0, 5);
      const largest = Math.max(1, ...(slopes[i] ?? []).map(Math.abs));
      start.forEach((_, bend) => {
        const moved = (by: number) => start.map((value, k) => (k === bend ? value + by : value));
        const difference =
          (energyOf(sequence, moved(1e-5)) - energyOf(sequence, moved(-1e-5))) / 2e-5;
        expect(((slopes[i]?.[bend] ?? NaN) - difference) / largest).toBeCloseTo(0, 4);
      });
    });
  });

  test("scales down the gradient of overlaps, and that of nothing else", () => {
    const overlap = [2, 2, ...new Array<number>(17).fill(0)];
    const gentle = new Array<number>(19).fill(0.01);
    const [free, bounded] = [[], quiet].map((blocks) => computed(21, [overlap, gentle], blocks));
    const [steep = [], flat = []] = bounded?.slopes ?? [];
    const [raw = [], unchanged = []] = free?.slopes ?? [];
    const largest = Math.max(...raw.map(Math.abs));
    expect(largest).toBeGreaterThan(1e6);
    expect(Math.max(...steep.map(Math.abs))).toBeCloseTo(1, 5);
    steep.forEach((value, i) => {
      expect(value).toBeCloseTo((raw[i] ?? NaN) / largest, 5);
    });
    expect(flat).toEqual(unchanged);
    expect(bounded?.losses).toEqual(free?.losses);
  });

  test("is shaken: the noise is added to the gradient, and to nothing else", () => {
    const gentle = new Array<number>(19).fill(0.01);
    const [still, shaken] = [quiet, [bound, noise]].map((all) => computed(21, [gentle], all));
    expect(shaken?.losses).toEqual(still?.losses);
    shaken?.slopes[0]?.forEach((slope, i) => {
      expect(slope).toBeCloseTo((still?.slopes[0]?.[i] ?? NaN) + (noise.values[i] ?? NaN), 5);
    });
  });

  test("its noise is normal, fresh at each step, its deviation ½", () => {
    const steps = Array.from({ length: 1000 }, (_, step) => [
      ...(task.batch(3, step)[1]?.values ?? []),
    ]);
    const all = steps.flat();
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    // five standard errors
    expect(Math.abs(mean(all))).toBeLessThan((5 * 0.5) / Math.sqrt(19_000));
    expect(Math.abs(mean(all.map((x) => x * x)) - 0.25)).toBeLessThan(
      (5 * 0.25 * Math.SQRT2) / Math.sqrt(19_000),
    );
    const following = steps.slice(1).map((now, i) => (now[0] ?? 0) * (steps[i]?.[0] ?? 0));
    expect(Math.abs(mean(following))).toBeLessThan((5 * 0.25) / Math.sqrt(999));
  });

  test("stays a number where residues lie upon each other", () => {
    // Back and forth: every second residue at the same place.
    const { losses, slopes } = computed(21, [new Array<number>(19).fill(Math.PI)], [bound, noise]);
    expect(Number.isFinite(losses[0])).toBe(true);
    expect(slopes[0]?.every(Number.isFinite)).toBe(true);
  });
});
