import {
  add,
  cosPi,
  divide,
  log1p,
  number,
  power,
  sqrt,
  STEP,
  subtract,
  type Formula,
} from "../formula/formula";

/** How a phase goes from its first value to its last. */
export interface Shape {
  /**
   * The share of the way covered at local step u of a phase whose last value is reached at step m;
   * 0 at u = 0, 1 at u = m, never falling.
   */
  weight(u: number, m: number): number;
  /** Progress values u/m at which the curvature changes sign; left out where it depends on m. */
  readonly inflections?: readonly number[];
  /** Σ weight(k, m) for k = first … last − 1, 0 ≤ first ≤ last ≤ m + 1, in closed form. */
  sum?(first: number, last: number, m: number): number;
  /** `weight` as an expression of the step u. */
  formula(m: number): Formula;
}

const progress = (m: number): Formula => divide(STEP, number(m));
const one = number(1);
const two = number(2);

export const linearShape: Shape = {
  weight: (u, m) => u / m,
  inflections: [],
  sum: (first, last, m) => ((last - first) * ((first + last - 1) / 2)) / m,
  formula: progress,
};

/** Σ cos(πk/m) = sin(n h) / sin(h) · cos(h (first + last − 1)), h = π/2m (Dirichlet kernel). */
function cosineSum(first: number, last: number, m: number): number {
  const h = Math.PI / (2 * m);
  return (Math.sin((last - first) * h) / Math.sin(h)) * Math.cos(h * (first + last - 1));
}

/** Half a cosine, (1 − cos πp) / 2 (Loshchilov & Hutter, arXiv:1608.03983). */
export const cosineShape: Shape = {
  weight: (u, m) => (1 - Math.cos((Math.PI * u) / m)) / 2,
  inflections: [0.5],
  sum: (first, last, m) => (last - first - cosineSum(first, last, m)) / 2,
  formula: (m) => divide(subtract(one, cosPi(progress(m))), two),
};

/** 1 − (½(1 + cos πp))^exponent, optax's `cosine_decay_schedule(exponent)`. */
export const cosinePowerShape = (exponent: number): Shape =>
  exponent === 1
    ? cosineShape
    : {
        weight: (u, m) => 1 - ((1 + Math.cos((Math.PI * u) / m)) / 2) ** exponent,
        formula: (m) =>
          subtract(one, power(divide(add(one, cosPi(progress(m))), two), number(exponent))),
      };

/** 1 − (1 − p)^exponent: PyTorch's PolynomialLR, optax's `polynomial_schedule`. */
export const polynomialShape = (exponent: number): Shape =>
  exponent === 1
    ? linearShape
    : {
        weight: (u, m) => 1 - (1 - u / m) ** exponent,
        inflections: [],
        formula: (m) => subtract(one, power(subtract(one, progress(m)), number(exponent))),
      };

/** p²: the quadratic warmup of axolotl. */
export const quadraticShape: Shape = {
  weight: (u, m) => (u / m) ** 2,
  inflections: [],
  sum: (first, last, m) => (squares(last) - squares(first)) / m / m,
  formula: (m) => power(progress(m), two),
};

/** Σ k² for k = 0 … n − 1. */
const squares = (n: number): number => ((n - 1) * n * (2 * n - 1)) / 6;

/** ln(1 + u) / ln(1 + m): DeepSpeed's default warmup. */
export const logarithmicShape: Shape = {
  weight: (u, m) => Math.log1p(u) / Math.log1p(m),
  inflections: [],
  formula: (m) => divide(log1p(STEP), number(Math.log1p(m))),
};

/** √p, the "1 − sqrt" cooldown (Hägele et al., arXiv:2405.18392). */
export const squareRootShape: Shape = {
  weight: (u, m) => Math.sqrt(u / m),
  inflections: [],
  formula: (m) => sqrt(progress(m)),
};

/** 1 − (1 − p) / (½ + ½ (1 − p)) = p / (2 − p): REX (Chen et al., arXiv:2107.04197). */
export const rexShape: Shape = {
  weight: (u, m) => u / (2 * m - u),
  inflections: [],
  formula: (m) => divide(STEP, subtract(number(2 * m), STEP)),
};
