/** An interval of numbers, both ends included; empty where low > high. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const everything: Interval = { low: -Infinity, high: Infinity };

export const meet = (a: Interval, b: Interval): Interval => ({
  low: Math.max(a.low, b.low),
  high: Math.min(a.high, b.high),
});

export const isEmpty = ({ low, high }: Interval): boolean => !(low <= high);

/** The number of fewest digits in the interval: what a person would have typed. */
export function simplest(interval: Interval): number {
  const { low, high } = interval;
  if (low <= 0 && high >= 0) return 0;
  const middle = (low + high) / 2;
  for (let digits = 1; digits <= 15; digits++) {
    const rounded = Number(middle.toPrecision(digits));
    const found = [rounded, ...neighbours(rounded, digits)].find((x) => x >= low && x <= high);
    if (found !== undefined) return digits > 3 ? (reciprocal(interval) ?? found) : found;
  }
  return middle;
}

function neighbours(rounded: number, digits: number): number[] {
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(rounded))) - digits + 1);
  return [rounded - unit, rounded + unit].map((x) => Number(x.toPrecision(digits)));
}

/** 1/3, 1/7 …: a share of whole parts. */
function reciprocal({ low, high }: Interval): number | undefined {
  const whole = Math.round(2 / (low + high));
  const value = 1 / whole;
  return whole > 1 && whole <= 4096 && value >= low && value <= high ? value : undefined;
}

/** The roundest whole number in the interval; undefined where it holds none. */
export function roundest({ low, high }: Interval): number | undefined {
  const first = Math.ceil(low);
  const last = Math.floor(high);
  if (!(first <= last) || !Number.isFinite(first)) return undefined;
  for (let unit = 10 ** 12; unit >= 1; unit /= 10) {
    const value = Math.ceil(first / unit) * unit;
    if (value <= last) return value;
  }
  return first;
}

/** Digits of the shortest text of a number: how odd it is. */
export function oddness(value: number): number {
  const [mantissa = ""] = Math.abs(value).toExponential().split("e");
  return mantissa.replace(".", "").length;
}
