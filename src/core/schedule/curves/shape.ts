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
}

export const linearShape: Shape = {
  weight: (u, m) => u / m,
  inflections: [],
  sum: (first, last, m) => ((last - first) * ((first + last - 1) / 2)) / m,
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
};

/** 1 − (½(1 + cos πp))^exponent, optax's `cosine_decay_schedule(exponent)`. */
export const cosinePowerShape = (exponent: number): Shape =>
  exponent === 1
    ? cosineShape
    : { weight: (u, m) => 1 - ((1 + Math.cos((Math.PI * u) / m)) / 2) ** exponent };

/** 1 − (1 − p)^power: PyTorch's PolynomialLR, optax's `polynomial_schedule`. */
export const polynomialShape = (power: number): Shape =>
  power === 1 ? linearShape : { weight: (u, m) => 1 - (1 - u / m) ** power, inflections: [] };

/** p²: the quadratic warmup of axolotl. */
export const quadraticShape: Shape = {
  weight: (u, m) => (u / m) ** 2,
  inflections: [],
  sum: (first, last, m) => (squares(last) - squares(first)) / m / m,
};

/** Σ k² for k = 0 … n − 1. */
const squares = (n: number): number => ((n - 1) * n * (2 * n - 1)) / 6;

/** ln(1 + u) / ln(1 + m): DeepSpeed's default warmup. */
export const logarithmicShape: Shape = {
  weight: (u, m) => Math.log1p(u) / Math.log1p(m),
  inflections: [],
};

/** √p, the "1 − sqrt" cooldown (Hägele et al., arXiv:2405.18392). */
export const squareRootShape: Shape = { weight: (u, m) => Math.sqrt(u / m), inflections: [] };

/** 1 − (1 − p) / (½ + ½ (1 − p)) = p / (2 − p): REX (Chen et al., arXiv:2107.04197). */
export const rexShape: Shape = { weight: (u, m) => u / (2 * m - u), inflections: [] };
