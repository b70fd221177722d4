import { t } from "../../text/words";
import type { SourceArray, SourceValue } from "../sourceValue";
import { rangeOf, type SyntaxNode } from "../syntaxTree";
import { readItems } from "./containers";
import { callClosure } from "./functions";
import { resolveName } from "./lookup";
import { placeOf, textOf, type Site } from "./module";
import { partOf } from "./names";
import type { Reading } from "./reading";
import {
  moved,
  primitiveOf,
  scalar,
  truthOf,
  unknownValue,
  type Closure,
  type Value,
} from "./value";

/** Items of an array that is made by a call. */
const MAX_MADE = 10_000;

export interface MethodCall {
  readonly object: SyntaxNode;
  readonly name: string;
  readonly list: SyntaxNode;
}

interface ArrayCall {
  readonly reading: Reading;
  readonly array: SourceArray;
  readonly values: readonly Value[];
  readonly node: SyntaxNode;
  readonly site: Site;
}

const METHODS: ReadonlyMap<string, (call: ArrayCall) => Value | undefined> = new Map([
  ["map", mapItems],
  ["at", itemAt],
  ["concat", concat],
  ["slice", slice],
  ["includes", includes],
  ["join", join],
  ["filter", filter],
  ["reduce", reduce],
  ["flat", flat],
  ["flatMap", (call) => flattened(call, mapItems(call))],
  ["reverse", ({ array, node }) => made(node, [...array.items].reverse())],
  ["indexOf", indexOf],
]);

/** A method of an array whose items are known; undefined where this is none. */
export function arrayMethod(
  reading: Reading,
  { object, name, list }: MethodCall,
  node: SyntaxNode,
  site: Site,
): Value | undefined {
  if (textOf(object, site.module) === "Array" && name === "from")
    return arrayFrom(reading, list, node, site);
  const method = METHODS.get(name);
  if (!method) return undefined;
  const array = reading.evaluate(object, site);
  if (array.type !== "array") return undefined;
  return method({ reading, array, values: readItems(reading, list, site), node, site });
}

const made = (node: SyntaxNode, items: readonly SourceValue[]): Value => ({
  type: "array",
  items,
  range: rangeOf(node),
  literal: false,
});

function mapItems({ reading, array, values, node, site }: ArrayCall): Value | undefined {
  const closure = values[0] && reading.closureOf(values[0]);
  return (
    closure &&
    made(
      node,
      array.items.map((item, index) => applied(reading, closure, item, index, node, site)),
    )
  );
}

function applied(
  reading: Reading,
  closure: Closure,
  item: Value,
  index: number,
  node: SyntaxNode,
  site: Site,
): SourceValue {
  const values = [item, scalar(index, rangeOf(node))];
  const result = callClosure(reading, { closure, values }, node, site);
  return reading.toSource(result) ?? unknownValue(rangeOf(node), "undefined", "runtime");
}

function filter({ reading, array, values, node, site }: ArrayCall): Value | undefined {
  const closure = values[0] && reading.closureOf(values[0]);
  if (!closure) return undefined;
  const kept: SourceValue[] = [];
  for (const [index, item] of array.items.entries()) {
    const truth = truthOf(applied(reading, closure, item, index, node, site));
    if (truth === undefined) return undefined;
    if (truth) kept.push(item);
  }
  return made(node, kept);
}

function reduce({ reading, array, values, node, site }: ArrayCall): Value | undefined {
  const closure = values[0] && reading.closureOf(values[0]);
  const [, initial] = values;
  const items: readonly Value[] = initial ? [initial, ...array.items] : array.items;
  const [first, ...others] = items;
  if (!closure || !first) return undefined;
  return others.reduce<Value>((total, item, i) => {
    const index = scalar(initial ? i : i + 1, rangeOf(node));
    return callClosure(reading, { closure, values: [total, item, index] }, node, site);
  }, first);
}

function flat(call: ArrayCall): Value | undefined {
  const [depth] = call.values;
  const isOne = depth === undefined || (depth.type === "number" && depth.value === 1);
  return isOne ? flattened(call, call.array) : undefined;
}

function flattened({ reading, node }: ArrayCall, array: Value | undefined): Value | undefined {
  if (array?.type !== "array") return undefined;
  const items = array.items.flatMap((item) => (item.type === "array" ? item.items : [item]));
  return reading.afford(items.length) ? made(node, items) : undefined;
}

function indexOf({ array, values, node }: ArrayCall): Value | undefined {
  const sought = values[0] && primitiveOf(values[0]);
  const items = array.items.map(primitiveOf);
  if (!sought || items.includes(undefined)) return undefined;
  return scalar(
    items.findIndex((item) => item?.is === sought.is),
    rangeOf(node),
  );
}

function itemAt({ array, values, node, site }: ArrayCall): Value | undefined {
  const [index] = values;
  if (index?.type !== "number") return undefined;
  const item = array.items.at(index.value);
  return item
    ? moved(item, rangeOf(node), placeOf(node, site.module))
    : scalar(undefined, rangeOf(node));
}

function concat({ array, values, node }: ArrayCall): Value | undefined {
  const items: SourceValue[] = [...array.items];
  for (const value of values) {
    if (value.type === "array") items.push(...value.items);
    else if (value.type === "closure" || value.type === "undefined") return undefined;
    else items.push(value);
  }
  return made(node, items);
}

function slice({ array, values, node }: ArrayCall): Value | undefined {
  const [from, to] = values.map((value) => (value.type === "number" ? value.value : undefined));
  return made(node, array.items.slice(from, to));
}

function includes({ array, values, node }: ArrayCall): Value | undefined {
  const sought = values[0] && primitiveOf(values[0]);
  if (!sought || array.items.some((item) => item.type === "unknown")) return undefined;
  return scalar(
    array.items.some((item) => primitiveOf(item)?.is === sought.is),
    rangeOf(node),
  );
}

function join({ array, values, node }: ArrayCall): Value | undefined {
  const parts = array.items.map(primitiveOf);
  const separator = values[0]?.type === "string" ? values[0].value : ",";
  if (parts.some((part) => part === undefined) || parts.length > MAX_MADE) return undefined;
  return scalar(parts.map((part) => String(part?.is)).join(separator.slice(0, 100)), rangeOf(node));
}

/** `Array.from({ length: n }, (_, index) => …)` */
function arrayFrom(
  reading: Reading,
  list: SyntaxNode,
  node: SyntaxNode,
  site: Site,
): Value | undefined {
  const object = list.parent?.childForFieldName("function")?.childForFieldName("object");
  if (!object || resolveName("Array", object, site.module)) return undefined;
  const [source, mapper] = readItems(reading, list, site);
  const closure = mapper && reading.closureOf(mapper);
  const length = source && partOf(source, "length");
  if (!closure || length?.type !== "number") return undefined;
  if (!(length.value <= MAX_MADE)) {
    reading.report(
      site,
      length.range,
      t`An array of more than ${MAX_MADE} items is not made.`,
      "too-large",
    );
    return unknownValue(rangeOf(node), "", "unfinished");
  }
  const count = Math.max(0, Math.trunc(length.value));
  const none = scalar(undefined, rangeOf(node));
  const items: SourceValue[] = [];
  for (let index = 0; index < count; index++)
    items.push(applied(reading, closure, none, index, node, site));
  return made(node, items);
}
