/** What a scale says at `x`, of whose points `from` and `to` are the two sides: straight between the points, before and after them at the pace of all. */
export function between(x: number, from: readonly number[], to: readonly number[]): number {
  const last = from.length - 1;
  const [x0, x1, y0, y1] = [from[0] ?? 0, from[last] ?? 0, to[0] ?? 0, to[last] ?? 0];
  const pace = (y1 - y0) / (x1 - x0);
  if (x <= x0) return y0 + (x - x0) * pace;
  if (x >= x1) return y1 + (x - x1) * pace;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((from[middle] ?? 0) <= x) low = middle;
    else high = middle;
  }
  const [a, b, c, d] = [from[low] ?? 0, from[high] ?? 0, to[low] ?? 0, to[high] ?? 0];
  return c + ((x - a) * (d - c)) / (b - a);
}
