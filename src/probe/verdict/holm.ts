/**
 * Holm's step-down adjustment of p-values for several comparisons (Holm 1979, "A simple sequentially
 * rejective multiple test procedure"): the k-th least is multiplied by (m − k + 1), made monotone,
 * and is at most 1. In the order given.
 *
 * @param m Comparisons that were made; more than `ps` where some of them are not told.
 */
export function holm(ps: readonly number[], m = ps.length): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => (ps[a] ?? 0) - (ps[b] ?? 0));
  const adjusted = new Array<number>(ps.length).fill(1);
  let greatest = 0;
  order.forEach((index, k) => {
    greatest = Math.max(greatest, Math.min(1, (m - k) * (ps[index] ?? 1)));
    adjusted[index] = greatest;
  });
  return adjusted;
}
