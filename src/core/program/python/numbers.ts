import type { Machine } from "../machine";
import type { BinaryOperator } from "../tree";
import { Float, isObject, numberOf, type Site, type Value } from "../values";
import { floorDivide } from "../../parse/floorDivide";
import { t } from "../../text/words";

/** A number as a Python float. */
export const float = (value: number): Value => (Number.isInteger(value) ? new Float(value) : value);

/** Whether a value is a Python float; ints and booleans are whole numbers that are not. */
export const isFloat = (value: Value): boolean =>
  typeof value === "number" ? !Number.isInteger(value) : isObject(value) && value.kind === "float";

/** A whole number; past 2^53 Python would go on exactly, and that is not followed. */
export function int(machine: Machine, value: number, site: Site): Value {
  if (Number.isSafeInteger(value)) return value + 0;
  return machine.unknown("a whole number above 2^53", site);
}

/** Arithmetic of Python's numbers; undefined where the operator or an operand is another. */
export function arithmetic(
  machine: Machine,
  operator: BinaryOperator,
  left: Value,
  right: Value,
  site: Site,
): Value | undefined {
  const a = numberOf(left);
  const b = numberOf(right);
  if (a === undefined || b === undefined) return undefined;
  if (isFloat(left) || isFloat(right)) return ofFloats(machine, operator, a, b, site);
  return ofInts(machine, operator, a, b, site);
}

function ofFloats(
  machine: Machine,
  operator: BinaryOperator,
  a: number,
  b: number,
  site: Site,
): Value | undefined {
  switch (operator) {
    case "+":
      return float(a + b);
    case "-":
      return float(a - b);
    case "*":
      return float(a * b);
    case "/":
      return float(a / divisor(machine, b, site));
    case "//":
      return float(floorDivide(a, divisor(machine, b, site)));
    case "%":
      return float(modulo(machine, a, b, site));
    case "**":
      return power(machine, a, b, site);
    default:
      return undefined;
  }
}

function ofInts(
  machine: Machine,
  operator: BinaryOperator,
  a: number,
  b: number,
  site: Site,
): Value | undefined {
  switch (operator) {
    case "+":
      return int(machine, a + b, site);
    case "-":
      return int(machine, a - b, site);
    case "*":
      return int(machine, a * b, site);
    case "/":
      return float(a / divisor(machine, b, site));
    case "//":
      return int(machine, (a - modulo(machine, a, b, site)) / b, site);
    case "%":
      return modulo(machine, a, b, site) + 0;
    case "**":
      return b < 0 ? power(machine, a, b, site) : intPower(machine, a, b, site);
    default:
      return bitwise(machine, operator, a, b, site);
  }
}

function bitwise(
  machine: Machine,
  operator: BinaryOperator,
  a: number,
  b: number,
  site: Site,
): Value | undefined {
  const [left, right] = [BigInt(a), BigInt(b)];
  const shifts = operator === "<<" || operator === ">>";
  if (shifts && (b < 0 || b > 64)) return machine.unknown("a whole number above 2^53", site);
  const result = {
    "&": left & right,
    "|": left | right,
    "^": left ^ right,
    "<<": shifts ? left << right : 0n,
    ">>": shifts ? left >> right : 0n,
  }[operator as "&"] as bigint | undefined;
  return result === undefined ? undefined : int(machine, Number(result), site);
}

/** What is divided by, which Python refuses to be 0. */
function divisor(machine: Machine, b: number, site: Site): number {
  if (b === 0) throw machine.error(t("Division by zero."), site, "ZeroDivisionError");
  return b;
}

/** The remainder has the sign of the divisor. */
function modulo(machine: Machine, a: number, b: number, site: Site): number {
  const rest = a % divisor(machine, b, site);
  if (rest === 0) return b < 0 ? -0 : 0;
  return rest < 0 === b < 0 ? rest : rest + b;
}

function power(machine: Machine, a: number, b: number, site: Site): Value {
  if (a === 0 && b < 0)
    throw machine.error(t("0 cannot be raised to a negative power."), site, "ZeroDivisionError");
  if (a === 1 || b === 0) return new Float(1);
  if (a === -1 && !Number.isFinite(b) && !Number.isNaN(b)) return new Float(1);
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b))
    return machine.unknown("a complex number", site);
  const result = a ** b;
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b))
    throw machine.error(t("The result is too large."), site, "OverflowError");
  return float(result);
}

function intPower(machine: Machine, base: number, exponent: number, site: Site): Value {
  if (Math.abs(base) < 2) return base === -1 && exponent % 2 === 0 ? 1 : exponent === 0 ? 1 : base;
  if (exponent > 64) return machine.unknown("a whole number above 2^53", site);
  let result = 1;
  for (let index = 0; index < exponent; index++) result *= base;
  return int(machine, result, site);
}

/** Half goes to even, by the exact decimal value of the number. */
export function roundHalfEven(value: number, digits: number): number {
  if (!Number.isFinite(value) || digits > 50) return value;
  if (digits < 0) {
    const unit = 10 ** -digits;
    return roundHalfEven(value / unit, 0) * unit;
  }
  const text = Math.abs(value).toFixed(Math.min(100, digits + 40));
  const point = text.indexOf(".");
  if (point < 0) return value;
  const tail = text.slice(point + 1 + digits);
  const isTie = /^50*$/.test(tail);
  const kept = digits === 0 ? text.slice(0, point) : text.slice(0, point + 1 + digits);
  const isEven = Number(kept.at(-1)) % 2 === 0;
  const magnitude = isTie && isEven ? Number(kept) : roundUp(kept, tail);
  return value < 0 ? -magnitude : magnitude;
}

/** Rounds digits by what follows them. */
function roundUp(kept: string, tail: string): number {
  if (Number(tail[0] ?? "0") < 5) return Number(kept);
  const digits = kept.replace(".", "");
  const raised = (BigInt(digits) + 1n).toString().padStart(digits.length, "0");
  const after = kept.includes(".") ? kept.length - kept.indexOf(".") - 1 : 0;
  return Number(after === 0 ? raised : `${raised.slice(0, -after)}.${raised.slice(-after)}`);
}
