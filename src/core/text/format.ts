// How numbers are shown to people. Values keep the point in every language: whoever reads one puts it
// into code. Only the digits of whole parts are grouped, by the user's language, and what lies below 0
// has a minus sign where it isn't written to a file.
import { language } from "./language";

/**
 * Groups the digits of an integer: 3120 → "3,120", to a reader of German "3 120". From 1e15 on in
 * e-notation.
 */
export function formatCount(value: number): string {
  return withMinus(countWith(value, language()));
}

/** The same in what is written to a file, which is English whoever reads it. */
export function writtenCount(value: number): string {
  return countWith(value, "en");
}

function countWith(value: number, tag: string): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Math.round(value);
  if (Math.abs(rounded) >= 1e15) return numberWith(rounded, 4, tag);
  return tag.startsWith("en") ? byCommas(rounded) : grouped(rounded, tag);
}

const byCommas = (whole: number): string =>
  Math.abs(whole) < 1000 ? String(whole) : String(whole).replace(/\B(?=(\d{3})+$)/g, ",");

const formats = new Map<string, Intl.NumberFormat>();

/** Where a language groups by points, thin spaces do: 3.120 beside 0.001 would be a value near 3. */
function grouped(whole: number, tag: string): string {
  const format = formats.get(tag) ?? new Intl.NumberFormat(tag, { numberingSystem: "latn" });
  formats.set(tag, format);
  // No "-0".
  return format.format(whole + 0).replaceAll(".", "\u202f");
}

/** The value's own sign: the hyphen of an exponent belongs to its notation. */
const withMinus = (text: string): string => text.replace(/^-/, "−");

/** A value with up to `digits` significant digits: "0.0316", "5e-4", "−2", "12,500", "2.5e7". */
export function formatNumber(value: number, digits = 4): string {
  return withMinus(numberWith(value, digits, language()));
}

/** A value with all its digits, to be read: as `formatNumber` shows it. */
export function formatValue(value: number): string {
  return formatNumber(value, MOST_DIGITS);
}

/** What a double surely holds: 0.1 + 0.2 is 0.3. */
const MOST_DIGITS = 15;

/** The same in what is written to a file. */
export function writtenNumber(value: number, digits: number): string {
  return numberWith(value, digits, "en");
}

function numberWith(value: number, digits: number, tag: string): string {
  if (!Number.isFinite(value) || isShort(value, digits)) return String(value);
  const exact = formatExact(Number(value.toPrecision(digits)));
  const [whole = "", fraction] = exact.split(".");
  if (exact.includes("e") || Math.abs(Number(whole)) < 1e3) return exact;
  const head = countWith(Number(whole), tag);
  return fraction === undefined ? head : `${head}.${fraction}`;
}

/** A small whole number, which has no digits to leave out or to group. */
const isShort = (value: number, digits: number): boolean =>
  Number.isInteger(value) && Math.abs(value) < Math.min(1e3, 10 ** digits);

/** All digits of a value in the same notation, but for the grouping: it reads back as the value. */
export function formatExact(value: number): string {
  if (!Number.isFinite(value) || value === 0) return Object.is(value, -0) ? "0" : String(value);
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e7) return value.toExponential().replace("e+", "e");
  return String(value);
}

/** A share of 1 as a definition has it: 0.1 → "10%". */
export const writtenShare = (share: number, digits = 12): string =>
  `${formatExact(Number((share * 100).toPrecision(digits)))}%`;

/** A share of 1 as a percentage: 0.0512 → "5.1%". */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return "< 0.1%";
  return `${formatNumber(percent, Math.abs(percent) >= 10 ? 3 : 2)}%`;
}

const MULTIPLES: readonly (readonly [number, string])[] = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
];

/** Short enough for a tick: 2500 → "2.5k", 3e9 → "3B". */
export function formatShort(value: number): string {
  for (const [size, letter] of MULTIPLES) {
    if (Math.abs(value) < size) continue;
    if (Math.abs(value) >= 1e15) break;
    return `${formatNumber(value / size, 4)}${letter}`;
  }
  return formatNumber(value, 3);
}
