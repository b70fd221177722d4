import type { Machine } from "../machine";
import { pure } from "../natives";
import { isObject, Native, numberOf, type Site, type Value } from "../values";
import { itemsOf } from "./containers";
import { order } from "./equality";
import { arithmetic, float, int, isFloat } from "./numbers";
import { t } from "../../text/words";

type Compute = (...values: number[]) => number;

/** What Python's `math` raises, where numpy gives an infinity or NaN. */
type Check = (result: number, values: readonly number[]) => string | undefined;

const domain: Check = (result, values) =>
  Number.isNaN(result) && !values.some(Number.isNaN)
    ? t("This is outside of what the function is defined for.")
    : undefined;
const overflow: Check = (result, values) =>
  !Number.isFinite(result) && values.every(Number.isFinite)
    ? t("The result is too large.")
    : undefined;
const logarithm: Check = (_, [value]) =>
  value !== undefined && value <= 0 ? t("A logarithm takes numbers greater than 0.") : undefined;

function mathFunction(
  name: string,
  compute: Compute,
  check?: Check,
  checkType = "ValueError",
): Native {
  const run = (machine: Machine, values: readonly Value[], site: Site): Value => {
    const numbers = values.map((value) => numeric(machine, value, site));
    const result = compute(...numbers);
    const problem = check?.(result, numbers);
    if (problem !== undefined) throw machine.error(problem, site, checkType);
    return float(result);
  };
  const native = pure(name, run);
  if (check) return native;
  return new Native(name, native.run, (...values) => float(compute(...values)));
}

function numeric(machine: Machine, value: Value, site: Site): number {
  const number = numberOf(value);
  if (number === undefined) throw machine.error(t("A number is expected here."), site, "TypeError");
  return number;
}

const whole = (name: string, compute: (value: number) => number): Native =>
  pure(name, (machine, [value], site) => {
    const number = numeric(machine, value, site);
    if (!Number.isFinite(number))
      throw machine.error(t("This is no whole number."), site, "OverflowError");
    return int(machine, compute(number), site);
  });

function logOf(...[value, base]: number[]): number {
  const x = value ?? NaN;
  return base === undefined ? Math.log(x) : Math.log(x) / Math.log(base);
}

const truthTest = (name: string, test: (value: number) => boolean): Native =>
  pure(name, (machine, [value], site) => test(numeric(machine, value, site)));

const radians = (degrees: number) => degrees * (Math.PI / 180);
const degrees = (angle: number) => angle * (180 / Math.PI);

const MATH: readonly (readonly [string, Value])[] = [
  ["pi", Math.PI],
  ["e", Math.E],
  ["tau", 2 * Math.PI],
  ["inf", Infinity],
  ["nan", NaN],
  ["cos", mathFunction("cos", Math.cos, domain)],
  ["sin", mathFunction("sin", Math.sin, domain)],
  ["tan", mathFunction("tan", Math.tan, domain)],
  ["acos", mathFunction("acos", Math.acos, domain)],
  ["asin", mathFunction("asin", Math.asin, domain)],
  ["atan", mathFunction("atan", Math.atan)],
  ["atan2", mathFunction("atan2", Math.atan2)],
  ["cosh", mathFunction("cosh", Math.cosh, overflow, "OverflowError")],
  ["sinh", mathFunction("sinh", Math.sinh, overflow, "OverflowError")],
  ["tanh", mathFunction("tanh", Math.tanh)],
  ["exp", mathFunction("exp", Math.exp, overflow, "OverflowError")],
  ["expm1", mathFunction("expm1", Math.expm1, overflow, "OverflowError")],
  ["log", mathFunction("log", logOf, logarithm)],
  ["log2", mathFunction("log2", Math.log2, logarithm)],
  ["log10", mathFunction("log10", Math.log10, logarithm)],
  ["log1p", mathFunction("log1p", Math.log1p, domain)],
  ["sqrt", mathFunction("sqrt", Math.sqrt, domain)],
  ["pow", mathFunction("pow", (x = NaN, y = NaN) => Math.pow(x, y), domain)],
  ["fabs", mathFunction("fabs", Math.abs)],
  ["fmod", mathFunction("fmod", (x = NaN, y = NaN) => x % y, domain)],
  ["hypot", mathFunction("hypot", Math.hypot)],
  ["degrees", mathFunction("degrees", degrees)],
  ["radians", mathFunction("radians", radians)],
  [
    "copysign",
    mathFunction("copysign", (x = NaN, y = NaN) =>
      y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x),
    ),
  ],
  ["floor", whole("floor", Math.floor)],
  ["ceil", whole("ceil", Math.ceil)],
  ["trunc", whole("trunc", Math.trunc)],
  ["isnan", truthTest("isnan", Number.isNaN)],
  ["isinf", truthTest("isinf", (value) => Math.abs(value) === Infinity)],
  ["isfinite", truthTest("isfinite", Number.isFinite)],
  ["prod", pure("prod", (machine, [list], site) => product(machine, list, site))],
];

