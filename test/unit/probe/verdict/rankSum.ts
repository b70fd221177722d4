/** Differences of sizes 1 … n of which the positive ones have the rank sum w. */
export function withRankSum(n: number, w: number): number[] {
  let left = w;
  return Array.from({ length: n }, (_, i) => n - i).map((size) => {
    if (size > left) return -size;
    left -= size;
    return size;
  });
}
