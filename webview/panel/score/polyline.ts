import { columnAt, type Column, type Columns } from "../../../src/protocol/columns";
import { positionOf, type Domain } from "../time";

/** A point of a chart; `y` is NaN where the line breaks. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The line through the sampled columns. A column of many steps becomes the stroke that all of its
 * values together would draw: first, extremes, last. So 10⁵ cycles show their true envelope.
 */
export function polyline(columns: Columns, length: number | null, domain: Domain): Point[] {
  const points: Point[] = [];
  for (let i = 0; i < columns.step.length; i++) {
    const x = positionOf(columns.step[i] ?? 0, length, domain);
    const { first, last, min, max } = columnAt(columns, i);
    if (first === null || last === null || min === null || max === null) {
      points.push({ x, y: NaN });
      continue;
    }
    points.push({ x, y: first });
    // Where it turns inside of the column, the whole stroke stands at one place: else the strokes of
    // a dense wave would leave gaps between them.
    if (turnsInside({ first, last, min, max })) {
      points.push({ x, y: min }, { x, y: max });
    }
    const end = positionOf(lastStep(columns, i, length), length, domain);
    if (end > x) points.push({ x: end, y: last });
  }
  return points;
}

/** The last step of column i: the one before the next column begins. */
function lastStep({ step, end }: Columns, i: number, length: number | null): number {
  const begin = step[i] ?? 0;
  const next = step[i + 1];
  if (next !== undefined) return next - 1;
  if (end !== undefined) return end;
  const width = begin - (step[i - 1] ?? begin);
  return Math.min(begin + Math.max(0, width - 1), Math.max(begin, (length ?? begin + 1) - 1));
}

const turnsInside = ({ first, last, min, max }: Column): boolean =>
  first !== null &&
  last !== null &&
  ((min !== null && min < Math.min(first, last)) || (max !== null && max > Math.max(first, last)));

/** What a curve is at a step: the value at the beginning of its column. */
export interface Reading {
  /** The step that `value` belongs to: the column's first. */
  readonly step: number;
  readonly value: number | null;
  /** The column's extremes, where the curve turns inside of it: one value would not tell of them. */
  readonly turns: { readonly min: number; readonly max: number } | undefined;
}

/** Reads the column that holds `step`; undefined outside of what is sampled. */
export function readColumn(columns: Columns, step: number): Reading | undefined {
  const { step: steps } = columns;
  if (steps.length === 0 || step < (steps[0] ?? Infinity)) return undefined;
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((steps[middle] ?? Infinity) <= step) low = middle;
    else high = middle - 1;
  }
  const column = columnAt(columns, low);
  const { first, min, max } = column;
  const turns = min !== null && max !== null && turnsInside(column) ? { min, max } : undefined;
  return { step: steps[low] ?? 0, value: first, turns };
}

/** Least and greatest value, and the least above zero (for logarithmic scales). */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
  readonly positive: number;
}

export function valueRange(all: readonly Columns[]): ValueRange | undefined {
  let [min, max, positive] = [Infinity, -Infinity, Infinity];
  const take = (value: number | null): void => {
    if (value === null) return;
    if (value < min) min = value;
    if (value > max) max = value;
    if (value > 0 && value < positive) positive = value;
  };
  for (const columns of all) {
    for (const values of [columns.first, columns.last, columns.min, columns.max]) {
      values?.forEach(take);
    }
  }
  return min <= max ? { min, max, positive } : undefined;
}

/** The least range that holds both. */
export const joinRanges = (
  a: ValueRange | undefined,
  b: ValueRange | undefined,
): ValueRange | undefined =>
  a && b
    ? {
        min: Math.min(a.min, b.min),
        max: Math.max(a.max, b.max),
        positive: Math.min(a.positive, b.positive),
      }
    : (a ?? b);
