/** Below this many terms a sum is added term by term. */
const DIRECT = 512;
/** Terms added one by one at each end, where roots and logarithms have their steep parts. */
const EDGE = 64;
/** Nodes and weights of the 10-point Gauss–Legendre rule on [−1, 1] (positive half). */
const NODES: readonly (readonly [number, number])[] = [
  [0.14887433898163122, 0.29552422471475287],
  [0.4333953941292472, 0.26926671930999635],
  [0.6794095682990244, 0.21908636251598204],
  [0.8650633666889845, 0.1494513491505806],
  [0.9739065285171717, 0.06667134430868814],
];
const TOLERANCE = 1e-15;
const MAX_DEPTH = 40;

type RealFunction = (x: number) => number;

/** Σ f(k) for k = first … last − 1, added term by term with Kahan's compensation. */
export function directSum(f: RealFunction, first: number, last: number): number {
  let sum = 0;
  let lost = 0;
  for (let k = first; k < last; k++) {
    const term = f(k) - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
  }
  return sum;
}

function gauss(f: RealFunction, a: number, b: number): number {
  const middle = (a + b) / 2;
  const half = (b - a) / 2;
  let sum = 0;
  for (const [x, weight] of NODES) sum += weight * (f(middle - half * x) + f(middle + half * x));
  return sum * half;
}

function integrate(
  f: RealFunction,
  a: number,
  b: number,
  whole: number,
  scale: number,
  depth: number,
): number {
  const middle = (a + b) / 2;
  const left = gauss(f, a, middle);
  const right = gauss(f, middle, b);
  const gain = Math.abs(left + right - whole);
  if (!(gain > TOLERANCE * Math.max(scale, Math.abs(whole))) || depth <= 0) return left + right;
  return (
    integrate(f, a, middle, left, scale, depth - 1) +
    integrate(f, middle, b, right, scale, depth - 1)
  );
}

/**
 * Σ f(k) for k = first … last − 1 of a function that is smooth between its integers. Long sums use
 * the Euler–Maclaurin formula at midpoints, Σ f(k) ≈ ∫ f − f′/24 |, whose next term 7 f‴/5760 is
 * below rounding after the first and last 64 terms, which are added directly.
 */
export function smoothSum(f: RealFunction, first: number, last: number): number {
  if (last - first <= DIRECT) return directSum(f, first, last);
  const a = first + EDGE;
  const b = last - EDGE;
  const start = a - 0.5;
  const end = b - 0.5;
  const whole = gauss(f, start, end);
  const integral = integrate(f, start, end, whole, Math.abs(whole), MAX_DEPTH);
  const correction = (f(b) - f(b - 1) - (f(a) - f(a - 1))) / 24;
  return directSum(f, first, a) + integral - correction + directSum(f, b, last);
}
