import { digitsOf, numberIn } from "./looseJson";

/** Powers of ten that doubles have exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, i) => 10 ** i);
/** Digits that a double has exactly, whatever they are. */
const EXACT_DIGITS = 15;
const [ZERO, NINE, POINT, PLUS, MINUS, UPPER, LOWER] = [48, 57, 46, 43, 45, 69, 101] as const;

/**
 * Reads numbers out of a text without cutting it: the value of the last one read, and its significant
 * digits, trailing zeros included. A decimal of up to 15 digits times a power of ten up to 22 is one
 * exact multiplication or division (Clinger 1990), all others are left to the language.
 */
export class NumberScanner {
  value = NaN;
  digits = 0;

  /** Whether `text` has a number, and nothing else but blanks, from `start` to `end`. */
  scan(text: string, start: number, end: number): boolean {
    let from = start;
    let to = end;
    while (from < to && text.charCodeAt(from) <= 32) from++;
    while (to > from && text.charCodeAt(to - 1) <= 32) to--;
    return from < to && (this.plain(text, from, to) || this.other(text.slice(from, to)));
  }

  private plain(text: string, from: number, to: number): boolean {
    let at = from;
    const sign = text.charCodeAt(at);
    if (sign === MINUS || sign === PLUS) at++;
    let [mantissa, digits, decimals, any] = [0, 0, 0, false];
    let code = 0;
    let point = false;
    for (; at < to; at++) {
      code = text.charCodeAt(at);
      if (code >= ZERO && code <= NINE) {
        any = true;
        mantissa = mantissa * 10 + (code - ZERO);
        if (mantissa > 0) digits++;
        if (point) decimals++;
      } else if (code === POINT && !point) point = true;
      else break;
    }
    if (!any || digits > EXACT_DIGITS) return false;
    const exponent = at < to ? exponentOf(text, at, to) : 0;
    if (exponent === undefined) return false;
    const power = exponent - decimals;
    const scale = POWERS[Math.abs(power)];
    if (scale === undefined) return false;
    const value = power < 0 ? mantissa / scale : mantissa * scale;
    this.value = sign === MINUS ? -value : value;
    this.digits = digits || 1;
    return true;
  }

  private other(text: string): boolean {
    const value = numberIn(text);
    if (value === undefined) return false;
    this.value = value;
    this.digits = Math.min(255, digitsOf(text));
    return true;
  }
}

/** The whole number after an "e"; undefined where there is none, or more than three digits of it. */
function exponentOf(text: string, from: number, to: number): number | undefined {
  const letter = text.charCodeAt(from);
  if (letter !== LOWER && letter !== UPPER) return undefined;
  let at = from + 1;
  const sign = text.charCodeAt(at);
  if (sign === MINUS || sign === PLUS) at++;
  if (at >= to || to - at > 3) return undefined;
  let value = 0;
  for (; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return undefined;
    value = value * 10 + (code - ZERO);
  }
  return sign === MINUS ? -value : value;
}
