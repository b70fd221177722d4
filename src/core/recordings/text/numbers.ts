import { decode } from "./decode";
import { digitsOf, numberIn } from "./looseJson";

/** Powers of ten that doubles have exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
/** Digits of each half of a mantissa: 10⁹ times a power of ten up to 10⁹ is exact in 53 bits. */
const HALF = 9;
const [ZERO, POINT, PLUS, MINUS, UPPER, LOWER] = [48, 46, 43, 45, 69, 101] as const;
const UNDERSCORE = 95;
/** Dekker's constant to halve a double: 2²⁷ + 1. */
const SPLIT = 134217729;
/** Far above the error of a quotient's rest (2⁻⁵²), far below what decides most roundings. */
const DOUBT = 2 ** -40;

/**
 * Reads numbers out of bytes without making a text of them: the value of the last one read, the same
 * double that `Number` gives, and its significant digits, trailing zeros included. Up to 18 digits
 * times a power of ten up to 22 are computed here (Clinger 1990; beyond 2⁵³ with the quotient's rest,
 * where that settles the rounding); all others are left to the language.
 */
export class NumberScanner {
  value = NaN;
  digits = 0;
  /** Where the digits, point and exponent of the last `token` end. */
  end = 0;
  /** Whether JSON writes a number as the last `token` was written. */
  isJson = false;
  private power = 0;
  private upper = 0;
  private lower = 0;
  private lowerDigits = 0;

  /** Whether `bytes` has a number, and nothing else but blanks, from `start` to `end`. */
  scan(bytes: Uint8Array, start: number, end: number): boolean {
    let from = start;
    let to = end;
    while (from < to && (bytes[from] as number) <= 32) from++;
    while (to > from && (bytes[to - 1] as number) <= 32) to--;
    if (from >= to) return false;
    const isNumber = this.token(bytes, from, to);
    if (isNumber && this.end === to) return true;
    // Python's 1_000, and nan or inf: few texts come so far
    const goesOn = isNumber ? bytes[this.end] === UNDERSCORE : isWord(bytes, from);
    return goesOn && this.other(decode(bytes.subarray(from, to)));
  }

  /** Whether a number begins at `from` whose value is found; it ends before `to`. */
  token(bytes: Uint8Array, from: number, to: number): boolean {
    const sign = bytes[from] as number;
    const first = sign === MINUS || sign === PLUS ? from + 1 : from;
    if (!this.mantissa(bytes, first, to)) return false;
    if (sign === PLUS) this.isJson = false;
    if (this.end < to && !this.exponent(bytes, to)) return false;
    const value = this.magnitude();
    if (value === undefined) this.value = Number(ascii(bytes, from, this.end));
    else this.value = sign === MINUS ? -value : value;
    return true;
  }

  /** Takes the digits and the point; the digits in two halves that are exact. */
  private mantissa(bytes: Uint8Array, from: number, to: number): boolean {
    let upper = 0;
    let lower = 0;
    let digits = 0;
    let point = -1;
    let at = from;
    for (; at < to; at++) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit >= 0 && digit <= 9) {
        if (digits < HALF) upper = upper * 10 + digit;
        else if (digits < 2 * HALF) lower = lower * 10 + digit;
        if (digits > 0 || digit > 0) digits++;
      } else if (digit === POINT - ZERO && point < 0) point = at;
      else break;
    }
    const whole = (point < 0 ? at : point) - from;
    const decimals = point < 0 ? 0 : at - point - 1;
    if (whole + decimals === 0) return false;
    this.isJson = whole > 0 && (whole === 1 || bytes[from] !== ZERO) && (point < 0 || decimals > 0);
    this.upper = upper;
    this.lower = lower;
    this.lowerDigits = digits > HALF ? digits - HALF : 0;
    this.digits = digits > 255 ? 255 : digits || 1;
    this.power = -decimals;
    this.end = at;
    return true;
  }

  /** Takes an exponent, where there is one; false where there is half of one. */
  private exponent(bytes: Uint8Array, to: number): boolean {
    let at = this.end;
    if (bytes[at] !== LOWER && bytes[at] !== UPPER) return true;
    const sign = bytes[++at];
    if (sign === MINUS || sign === PLUS) at++;
    const first = at;
    let value = 0;
    for (; at < to; at++) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      if (value < 100_000) value = value * 10 + digit;
    }
    if (at === first) return false;
    this.power += sign === MINUS ? -value : value;
    this.end = at;
    return true;
  }

  /** The number without its sign; undefined where the rounding isn't settled here. */
  private magnitude(): number | undefined {
    const { upper, lower, lowerDigits, power } = this;
    if (lowerDigits > HALF || power > 22 || power < -22) return undefined;
    const shifted = upper * (POWERS[lowerDigits] as number);
    const most = shifted + lower;
    const rest = lower - (most - shifted);
    const scale = POWERS[power < 0 ? -power : power] as number;
    if (power === 0) return most;
    if (rest === 0) return power < 0 ? most / scale : most * scale;
    return power < 0 ? quotient(most, rest, scale) : undefined;
  }

  private other(text: string): boolean {
    const value = numberIn(text);
    if (value === undefined) return false;
    this.value = value;
    this.digits = Math.min(255, digitsOf(text));
    return true;
  }
}

/** Whether a text begins as "nan", "inf" and "-Infinity" do. */
function isWord(bytes: Uint8Array, from: number): boolean {
  const sign = bytes[from];
  const letter = (bytes[sign === MINUS || sign === PLUS ? from + 1 : from] ?? 0) | 32;
  return letter === 105 || letter === 110;
}

/** Faster for a few bytes than a decoder. */
function ascii(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
}

/**
 * The double nearest to (most + rest) / scale: the rounded quotient, and what it leaves, which is a
 * double by itself (Dekker 1971). Undefined where that lies too near the middle of two doubles.
 */
function quotient(most: number, rest: number, scale: number): number | undefined {
  const first = most / scale;
  const left = most - first * scale - productError(first, scale);
  const correction = (left + rest) / scale;
  const low = first + correction * (1 - DOUBT);
  return low === first + correction * (1 + DOUBT) ? low : undefined;
}

/** What rounding leaves of a product: a·b − fl(a·b), exactly. */
function productError(a: number, b: number): number {
  const product = a * b;
  const aHigh = a * SPLIT - (a * SPLIT - a);
  const bHigh = b * SPLIT - (b * SPLIT - b);
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