function product(machine: Machine, list: Value, site: Site): Value {
  return itemsOf(machine, list, site).reduce<Value>(
    (total, item) =>
      machine.lift(
        [total, item],
        ([a, b]) => arithmetic(machine, "*", a, b, site) ?? machine.unknown("prod", site),
      ),
    1,
  );
}

/** numpy's scalars are float64: the same numbers, with NaN and infinities where `math` raises. */
const NUMPY: readonly (readonly [string, Value])[] = [
  ["pi", Math.PI],
  ["e", Math.E],
  ["inf", Infinity],
  ["nan", NaN],
  ...(
    [
      ["cos", Math.cos],
      ["sin", Math.sin],
      ["tan", Math.tan],
      ["arccos", Math.acos],
      ["arcsin", Math.asin],
      ["arctan", Math.atan],
      ["arctan2", Math.atan2],
      ["cosh", Math.cosh],
      ["sinh", Math.sinh],
      ["tanh", Math.tanh],
      ["exp", Math.exp],
      ["expm1", Math.expm1],
      ["log", Math.log],
      ["log2", Math.log2],
      ["log10", Math.log10],
      ["log1p", Math.log1p],
      ["sqrt", Math.sqrt],
      ["floor", Math.floor],
      ["ceil", Math.ceil],
      ["trunc", Math.trunc],
      ["hypot", Math.hypot],
      ["deg2rad", radians],
      ["rad2deg", degrees],
    ] as const
  ).map(([name, compute]) => [name, mathFunction(name, compute)] as const),
  ["abs", pure("abs", (machine, [value], site) => absolute(machine, value, site))],
  ["absolute", pure("absolute", (machine, [value], site) => absolute(machine, value, site))],
  ["minimum", pure("minimum", (machine, [a, b], site) => chosen(machine, a, b, -1, site))],
  ["maximum", pure("maximum", (machine, [a, b], site) => chosen(machine, a, b, 1, site))],
  [
    "clip",
    pure("clip", (machine, [value, least, most], site) => {
      const raised = least === null ? value : chosen(machine, value, least, 1, site);
      return most === null ? raised : chosen(machine, raised, most, -1, site);
    }),
  ],
  [
    "power",
    pure(
      "power",
      (machine, [a, b], site) =>
        arithmetic(machine, "**", a, b, site) ?? machine.unknown("power", site),
    ),
  ],
  [
    "where",
    pure("where", (machine, [test, yes, no], site) =>
      typeof test === "boolean" ? (test ? yes : no) : machine.unknown("where", site),
    ),
  ],
  ["prod", pure("prod", (machine, [list], site) => product(machine, list, site))],
  ["float64", pure("float64", (machine, [value], site) => float(numeric(machine, value, site)))],
  [
    "float32",
    pure("float32", (machine, [value], site) => float(Math.fround(numeric(machine, value, site)))),
  ],
];

export function absolute(machine: Machine, value: Value, site: Site): Value {
  const number = numeric(machine, value, site);
  return isFloat(value) ? float(Math.abs(number)) : Math.abs(number);
}

function chosen(machine: Machine, a: Value, b: Value, sign: 1 | -1, site: Site): Value {
  if (isObject(a) && a.kind !== "float") return machine.unknown("an array", site);
  if (Number.isNaN(numberOf(a))) return a;
  return sign * order(machine, b, a, site) > 0 ? b : a;
}

const spellings = (module: string, names: readonly (readonly [string, Value])[]) =>
  names.map(([name, value]) => [`${module}.${name}`, value] as const);

/** Names of libraries that are evaluated, by their full path. */
export const pythonLibrary: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...spellings("math", MATH),
  ...spellings("numpy", NUMPY),
  ...spellings("jax.numpy", NUMPY),
]);
