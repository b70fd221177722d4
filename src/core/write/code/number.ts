/** All digits of a finite number, as people write a rate: 2e-5 rather than 0.00002. */
export function shortNumber(value: number): string {
  const plain = String(value).replace("e+", "e");
  if (value === 0 || Math.abs(value) >= 1e-3 || plain.includes("e")) return plain;
  return value.toExponential();
}
