import { formatNumber } from "../../src/core/text/format";

export const formatSample = (value: number | null | undefined, digits = 4): string =>
  value === null || value === undefined ? "–" : formatNumber(value, digits);

const SUFFIXES: readonly (readonly [number, string])[] = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
];

const trimZeros = (digits: string): string =>
  digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;

/**
 * Labels for a row of positions `spacing` apart, short but never two alike: 0, 500k, 1M, 1.5M; deep
 * inside a long run they keep the decimals that the spacing needs (1.2345M, 1.2346M).
 */
export function tickFormat(largest: number, spacing: number): (value: number) => string {
  const [size, suffix] = SUFFIXES.find(([size]) => largest >= 10 * size) ?? [1, ""];
  const decimals = Math.min(15, Math.max(0, -Math.floor(Math.log10(spacing / size) + 1e-9)));
  return (value) => (value === 0 ? "0" : `${trimZeros((value / size).toFixed(decimals))}${suffix}`);
}

/** The least of 1, 2, 5 · 10ᵏ that is at least `span`. */
export function roundSpacing(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span));
  const factor = [1, 2, 5, 10].find((f) => f * power >= span * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(12));
}

/** The multiples of `spacing` in [first, last]. */
export function multiples(first: number, last: number, spacing: number): number[] {
  const ticks: number[] = [];
  const end = Math.floor(last / spacing + 1e-9);
  for (let k = Math.ceil(first / spacing - 1e-9); k <= end; k++) {
    ticks.push(Number((k * spacing).toPrecision(15)));
  }
  return ticks;
}
