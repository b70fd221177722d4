/** A copy with room for so many numbers. */
export function resized(array: Float64Array, length: number) {
  const copy = new Float64Array(length);
  copy.set(array);
  return copy;
}
