/** A straight map from values to pixels. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  pixel(value: number): number;
}

export function linearScale(from: number, to: number, start: number, end: number): Scale {
  const span = to - from;
  return {
    from,
    to,
    pixel: (value) =>
      span === 0 ? (start + end) / 2 : start + ((value - from) / span) * (end - start),
  };
}

/** Round values (1, 2, 2.5 or 5 times a power of ten) inside [from, to], about `count` of them. */
export function ticks(from: number, to: number, count: number): number[] {
  const span = to - from;
  if (!(span > 0) || !Number.isFinite(span)) return [from];
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  // No number is as small, or as great.
  if (step === 0 || step === Infinity) return [from];
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  // Steps this coarse may pass over the whole range.
  if (last < first) return ticks(from, to, count + 1);
  // Dividing by the inverse keeps 0.3 from becoming 0.30000000000000004.
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}
