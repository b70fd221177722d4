import { joined, pathValue } from "./files/paths";
import { hasKey } from "./tables";
import type { BinaryOperator, CompareOperator } from "../../../program/tree";
import {
  decided,
  listValue,
  numberOf,
  numberValue,
  sameValue,
  textValue,
  type Value,
} from "./value";

/** Raised where Python raises: the statement that does it is left. */
export class PythonError extends Error {}

const floorMod = (a: number, b: number): number => {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
};

function divisor(b: number): number {
  if (b === 0) throw new PythonError("division by zero");
  return b;
}

const ARITHMETIC: Partial<Record<BinaryOperator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / divisor(b),
  "//": (a, b) => Math.floor(a / divisor(b)),
  "%": (a, b) => floorMod(a, divisor(b)),
  "**": power,
  "&": (a, b) => Number(BigInt(a) & BigInt(b)),
  "|": (a, b) => Number(BigInt(a) | BigInt(b)),
  "^": (a, b) => Number(BigInt(a) ^ BigInt(b)),
  "<<": (a, b) => (b < 0 || b > 64 ? NaN : a * 2 ** b),
  ">>": (a, b) => (b < 0 ? NaN : Math.floor(a / 2 ** b)),
};

const BITS = new Set<BinaryOperator>(["&", "|", "^", "<<", ">>"]);

function power(a: number, b: number): number {
  if (a === 0 && b < 0) throw new PythonError("0.0 cannot be raised to a negative power");
  if (a < 0 && !Number.isInteger(b)) throw new PythonError("the power is a complex number");
  return a ** b;
}

const isFloat = (value: Value): boolean => value.type === "number" && value.float;

/** Longer lists and texts than this are not made by `*` and `+`. */
const MOST_ITEMS = 100_000;

/** The value of `left operator right`, or undefined where that is not known. */
export function binary(operator: BinaryOperator, left: Value, right: Value): Value | undefined {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return arithmetic(operator, left, right, a, b);
  if (operator === "/" && left.type === "text" && right.type === "text")
    return left.path === true || right.path === true
      ? pathValue(joined([left.value, right.value]))
      : undefined;
  if (left.type === "text") return textOperation(operator, left.value, right);
  if (left.type === "list") return listOperation(operator, left, right);
  if (right.type === "list" && a !== undefined) return listOperation(operator, right, left);
  return undefined;
}

function arithmetic(
  operator: BinaryOperator,
  left: Value,
  right: Value,
  a: number,
  b: number,
): Value | undefined {
  const float = isFloat(left) || isFloat(right);
  if (BITS.has(operator) && (float || !Number.isSafeInteger(a) || !Number.isSafeInteger(b)))
    return undefined;
  const value = ARITHMETIC[operator]?.(a, b);
  if (value === undefined || Number.isNaN(value)) return undefined;
  // whole numbers beyond 2^53 are exact in Python alone
  const exact = float || operator === "/" || Number.isSafeInteger(value);
  const negativePower = operator === "**" && b < 0;
  return numberValue(value, float || operator === "/" || negativePower || !exact);
}

function textOperation(operator: BinaryOperator, left: string, right: Value): Value | undefined {
  if (operator !== "+" || right.type !== "text") return undefined;
  const isTooLong = left.length + right.value.length > MOST_ITEMS;
  return isTooLong ? undefined : textValue(left + right.value);
}

function listOperation(
  operator: BinaryOperator,
  list: Value & { type: "list" },
  other: Value,
): Value | undefined {
  if (list.uncertain) return undefined;
  const count = numberOf(other);
  if (operator === "*" && count !== undefined && count * list.items.length <= MOST_ITEMS)
    return listValue(
      Array.from({ length: Math.max(0, count) }, () => list.items).flat(),
      list.tuple,
    );
  if (operator !== "+" || other.type !== "list" || other.uncertain) return undefined;
  if (list.items.length + other.items.length > MOST_ITEMS) return undefined;
  return listValue([...list.items, ...other.items], list.tuple);
}

const ORDER: Partial<Record<CompareOperator, (a: number | string, b: number | string) => boolean>> =
  {
    "<": (a, b) => a < b,
    "<=": (a, b) => a <= b,
    ">": (a, b) => a > b,
    ">=": (a, b) => a >= b,
  };

