import type { Curve } from "./curve";

/** What one pixel column shows of a curve. */
export interface Column {
  /** The column's first step. */
  readonly step: number;
  /** The values at its first and last step. */
  readonly first: number;
  readonly last: number;
  /** The extremes over all of its integer steps. */
  readonly min: number;
  readonly max: number;
}

/**
 * Divides the steps `first`…`last` (both included) into at most `columns` columns of the same
 * width, with the exact extremes in each. Where there are fewer steps than columns each step is a
 * column. A column without values, a gap, has NaN. The cost is set by columns and phases.
 */
export function sampleColumns(
  curve: Curve,
  first: number,
  last: number,
  columns: number,
): Column[] {
  const steps = last - first + 1;
  const count = Math.min(Math.max(1, Math.floor(columns)), steps);
  const edges = Array.from(
    { length: count + 1 },
    (_, i) => first + Math.floor((steps * i) / count),
  );
  return sampleBetween(curve, edges);
}

/**
 * Columns of a logarithmic time axis, on which step s lies at log(s + 1), as the first update is
 * step 0: the steps `first`…`last` (both included, 0 ≤ first) in at most `columns` ranges whose
 * lengths grow geometrically, with the exact extremes in each. Where neighbouring columns would
 * share one step it is told once, so that there are fewer of them at the left.
 */
export function sampleLogColumns(
  curve: Curve,
  first: number,
  last: number,
  columns: number,
): Column[] {
  const count = Math.max(1, Math.floor(columns));
  const start = Math.log1p(first);
  const width = (Math.log1p(last + 1) - start) / count;
  const edges = Array.from({ length: count + 1 }, (_, i) =>
    Math.min(last + 1, Math.max(first, Math.round(Math.expm1(start + i * width)))),
  );
  edges[0] = first;
  edges[count] = last + 1;
  return sampleBetween(curve, edges);
}

/** One column for each pair of neighbouring `edges` (ascending integers): [edge, next edge). */
export function sampleBetween(curve: Curve, edges: readonly number[]): Column[] {
  return edges.slice(0, -1).flatMap((step, i) => {
    const end = (edges[i + 1] ?? step) - 1;
    return end < step ? [] : [column(curve, step, end)];
  });
}

function column(curve: Curve, step: number, end: number): Column {
  const first = curve.at(step);
  if (end === step) return { step, first, last: first, min: first, max: first };
  return { step, first, last: curve.at(end), ...curve.extremes(step, end) };
}
