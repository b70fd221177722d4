import { expect, test } from "vitest";
import { bestMomentum } from "../../../../src/probe/tasks/batchNorm/bestMomentum";

test("the best momentum is the vertex of the parabola in logarithms, by tenth of the run", () => {
  const tried = [0.5, 0.3, 0.1, 0.03, 0.01];
  // Least at 0.05 in the first half of the run, at 0.2 in the second.
  const curve = (best: number) => tried.map((alpha) => Math.exp(Math.log(alpha / best) ** 2));
  const vectors = Array.from(
    { length: 100 },
    (_, i) => [i + 1, curve(i < 50 ? 0.05 : 0.2)] as const,
  );
  const found = bestMomentum(vectors, tried, 100);
  expect(found.map(([step]) => step)).toEqual([15, 25, 35, 45, 55, 65, 75, 85, 95]);
  found.forEach(([step, momentum]) => {
    expect(momentum).toBeCloseTo(step < 50 ? 0.05 : 0.2, 9);
  });
});

test("one at the end of what was tried is told as it is; where nothing was measured, nothing", () => {
  const rising = [[95, [3, 2, 1]]] as const;
  const [[place, momentum] = [NaN, NaN], ...rest] = bestMomentum(rising, [0.3, 0.1, 0.03], 100);
  expect([place, ...rest]).toEqual([95]);
  expect(momentum).toBeCloseTo(0.03, 12);
  expect(bestMomentum([], [0.3, 0.1], 100)).toEqual([]);
});