/** Whether `left operator right` holds, or undefined where that is not known. */
export function compare(operator: CompareOperator, left: Value, right: Value): boolean | undefined {
  switch (operator) {
    case "==":
      return equal(left, right);
    case "!=":
      return negated(equal(left, right));
    case "is":
      return identical(left, right);
    case "is not":
      return negated(identical(left, right));
    case "in":
      return contains(right, left);
    case "not in":
      return negated(contains(right, left));
    default:
      return ordered(operator, left, right);
  }
}

const negated = (value: boolean | undefined): boolean | undefined =>
  value === undefined ? undefined : !value;

function ordered(operator: CompareOperator, left: Value, right: Value): boolean | undefined {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return ORDER[operator]?.(a, b);
  if (left.type === "text" && right.type === "text")
    return ORDER[operator]?.(left.value, right.value);
  return undefined;
}

/** Something of a library's by its name alone, whose value is not known. */
const isMember = ({ type }: Value): boolean => type === "library" || type === "native";

const isOpen = ({ type }: Value): boolean => type === "unknown" || type === "choice";

function identical(left: Value, right: Value): boolean | undefined {
  if (isOpen(left) || isOpen(right)) return undefined;
  return left.type === right.type && equal(left, right);
}

export function equal(left: Value, right: Value): boolean | undefined {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return a === b;
  if (isOpen(left) || isOpen(right)) return undefined;
  if (left.type === "list" && right.type === "list") return equalLists(left, right);
  if (left.type === "dict" && right.type === "dict") return left === right ? true : undefined;
  if (isMember(left) !== isMember(right)) return undefined;
  return sameValue(left, right);
}

function equalLists(
  left: Value & { type: "list" },
  right: Value & { type: "list" },
): boolean | undefined {
  if (left.uncertain || right.uncertain) return undefined;
  if (left.items.length !== right.items.length || left.tuple !== right.tuple) return false;
  let all: boolean | undefined = true;
  left.items.forEach((item, index) => {
    const other = right.items[index];
    const same = other && equal(item, other);
    if (same === false) all = false;
    else if (same === undefined && all === true) all = undefined;
  });
  return all;
}

function contains(holder: Value, item: Value): boolean | undefined {
  if (isOpen(item)) return undefined;
  if (holder.type === "text")
    return item.type === "text" ? holder.value.includes(item.value) : undefined;
  if (holder.type === "dict") {
    const key = keyOf(item);
    return key === undefined ? undefined : hasKey(holder, key);
  }
  if (holder.type !== "list" || holder.uncertain) return undefined;
  const same = holder.items.map((candidate) => equal(candidate, item));
  if (same.includes(true)) return true;
  return same.includes(undefined) || holder.more ? undefined : false;
}

/** The key of a dictionary that a value is. */
export function keyOf(value: Value): string | number | undefined {
  if (value.type === "text") return value.value;
  return numberOf(value);
}

/** Whether a value counts as true, or undefined where that is not known. */
export function truth(value: Value): boolean | undefined {
  switch (value.type) {
    case "none":
      return false;
    case "number":
      return value.value !== 0;
    case "boolean":
      return value.value;
    case "text":
      return value.value !== "";
    case "list":
      return value.uncertain ? undefined : value.items.length > 0;
    case "dict":
      return value.entries.size > 0;
    case "unknown":
      return undefined;
    case "choice": {
      const all = new Set(value.options.map(truth));
      const [only] = all;
      return all.size === 1 ? only : undefined;
    }
    case "library":
    case "object":
      return value.type === "object" ? true : undefined;
    default:
      return true;
  }
}

export function negative(operator: "-" | "+" | "~" | "not", value: Value): Value | undefined {
  if (operator === "not") {
    const holds = truth(value);
    return holds === undefined ? undefined : decided(!holds, value);
  }
  const number = numberOf(value);
  if (number === undefined) return undefined;
  const float = value.type === "number" && value.float;
  if (operator === "~") return float ? undefined : numberValue(-number - 1);
  return numberValue(operator === "-" ? -number : number, float);
}
