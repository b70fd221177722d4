/**
 * The first whole step that is an exact multiple of `size`, as Python's `k % size == 0` asks: 5 for
 * 2.5, practically never for 100 / 3. NaN and ±∞, which have no multiples, give themselves.
 */
export function firstMultiple(size: number): number {
  let multiple = Math.abs(size);
  while (Number.isFinite(multiple) && !Number.isInteger(multiple)) multiple *= 2;
  return multiple;
}
