import {
  PythonCall,
  PythonFloat,
  PythonName,
  PythonTuple,
  toItems,
  toNumber,
  PythonDict,
  type PythonFunction,
  type PythonValue,
} from "./values";

/** Names and their values; an unknown name stands for itself. */
export class Scope {
  readonly names = new Map<string, PythonValue>();
  /** Calls that stand alone on a line. */
  readonly calls: PythonCall[] = [];

  constructor(readonly outer?: Scope) {}

  get(name: string): PythonValue {
    const value = this.names.get(name);
    if (value !== undefined) return value;
    return this.outer ? this.outer.get(name) : (CONSTANTS.get(name) ?? new PythonName(name));
  }

  inner(names: readonly string[], values: readonly PythonValue[]): Scope {
    const scope = new Scope(this);
    names.forEach((name, index) => scope.names.set(name, values[index] ?? null));
    return scope;
  }
}

const CONSTANTS: ReadonlyMap<string, PythonValue> = new Map<string, PythonValue>([
  ["True", true],
  ["False", false],
]);

const real =
  (f: (...numbers: number[]) => number): PythonFunction =>
  (...values) =>
    new PythonFloat(f(...values.map(toNumber)));

const same =
  (f: (...numbers: number[]) => number): PythonFunction =>
  (...values) => {
    const result = f(...values.map(toNumber));
    return values.find((value) => toNumber(value) === result) ?? result;
  };

/** Half to even, as Python rounds. */
function round(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

const FUNCTIONS: ReadonlyMap<string, PythonFunction> = new Map<string, PythonFunction>([
  ["int", (value) => Math.trunc(toNumber(value ?? 0))],
  ["float", (value) => new PythonFloat(toNumber(value ?? 0))],
  ["round", (value) => round(toNumber(value ?? 0))],
  ["min", same(Math.min)],
  ["max", same(Math.max)],
  ["range", (...values) => range(values.map(toNumber))],
  ["math.ceil", (value) => Math.ceil(toNumber(value ?? 0))],
  ["math.floor", (value) => Math.floor(toNumber(value ?? 0))],
  ["math.cos", real(Math.cos)],
  ["math.exp", real(Math.exp)],
  ["math.sqrt", real(Math.sqrt)],
  ["math.log", real(Math.log)],
  ["math.pow", real(Math.pow)],
]);

function range(limits: readonly number[]): number[] {
  const [first = 0, second, step = 1] = limits;
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const count = Math.max(0, Math.ceil((end - start) / step));
  return Array.from({ length: count }, (_, i) => start + i * step);
}

const isFloat = (value: PythonValue): boolean => value instanceof PythonFloat;

const ARITHMETIC: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ["+", (a, b) => a + b],
  ["-", (a, b) => a - b],
  ["*", (a, b) => a * b],
  ["/", (a, b) => a / b],
  ["//", (a, b) => Math.floor(a / b)],
  ["%", (a, b) => ((a % b) + b) % b],
  ["**", (a, b) => a ** b],
]);

const COMPARE: ReadonlyMap<string, (a: number, b: number) => boolean> = new Map([
  ["<", (a, b) => a < b],
  [">", (a, b) => a > b],
  ["<=", (a, b) => a <= b],
  [">=", (a, b) => a >= b],
  ["==", (a, b) => a === b],
  ["!=", (a, b) => a !== b],
]);

export function binary(operator: string, left: PythonValue, right: PythonValue): PythonValue {
  if (operator === "in") return toItems(right).some((item) => toNumber(item) === toNumber(left));
  const compare = COMPARE.get(operator);
  if (compare) return compare(toNumber(left), toNumber(right));
  const [a, b] = [toNumber(left), toNumber(right)];
  if (["/", "//", "%"].includes(operator) && b === 0) throw new RangeError("division by zero");
  const result = ARITHMETIC.get(operator)?.(a, b) ?? NaN;
  const float = isFloat(left) || isFloat(right) || operator === "/" || !Number.isInteger(result);
  return float ? new PythonFloat(result) : result;
}

export function attributeOf(value: PythonValue, name: string): PythonValue {
  if (!(value instanceof PythonName)) return new PythonName(`?.${name}`);
  const path = `${value.path}.${name}`;
  return path === "math.pi" ? new PythonFloat(Math.PI) : new PythonName(path);
}

export function callValue(
  callee: PythonValue,
  positional: readonly PythonValue[],
  keywords: ReadonlyMap<string, PythonValue>,
): PythonValue {
  if (typeof callee === "function") return callee(...positional);
  if (callee instanceof PythonCall) return curried(callee, positional, keywords);
  if (!(callee instanceof PythonName)) throw new TypeError("not callable");
  if (callee.path === "dict") return new PythonDict([...keywords]);
  if (callee.path === "tuple") return new PythonTuple(toItems(positional[0] ?? []));
  const known = FUNCTIONS.get(callee.path);
  return known ? known(...positional) : new PythonCall(callee.path, positional, keywords);
}

/** `inject_hyperparams(adamw)(learning_rate=…)`: the outer call keeps the inner one as its first. */
const curried = (
  callee: PythonCall,
  positional: readonly PythonValue[],
  keywords: ReadonlyMap<string, PythonValue>,
): PythonCall => new PythonCall(`${callee.callee}()`, [callee, ...positional], keywords);
