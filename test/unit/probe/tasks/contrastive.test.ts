import { tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { randomStream } from "../../../../src/probe/random";
import {
  alignment,
  infoNce,
  onSphere,
  uniformity,
} from "../../../../src/probe/tasks/contrastive/infoNce";
import { linearProbe } from "../../../../src/probe/tasks/contrastive/linearProbe";
import { wasm } from "../backends";

const random = randomStream("contrastive test");
const numbers = (count: number) => Array.from({ length: count }, () => random.normal());

beforeAll(() => wasm.load());

describe("InfoNCE", () => {
  test("of equal embeddings is ln B, at any temperature", () => {
    const same = onSphere(tensor(new Array<number>(64 * 4).fill(1), [1, 64, 4]));
    for (const tau of [0.05, 0.2, 1, 10]) {
      const loss = tidy(() => infoNce(same, same, tau).dataSync()[0]);
      expect(loss).toBeCloseTo(Math.log(64), 4);
    }
  });

  test.each([
    [64, 1, 4.167],
    [64, 0.5, 4.19],
    [8, 1, 4.226],
  ])("of random unit vectors in %d dimensions at τ = %d is ln B + 1/(2dτ²)", (d, tau, found) => {
    const [draws, B] = [200, 64];
    const [first, second] = [0, 1].map(() =>
      onSphere(tensor(numbers(draws * B * d), [draws, B, d])),
    );
    if (!first || !second) throw new Error("two views expected");
    const losses = tidy(() => [...infoNce(first, second, tau).dataSync()]);
    const mean = losses.reduce((a, b) => a + b, 0) / draws;
    expect(Math.abs(mean - (Math.log(B) + 1 / (2 * d * tau * tau)))).toBeLessThan(0.015);
    // As another program has measured it.
    expect(Math.abs(mean - found)).toBeLessThan(0.015);
  });

  test("is the mean over both directions, by the formula", () => {
    const a = [1, 0, 0, 1];
    const b = [0.6, 0.8, 0.8, -0.6];
    const tau = 0.4;
    const s = (i: number, j: number) =>
      ((a[2 * i] ?? 0) * (b[2 * j] ?? 0) + (a[2 * i + 1] ?? 0) * (b[2 * j + 1] ?? 0)) / tau;
    const term = (i: number, others: readonly number[]) =>
      Math.log(others.reduce((sum, value) => sum + Math.exp(value), 0)) - s(i, i);
    const expected =
      (term(0, [s(0, 0), s(0, 1)]) +
        term(1, [s(1, 0), s(1, 1)]) +
        term(0, [s(0, 0), s(1, 0)]) +
        term(1, [s(0, 1), s(1, 1)])) /
      4;
    const loss = infoNce(tensor(a, [1, 2, 2]), tensor(b, [1, 2, 2]), tensor([tau], [1, 1]));
    expect(loss.dataSync()[0]).toBeCloseTo(expected, 5);
  });

  test("alignment and uniformity are those of Wang and Isola", () => {
    const first = tensor([1, 0, 0, 1, -1, 0], [1, 3, 2]);
    const second = tensor([0, 1, 0, 1, -1, 0], [1, 3, 2]);
    expect(alignment(first, second).dataSync()[0]).toBeCloseTo(2 / 3, 6);
    // Squared distances 2, 4, 2.
    const expected = Math.log((2 * Math.exp(-4) + Math.exp(-8)) / 3);
    expect(uniformity(first).dataSync()[0]).toBeCloseTo(expected, 4);
  });
});

/** Solves A x = b by Gaussian elimination with pivots, in double precision. */
function solve(a: number[][], b: number[][]): number[][] {
  const rows = a.map((row, i) => [...row, ...(b[i] ?? [])]);
  const n = a.length;
  for (let k = 0; k < n; k++) {
    const pivot = rows
      .slice(k)
      .reduce(
        (best, row, i) => (Math.abs(row[k] ?? 0) > Math.abs(rows[best]?.[k] ?? 0) ? k + i : best),
        k,
      );
    [rows[k], rows[pivot]] = [rows[pivot] ?? [], rows[k] ?? []];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = (rows[i]?.[k] ?? 0) / (rows[k]?.[k] ?? NaN);
      rows[i] = (rows[i] ?? []).map((value, j) => value - factor * (rows[k]?.[j] ?? 0));
    }
  }
  return rows.map((row, i) => row.slice(n).map((value) => value / (row[i] ?? NaN)));
}

test("the linear probe is ridge regression", () => {
  const [n, m, d, C] = [200, 7, 8, 3];
  const known = numbers(n * d);
  const asked = numbers(m * d);
  const classes = Array.from({ length: n }, (_, i) =>
    (known[i * d] ?? 0) > 0.4 ? 0 : (known[i * d + 1] ?? 0) > 0 ? 1 : 2,
  );
  const labels = classes.flatMap((k) => [0, 1, 2].map((i) => (i === k ? 1 : 0)));
  const row = (values: readonly number[], i: number) => [...values.slice(i * d, (i + 1) * d), 1];
  const sums = (f: (i: number) => number) =>
    Array.from({ length: n }, (_, i) => f(i)).reduce((a, b) => a + b, 0) / n;
  const dims = Array.from({ length: d + 1 }, (_, i) => i);
  const A = dims.map((p) =>
    dims.map(
      (q) => sums((i) => (row(known, i)[p] ?? 0) * (row(known, i)[q] ?? 0)) + (p === q ? 1e-3 : 0),
    ),
  );
  const right = dims.map((p) =>
    [0, 1, 2].map((k) => sums((i) => (row(known, i)[p] ?? 0) * (labels[i * C + k] ?? 0))),
  );
  const fitted = solve(A, right);
  const scores = linearProbe(
    tensor(known, [1, n, d]),
    tensor(labels, [1, n, C]),
    tensor(asked, [1, m, d]),
  ).dataSync();
  for (let i = 0; i < m; i++) {
    for (let k = 0; k < C; k++) {
      const expected = row(asked, i).reduce(
        (sum, value, p) => sum + value * (fitted[p]?.[k] ?? NaN),
        0,
      );
      expect(scores[i * C + k]).toBeCloseTo(expected, 3);
    }
  }
});
