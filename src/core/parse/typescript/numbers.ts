/**
 * The number that a TypeScript literal stands for: decimal, hexadecimal, octal, binary, with
 * separators. Undefined for a bigint, a legacy octal and what is no number.
 */
export function readNumber(text: string): number | undefined {
  if (text.endsWith("n") || /^0\d/.test(text)) return undefined;
  if (/__|_$|^_|_[.eExXoObB]|[.eE]_/.test(text)) return undefined;
  const value = Number(text.replaceAll("_", ""));
  return Number.isNaN(value) ? undefined : value;
}
