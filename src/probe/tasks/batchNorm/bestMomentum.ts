import type { ProbeVector } from "../../extras";
import type { ProbePoint } from "../../request";

/** The first tenth is left out: it shows the start from mean 0, not how the statistics follow. */
const TENTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/**
 * The momentum under which the running means lay nearest to the exact ones, by tenth of the run:
 * the vertex of the parabola through the best of the tried ones and its neighbours, in logarithms.
 *
 * @param mismatches By step one for each of `tried`, of all seeds.
 * @param tried In order of size.
 */
export function bestMomentum(
  mismatches: readonly ProbeVector[],
  tried: readonly number[],
  steps: number,
): ProbePoint[] {
  return TENTHS.flatMap((tenth): ProbePoint[] => {
    const [from, to] = [(tenth * steps) / 10, ((tenth + 1) * steps) / 10];
    const inside = mismatches.filter(([step]) => step > from && step <= to);
    if (inside.length === 0) return [];
    const means = tried.map((_, i) =>
      inside.reduce((sum, [, values]) => sum + (values[i] ?? NaN), 0),
    );
    return [[(from + to) / 2, vertex(tried.map(Math.log), means.map(Math.log))]];
  });
}

/** Where the parabola through the least value and its neighbours is least, as a number again. */
function vertex(x: readonly number[], y: readonly number[]): number {
  const least = y.indexOf(Math.min(...y));
  const [x0, x1, x2] = [x[least - 1], x[least] ?? NaN, x[least + 1]];
  const [y0, y1, y2] = [y[least - 1], y[least] ?? NaN, y[least + 1]];
  if (x0 === undefined || x2 === undefined || y0 === undefined || y2 === undefined)
    return Math.exp(x1);
  const [left, right] = [(y1 - y0) / (x1 - x0), (y2 - y1) / (x2 - x1)];
  const bend = (right - left) / (x2 - x0);
  return bend === 0 ? Math.exp(x1) : Math.exp((x0 + x1) / 2 - left / (2 * bend));
}
