/**
 * Writes a number in the manner of the literal that it replaces: `5e-4` stays in e-notation,
 * `1_000` keeps its underscores, `1.0` its decimal point. The result reads back as exactly `value`.
 */
export function numberLike(old: string, value: number): string {
  const text = styled(old.trim(), value);
  return Number(text.replaceAll("_", "")) === value ? text : String(value);
}

function styled(old: string, value: number): string {
  if (/^[+-]?[\d_.]+[eE]/.test(old)) return exponential(old, value);
  const plain = decimal(value);
  if (/[eExX]/.test(plain) || /^[+-]?0[xXoObB]/.test(old)) return plain;
  if (old.includes("_")) return grouped(plain);
  if (/^[+-]?\./.test(old)) return plain.replace(/^(-?)0\./, "$1.");
  return /\.0+$/.test(old) && !plain.includes(".") ? `${plain}.0` : plain;
}

function exponential(old: string, value: number): string {
  const [, letter = "e", sign = "", digits = ""] = /([eE])([+-]?)(\d+)$/.exec(old) ?? [];
  const [mantissa = "", power = "0"] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent === 0) return mantissa;
  const size = String(Math.abs(exponent)).padStart(/^0/.test(digits) ? digits.length : 1, "0");
  return `${mantissa}${letter}${exponent < 0 ? "-" : sign === "+" ? "+" : ""}${size}`;
}

/** Without an exponent down to 1e-6 and up to 1e21, as JavaScript itself writes numbers. */
const decimal = (value: number): string => (Object.is(value, -0) ? "0" : String(value));

function grouped(plain: string): string {
  const [whole = "", ...fraction] = plain.split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, "_"), ...fraction].join(".");
}
