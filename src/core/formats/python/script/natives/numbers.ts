import { PythonError } from "../operators";
import { numberOf, numberValue } from "../value";
import { type Native, first } from "./native";

export const numeric =
  (f: (...numbers: number[]) => number, whole = false): Native =>
  (_, given) => {
    const numbers = given.positional.map(({ value }) => numberOf(value));
    if (numbers.length === 0 || numbers.includes(undefined)) return undefined;
    const value = f(...numbers.map((number) => number ?? NaN));
    if (Number.isNaN(value)) throw new PythonError("math domain error");
    return numberValue(value, !whole);
  };

/** Half to even, as Python rounds. */
export function round(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

export const roundTo: Native = (_, given) => {
  const [x, digits] = [numberOf(first(given)), numberOf(first(given, 1))];
  if (x === undefined) return undefined;
  if (given.positional.length < 2) return numberValue(round(x));
  if (digits === undefined || !Number.isInteger(digits)) return undefined;
  const value = first(given);
  return numberValue(roundedTo(x, digits), value?.type === "number" && value.float);
};

/** Python's `round(x, digits)`; of more digits than a number has nothing is cut off. */
function roundedTo(x: number, digits: number): number {
  if (digits >= 0) return digits > 100 ? x : Number(x.toFixed(digits));
  const unit = 10 ** -digits;
  return unit === Infinity ? 0 : round(x / unit) * unit;
}

export const toInteger: Native = (_, given) => {
  const value = first(given);
  const number = value?.type === "text" ? Number(value.value) : numberOf(value);
  return number === undefined || !Number.isFinite(number)
    ? undefined
    : numberValue(Math.trunc(number));
};

const TEXT_NUMBERS: Readonly<Record<string, number>> = {
  inf: Infinity,
  "-inf": -Infinity,
  nan: NaN,
};

function numberIn(written: string): number {
  const text = written.trim().toLowerCase();
  return TEXT_NUMBERS[text] ?? Number(text);
}

export const toFloat: Native = (_, given) => {
  const value = first(given);
  const number = value?.type === "text" ? numberIn(value.value) : numberOf(value);
  if (number === undefined) return undefined;
  const float = numberValue(number, true);
  if (value?.type !== "number" && value?.type !== "text") return float;
  const { literal, elsewhere } = value;
  return { ...float, ...(literal && { literal }), ...(elsewhere && { elsewhere }) };
};

export const clip: Native = (_, given) => {
  const [x, low, high] = [0, 1, 2].map((index) => numberOf(first(given, index)));
  if (x === undefined || low === undefined || high === undefined) return undefined;
  return numberValue(Math.min(Math.max(x, low), high), true);
};

/** `cast(x, "float32")`, `cast(x, tf.int64)`. */
export const cast: Native = (machine, given, place, scope) => {
  const type = first(given, 1) ?? given.keywords.get("dtype")?.value;
  const name = type?.type === "library" ? type.path : type?.type === "text" ? type.value : "";
  if (/(?:^|\.)b?float\d*$/.test(name)) return toFloat(machine, given, place, scope);
  return /(?:^|\.)u?int\d+$/.test(name) ? toInteger(machine, given, place, scope) : undefined;
};
