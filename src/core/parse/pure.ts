/**
 * Everything from JavaScript's library that a definition may use: pure, bounded functions of
 * primitive values. Maps, not objects, so that no name reaches a prototype.
 */
export type Primitive = number | string | boolean | null | undefined;

type NumberFunction = (...values: number[]) => number;

const MATH_CONSTANTS = ["E", "LN10", "LN2", "LOG10E", "LOG2E", "PI", "SQRT1_2", "SQRT2"] as const;
const NUMBER_CONSTANTS = [
  "EPSILON",
  "MAX_SAFE_INTEGER",
  "MAX_VALUE",
  "MIN_SAFE_INTEGER",
  "MIN_VALUE",
  "NEGATIVE_INFINITY",
  "NaN",
  "POSITIVE_INFINITY",
] as const;

/** Functions of numbers by their full name; `Math.random` is left out, as it is not pure. */
export const mathFunctions: ReadonlyMap<string, NumberFunction> = new Map<
  string,
  (...values: [number, number, ...number[]]) => number
>([
  ["Math.abs", (x) => Math.abs(x)],
  ["Math.acos", (x) => Math.acos(x)],
  ["Math.acosh", (x) => Math.acosh(x)],
  ["Math.asin", (x) => Math.asin(x)],
  ["Math.asinh", (x) => Math.asinh(x)],
  ["Math.atan", (x) => Math.atan(x)],
  ["Math.atanh", (x) => Math.atanh(x)],
  ["Math.cbrt", (x) => Math.cbrt(x)],
  ["Math.ceil", (x) => Math.ceil(x)],
  ["Math.clz32", (x) => Math.clz32(x)],
  ["Math.cos", (x) => Math.cos(x)],
  ["Math.cosh", (x) => Math.cosh(x)],
  ["Math.exp", (x) => Math.exp(x)],
  ["Math.expm1", (x) => Math.expm1(x)],
  ["Math.floor", (x) => Math.floor(x)],
  ["Math.fround", (x) => Math.fround(x)],
  ["Math.log", (x) => Math.log(x)],
  ["Math.log10", (x) => Math.log10(x)],
  ["Math.log1p", (x) => Math.log1p(x)],
  ["Math.log2", (x) => Math.log2(x)],
  ["Math.round", (x) => Math.round(x)],
  ["Math.sign", (x) => Math.sign(x)],
  ["Math.sin", (x) => Math.sin(x)],
  ["Math.sinh", (x) => Math.sinh(x)],
  ["Math.sqrt", (x) => Math.sqrt(x)],
  ["Math.tan", (x) => Math.tan(x)],
  ["Math.tanh", (x) => Math.tanh(x)],
  ["Math.trunc", (x) => Math.trunc(x)],
  ["Math.atan2", (y, x) => Math.atan2(y, x)],
  ["Math.imul", (x, y) => Math.imul(x, y)],
  ["Math.pow", (x, y) => Math.pow(x, y)],
  ["Math.hypot", (...values) => Math.hypot(...values)],
  ["Math.max", (...values) => Math.max(...values)],
  ["Math.min", (...values) => Math.min(...values)],
]);

export const mathConstants: ReadonlyMap<string, number> = new Map([
  ...MATH_CONSTANTS.map((name) => [`Math.${name}`, Math[name]] as const),
  ...NUMBER_CONSTANTS.map((name) => [`Number.${name}`, Number[name]] as const),
]);

type PrimitiveFunction = (value: Primitive, second: Primitive) => Primitive;

export const primitiveFunctions: ReadonlyMap<string, PrimitiveFunction> = new Map<
  string,
  PrimitiveFunction
>([
  ["Number", (value) => Number(value)],
  ["String", (value) => String(value)],
  ["Boolean", (value) => Boolean(value)],
  ["parseFloat", (value) => Number.parseFloat(String(value))],
  ["parseInt", (value, radix) => Number.parseInt(String(value), numberOrUndefined(radix))],
  ["isNaN", (value) => Number.isNaN(Number(value))],
  ["isFinite", (value) => Number.isFinite(Number(value))],
  ["Number.parseFloat", (value) => Number.parseFloat(String(value))],
  ["Number.parseInt", (value, radix) => Number.parseInt(String(value), numberOrUndefined(radix))],
  ["Number.isNaN", (value) => Number.isNaN(value)],
  ["Number.isFinite", (value) => Number.isFinite(value)],
  ["Number.isInteger", (value) => Number.isInteger(value)],
  ["Number.isSafeInteger", (value) => Number.isSafeInteger(value)],
]);

