/** Index of the first element of ascending `values` that is greater than `limit`. */
export function firstAfter(values: ArrayLike<number>, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Infinity) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The elements of ascending `values` strictly inside (first, last), at most `limit` of them. */
export function inside(
  values: ArrayLike<number>,
  first: number,
  last: number,
  limit: number,
): number[] {
  const found: number[] = [];
  for (let i = firstAfter(values, first); i < values.length && found.length < limit; i++) {
    const value = values[i] ?? Infinity;
    if (value >= last) break;
    found.push(value);
  }
  return found;
}
