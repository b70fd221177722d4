import {
  clone,
  getKernel,
  matMul,
  memory,
  slice,
  tanh,
  tensor,
  tidy,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { batchMatMulConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/BatchMatMul";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { simdBatchMatMul } from "../../../src/probe/backends/wasmKernels/batchMatMul";
import { simdTanh } from "../../../src/probe/backends/wasmKernels/tanh";
import { randomStream } from "../../../src/probe/random";
import { cpu, wasm } from "./backends";

const size = fc.integer({ min: 1, max: 19 });
const shapes = fc.record({
  batch: fc.integer({ min: 1, max: 5 }),
  shared: fc.constantFrom("neither", "left", "right"),
  m: size,
  n: size,
  k: size,
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
});
type Shapes = typeof shapes extends fc.Arbitrary<infer S> ? S : never;

function filled(shape: number[], key: string): Tensor {
  const random = randomStream("kernels", key);
  const count = shape.reduce((product, value) => product * value, 1);
  return tensor(
    Float32Array.from({ length: count }, () => random.normal()),
    shape,
  );
}

function factors({ batch, shared, m, n, k, transposeA, transposeB }: Shapes): [Tensor, Tensor] {
  const [left, right] = [shared === "left" ? 1 : batch, shared === "right" ? 1 : batch];
  return [
    filled(transposeA ? [left, k, m] : [left, m, k], "a"),
    filled(transposeB ? [right, n, k] : [right, k, n], "b"),
  ];
}

/** The sums in double precision, and those of the absolute values, which bound the rounding. */
function byHand([a, b]: [Tensor, Tensor], { batch, m, n, k, transposeA, transposeB }: Shapes) {
  const [x, y] = [a.dataSync(), b.dataSync()];
  const [[left = 1], [right = 1]] = [a.shape, b.shape];
  const sums: { sum: number; size: number }[] = [];
  for (let i = 0; i < batch; i++) {
    for (let row = 0; row < m; row++) {
      for (let column = 0; column < n; column++) {
        let [sum, size] = [0, 0];
        for (let l = 0; l < k; l++) {
          const from = (i % left) * m * k + (transposeA ? l * m + row : row * k + l);
          const by = (i % right) * n * k + (transposeB ? column * k + l : l * n + column);
          sum += (x[from] ?? NaN) * (y[by] ?? NaN);
          size += Math.abs((x[from] ?? NaN) * (y[by] ?? NaN));
        }
        sums.push({ sum, size });
      }
    }
  }
  return sums;
}

describe("the WASM backend's own kernels", () => {
  beforeAll(() => wasm.load());

  test("are the ones that tfjs uses", () => {
    expect(getKernel("BatchMatMul", "wasm").kernelFunc).toBe(simdBatchMatMul.kernelFunc);
    expect(simdBatchMatMul.kernelFunc).not.toBe(batchMatMulConfig.kernelFunc);
    expect(getKernel("Tanh", "wasm").kernelFunc).toBe(simdTanh.kernelFunc);
  });

  test("products are those of the formula, for all sizes and transpositions", () => {
    fc.assert(
      fc.property(shapes, (sizes) => {
        tidy(() => {
          const [a, b] = factors(sizes);
          const found = matMul(a, b, sizes.transposeA, sizes.transposeB).dataSync();
          const expected = byHand([a, b], sizes);
          expect(found).toHaveLength(expected.length);
          expected.forEach(({ sum, size }, i) => {
            expect(Math.abs((found[i] ?? NaN) - sum)).toBeLessThanOrEqual(20 * 2 ** -24 * size);
          });
        });
      }),
      { numRuns: 300 },
    );
  });

  test("a product is the same alone and among others, to the last bit", () => {
    tidy(() => {
      const [a, b] = [filled([3, 13, 21], "a"), filled([3, 21, 11], "b")];
      const all = matMul(a, b).dataSync();
      for (let i = 0; i < 3; i++) {
        const alone = matMul(slice(a, [i, 0, 0], [1, 13, 21]), slice(b, [i, 0, 0], [1, 21, 11]));
        expect(alone.dataSync()).toEqual(all.slice(i * 13 * 11, (i + 1) * 13 * 11));
      }
    });
  });

  test("what they do not compute is left to tfjs", () => {
    tidy(() => {
      const [a, b] = [filled([2, 3, 4, 5], "a"), filled([2, 3, 5, 6], "b")];
      expect(matMul(a, b).shape).toEqual([2, 3, 4, 6]);
      expect(() => matMul(filled([2, 3], "a"), filled([2, 3], "b"))).toThrow(/inner/i);
    });
  });

  test("they survive a growing memory", () => {
    tidy(() => {
      const [a, b] = [filled([1, 8, 8], "a"), filled([1, 8, 8], "b")];
      const before = matMul(a, b, false, true).dataSync();
      for (let i = 0; i < 8; i++) tensor(new Float32Array(4_000_000));
      expect(matMul(a, b, false, true).dataSync()).toEqual(before);
    });
  });

  test("slices of a matrix are those of the plain JavaScript backend", async () => {
    const cut = () => tidy(() => slice(filled([7, 9], "s"), [2, 3], [4, 5])).dataSync();
    const found = cut();
    await cpu.load();
    expect(found).toEqual(cut());
    await wasm.load();
  });

  test("tanh is that of double precision to 5 units in the last place, at every size", () => {
    const small = Array.from({ length: 300 }, (_, i) => 1.3 ** (i - 270));
    const values = [0, -0, ...small.flatMap((x) => [x, -x]), 7.9, 7.91, 30, -30, 1e30];
    for (const count of [values.length, 4, 5, 6, 7, 3, 1]) {
      const some = Float32Array.from(values.slice(-count));
      tidy(() => tanh(tensor(some)).dataSync()).forEach((found, i) => {
        const exact = Math.tanh(some[i] ?? NaN);
        const unit = 2 ** Math.max(-149, Math.floor(Math.log2(Math.abs(exact) || 2 ** -149)) - 23);
        expect(Math.abs(found - exact), `tanh ${some[i]}`).toBeLessThanOrEqual(5 * unit);
      });
    }
  });

  test("tanh of what is no number is none, of infinity ±1", () => {
    const found = tidy(() => tanh(tensor([NaN, Infinity, -Infinity, 0, NaN])).dataSync());
    expect([found[0], found[4]]).toEqual([NaN, NaN]);
    expect(found[1]).toBeCloseTo(1, 6);
    expect(found[2]).toBeCloseTo(-1, 6);
  });

  test("a clone shares its values with the original and outlives it", () => {
    const before = memory().numDataBuffers;
    const original = tensor([1, 2, 3]);
    const copy = clone(original);
    expect(memory().numDataBuffers - before).toBe(1);
    original.dispose();
    tensor([7, 8, 9]).dispose();
    expect([...copy.dataSync()]).toEqual([1, 2, 3]);
    copy.dispose();
    expect(memory().numDataBuffers).toBe(before);
  });
});