type TextMethod = (text: string, given: readonly Primitive[]) => Primitive;

const index = (value: Primitive): number | undefined => numberOrUndefined(value);

/** Methods of texts whose result is no longer than the text. */
export const textMethods: ReadonlyMap<string, TextMethod> = new Map<string, TextMethod>([
  ["toUpperCase", (text) => text.toUpperCase()],
  ["toLowerCase", (text) => text.toLowerCase()],
  ["trim", (text) => text.trim()],
  ["slice", (text, [start, end]) => text.slice(index(start), index(end))],
  ["substring", (text, [start, end]) => text.substring(index(start) ?? 0, index(end))],
  ["startsWith", (text, [part]) => text.startsWith(String(part))],
  ["endsWith", (text, [part]) => text.endsWith(String(part))],
  ["includes", (text, [part]) => text.includes(String(part))],
  ["indexOf", (text, [part]) => text.indexOf(String(part))],
  ["toString", (text) => text],
]);

type NumberMethod = (value: number, given: Primitive) => string | undefined;

/** A number as a text; undefined where JavaScript would throw. */
const digits =
  (write: (value: number, count: number | undefined) => string, least: number): NumberMethod =>
  (value, given) => {
    const count = numberOrUndefined(given);
    const isFine = count === undefined || (count >= least && count <= 100);
    return isFine ? write(value, count) : undefined;
  };

export const numberMethods: ReadonlyMap<string, NumberMethod> = new Map<string, NumberMethod>([
  ["toFixed", digits((value, count) => value.toFixed(count), 0)],
  ["toExponential", digits((value, count) => value.toExponential(count), 0)],
  ["toPrecision", digits((value, count) => value.toPrecision(count), 1)],
  ["toString", (value, given) => (given === undefined ? String(value) : undefined)],
]);

const numberOrUndefined = (value: Primitive): number | undefined =>
  typeof value === "number" ? value : undefined;

type Binary = (left: Primitive, right: Primitive) => Primitive;
const numeric = (operate: (left: number, right: number) => Primitive): Binary => operate as Binary;

/** JavaScript's binary operators, but those that decide whether their right side is evaluated. */
const BINARY: ReadonlyMap<string, Binary> = new Map<string, Binary>([
  ["+", numeric((left, right) => left + right)],
  ["-", numeric((left, right) => left - right)],
  ["*", numeric((left, right) => left * right)],
  ["/", numeric((left, right) => left / right)],
  ["%", numeric((left, right) => left % right)],
  ["**", numeric((left, right) => left ** right)],
  ["<", numeric((left, right) => left < right)],
  ["<=", numeric((left, right) => left <= right)],
  [">", numeric((left, right) => left > right)],
  [">=", numeric((left, right) => left >= right)],
  ["===", numeric((left, right) => left === right)],
  ["!==", numeric((left, right) => left !== right)],
  // eslint-disable-next-line eqeqeq -- the operator that the user wrote
  ["==", numeric((left, right) => left == right)],
  // eslint-disable-next-line eqeqeq -- the operator that the user wrote
  ["!=", numeric((left, right) => left != right)],
  ["&", numeric((left, right) => left & right)],
  ["|", numeric((left, right) => left | right)],
  ["^", numeric((left, right) => left ^ right)],
  ["<<", numeric((left, right) => left << right)],
  [">>", numeric((left, right) => left >> right)],
  [">>>", numeric((left, right) => left >>> right)],
]);

/** The binary operator, on primitives of any kind, converting them as JavaScript does. */
export function binaryOperator(
  operator: string,
): ((left: Primitive, right: Primitive) => Primitive) | undefined {
  return BINARY.get(operator);
}

const UNARY: ReadonlyMap<string, (value: Primitive) => Primitive> = new Map<
  string,
  (value: Primitive) => Primitive
>([
  ["-", (value) => -Number(value)],
  ["+", (value) => Number(value)],
  ["~", (value) => ~Number(value)],
  ["!", (value) => !value],
]);

export const unaryOperator = (operator: string): ((value: Primitive) => Primitive) | undefined =>
  UNARY.get(operator);
