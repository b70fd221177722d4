/** Functions that JavaScript's Math lacks. */
export const special = {
  /** Greatest common divisor of whole numbers. */
  gcd: (a: number, b = 0): number => {
    let [x, y] = [Math.abs(a), Math.abs(b)];
    while (y > 0) [x, y] = [y, x % y];
    return x;
  },

  /** The error function by its Maclaurin series, and by its continued fraction beyond 3. */
  erf: (x: number): number => {
    if (Math.abs(x) > 3) return Math.sign(x) * (1 - tail(Math.abs(x)));
    let [term, sum] = [x, x];
    for (let n = 1; n < 100; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  },
};

/** erfc(x) for x > 3: exp(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/…))). */
function tail(x: number): number {
  let fraction = x;
  for (let k = 60; k > 0; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}
