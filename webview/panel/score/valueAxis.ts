import { formatNumber } from "../../../src/core/text/format";
import { multiples, roundSpacing } from "../numbers";
import type { ValueRange } from "./polyline";

/** The vertical axis of one chart. */
export interface ValueAxis {
  readonly scale: "linear" | "logarithmic";
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

const UNIT: ValueRange = { min: 0, max: 1, positive: 1 };
/** A curve that ends at zero would need all decades of floating point; this many are shown. */
const DECADES = 6;

const labelled = (values: readonly number[]): ValueAxis["ticks"] =>
  values.map((value) => ({ value, label: formatNumber(value, 3) }));

/**
 * Starts at zero unless the values lie close together far from it (momentum 0.85 to 0.95).
 *
 * @param tight Nor where zero means nothing.
 */
export function linearAxis(
  range: ValueRange | undefined,
  wanted: number,
  tight = false,
): ValueAxis {
  const { min, max } = range ?? UNIT;
  const size = Math.max(Math.abs(min), Math.abs(max)) || 1;
  const spread = max - min;
  const close = spread > 1e-9 * size && (tight || spread < 0.35 * size);
  const low = close || min < 0 ? min : 0;
  const high = close || max > 0 ? max : 0;
  const spacing = roundSpacing((high - low || size) / Math.max(1, wanted));
  const from = Math.floor(low / spacing + 1e-6) * spacing;
  // Room above the line where it runs along the top.
  const to = Math.max(high + 0.06 * (high - from || size), from + spacing);
  return { scale: "linear", min: from, max: to, ticks: labelled(multiples(from, to, spacing)) };
}

/** Decades, at most six below the top; undefined where nothing is above zero. */
export function logAxis(range: ValueRange | undefined, wanted: number): ValueAxis | undefined {
  if (!range || !(range.max > 0) || !Number.isFinite(range.positive)) return undefined;
  const top = Math.ceil(Math.log10(range.max) - 1e-9);
  const lowest = Math.max(Math.floor(Math.log10(range.positive) + 1e-9), top - DECADES);
  const bottom = Math.min(lowest, top - 1);
  const every = Math.max(1, Math.ceil((top - bottom) / Math.max(1, wanted)));
  const decades: number[] = [];
  for (let k = top; k >= bottom; k -= every) decades.push(Number(`1e${k}`));
  return {
    scale: "logarithmic",
    min: Number(`1e${bottom}`),
    max: Number(`1e${top}`) * 1.15,
    ticks: labelled(decades.reverse()),
  };
}

/** The axis asked for; the linear one where a logarithm cannot show the values. */
export const valueAxis = (
  range: ValueRange | undefined,
  logarithmic: boolean,
  wanted: number,
): ValueAxis => (logarithmic ? logAxis(range, wanted) : undefined) ?? linearAxis(range, wanted);
