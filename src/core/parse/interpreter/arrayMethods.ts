import { MAX_ITEMS } from "../limits";
import type { Range } from "../../text/range";
import { failure } from "./error";
import type { Meter } from "./meter";
import { describe, isArray, isCallable, type Callable, type Plain } from "./plain";
import { bounded } from "./values";

export interface MethodCall {
  readonly meter: Meter;
  readonly place: Range;
  readonly items: readonly Plain[];
  readonly values: readonly Plain[];
}

/** The methods of arrays that a user's function may call; none of them changes its array. */
export const arrayMethods: ReadonlyMap<string, (call: MethodCall) => Plain> = new Map<
  string,
  (call: MethodCall) => Plain
>([
  ["at", ({ items, values }) => items.at(Number(values[0] ?? 0))],
  [
    "concat",
    (call) => bounded(call.meter, call.place, [...call.items, ...call.values.flatMap(flat)]),
  ],
  ["every", (call) => call.items.every(test(call))],
  ["filter", (call) => bounded(call.meter, call.place, call.items.filter(test(call)))],
  ["find", (call) => call.items.find(test(call))],
  ["findIndex", (call) => call.items.findIndex(test(call))],
  ["includes", ({ items, values }) => items.includes(values[0])],
  ["indexOf", ({ items, values }) => items.indexOf(values[0])],
  ["map", (call) => bounded(call.meter, call.place, call.items.map(apply(call)))],
  ["reduce", reduce],
  [
    "slice",
    (call) => bounded(call.meter, call.place, call.items.slice(index(call, 0), index(call, 1))),
  ],
  ["some", (call) => call.items.some(test(call))],
]);

const flat = (value: Plain): readonly Plain[] =>
  isArray(value) ? value.slice(0, MAX_ITEMS + 1) : [value];

function index({ place, values }: MethodCall, position: number): number | undefined {
  const value = values[position];
  if (value === undefined || typeof value === "number") return value;
  throw failure(place, `A position is a number, and this is ${describe(value)}.`);
}

function callback({ place, values }: MethodCall): Callable {
  const [first] = values;
  if (isCallable(first)) return first;
  throw failure(place, `A function is expected as argument, and this is ${describe(first)}.`);
}

function apply(call: MethodCall): (item: Plain, at: number) => Plain {
  const found = callback(call);
  return (item, at) => found.invoke([item, at, call.items]);
}

function test(call: MethodCall): (item: Plain, at: number) => boolean {
  const found = apply(call);
  return (item, at) => Boolean(found(item, at));
}

function reduce(call: MethodCall): Plain {
  const found = callback(call);
  const given = call.values.length > 1;
  if (!given && call.items.length === 0)
    throw failure(call.place, "An empty array has nothing to reduce.");
  let total = given ? call.values[1] : call.items[0];
  for (let at = given ? 0 : 1; at < call.items.length; at++) {
    total = found.invoke([total, call.items[at], at, call.items]);
  }
  return total;
}
