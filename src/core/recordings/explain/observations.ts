import type { Series } from "../recording";

/** The rates of a run with what each may be off by: rounding, float32, arithmetic. */
export interface Observations {
  readonly steps: Float64Array;
  readonly values: Float64Array;
  /** The largest difference from the true rate that the log's own digits allow, point by point. */
  readonly tolerances: Float64Array;
  /** The greatest of the tolerances: nothing below it is claimed. */
  readonly resolution: number;
}

/** float32 keeps 24 bits: half a unit in the last place is 2⁻²⁴ of the value; two roundings. */
const FLOAT32 = 2 ** -23;
/** Frameworks that update the rate from the last one drift by about a unit in 10¹². */
const DOUBLE = 1e-9;

/** The points of a series, with their tolerances. */
export function observe({ steps, values, precision }: Series): Observations {
  const rounding = precision.kind === "float32" ? FLOAT32 : inferred(values);
  const digits = precision.kind === "digits" ? precision.digits : 17;
  const peak = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const written = writtenDigits(values);
  const tolerances = values.map((value) => {
    const printed = Math.max(unit(value, Math.min(digits, written.digits)), written.unit) / 2;
    return printed + Math.abs(value) * rounding + peak * 1e-12;
  });
  const resolution = tolerances.reduce((most, one) => Math.max(most, one), 0);
  return { steps, values, tolerances, resolution };
}

/** The place value of the last of so many significant digits. */
const unit = (value: number, digits: number): number =>
  value === 0 || digits > 15 ? 0 : powerOfTen(Math.floor(Math.log10(Math.abs(value))) - digits + 1);

/** Of rates; asked for some times for each of 20,000 of them. */
const LEAST_POWER = -60;
const POWERS = Array.from({ length: 1 - 2 * LEAST_POWER }, (_, i) => 10 ** (i + LEAST_POWER));
const powerOfTen = (exponent: number): number => POWERS[exponent - LEAST_POWER] ?? 10 ** exponent;

/** Doubles that are all float32 exactly were computed in float32 (Keras, TensorBoard's exports). */
const inferred = (values: Float64Array): number =>
  values.some((value) => Math.fround(value) !== value) ? DOUBLE : FLOAT32;

const ENOUGH = 8;
const FEW_DIGITS = 9;

/**
 * How the values seem to be rounded: significant digits, or a last place that all share. Only many
 * different values of few digits show a rounding; 0.1, 0.01, 0.001 don't.
 */
function writtenDigits(values: Float64Array): { digits: number; unit: number } {
  let digits = 0;
  let places = 0;
  const different = new Set<number>();
  for (const value of values) {
    if (value === 0) continue;
    if (different.size < ENOUGH) different.add(value);
    // a text for each of 20,000 values costs more than all of the search
    if (isWithin(value, digits, places)) continue;
    const [mantissa = "", exponent = "0"] = Math.abs(value).toExponential().split("e");
    const count = mantissa.replace(".", "").length;
    digits = Math.max(digits, count);
    places = Math.max(places, count - 1 - Number(exponent));
    if (digits > FEW_DIGITS) return { digits: 17, unit: 0 };
  }
  return different.size < ENOUGH ? { digits: 17, unit: 0 } : { digits, unit: 10 ** -places };
}

/** The power of ten up to which both it and a quotient by it are exact. */
const MOST_PLACES = 22;

/**
 * Whether a number is one of so many digits and decimal places: the double nearest to a decimal of 15
 * digits or fewer is no other such decimal's.
 */
function isWithin(value: number, digits: number, places: number): boolean {
  if (!(places > 0 && places <= MOST_PLACES)) return false;
  const scale = powerOfTen(places);
  const whole = Math.round(Math.abs(value) * scale);
  return whole < powerOfTen(digits) && whole / scale === Math.abs(value);
}

/** At most `most` of the points, spread evenly, the first and the last among them. */
export function thinned(series: Series, most: number): Series {
  const count = series.steps.length;
  if (count <= most) return series;
  const pick = (array: Float64Array): Float64Array =>
    new Float64Array(most).map((_, i) => array[Math.round((i * (count - 1)) / (most - 1))] ?? NaN);
  return { ...series, steps: pick(series.steps), values: pick(series.values) };
}
