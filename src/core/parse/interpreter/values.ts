import type { Range } from "../../text/range";
import { MAX_ITEMS } from "../limits";
import { mathConstants } from "../pure";
import { partsOf, type SyntaxNode } from "../syntaxTree";
import { readNumber } from "../typescript/numbers";
import { unescape } from "../typescript/strings";
import type { Compiler, Expression, ExpressionCompiler } from "./compiler";
import { failure } from "./error";
import type { Meter } from "./meter";
import { describe, isArray, isRecord, record, type Plain } from "./plain";
import { identifier, refuseFunction } from "./variables";

export const number: ExpressionCompiler = (compiler, node) => {
  const value = readNumber(compiler.text(node));
  if (value === undefined) throw compiler.error(node, "This is no number that a schedule can use.");
  return () => value;
};

export const string: ExpressionCompiler = (compiler, node) => {
  const value = unescape(compiler.text(node).slice(1, -1));
  return () => value;
};

export const constant =
  (value: Plain): ExpressionCompiler =>
  () =>
  () =>
    value;

export const inner: ExpressionCompiler = (compiler, node) => {
  const parts = partsOf(node);
  return compiler.expression(node.type === "type_assertion" ? parts.at(-1) : parts[0], node);
};

/** `a, b`: both, and the worth of the last. */
export const sequence: ExpressionCompiler = (compiler, node) => {
  const parts = partsOf(node).map((part) => compiler.expression(part, node));
  return (frame) => {
    let value: Plain;
    for (const part of parts) value = part(frame);
    return value;
  };
};

export const array: ExpressionCompiler = (compiler, node) => {
  const parts = partsOf(node).map((part) => arrayPart(compiler, part));
  const place = compiler.place(node);
  return (frame) => {
    const items: Plain[] = [];
    for (const { spread, value, place: at } of parts) {
      const found = value(frame);
      if (!spread) items.push(found);
      else if (isArray(found)) for (const item of found) items.push(item);
      else throw failure(at, `Only an array can be spread here, and this is ${describe(found)}.`);
    }
    return bounded(compiler.meter, place, items);
  };
};

function arrayPart(compiler: Compiler, part: SyntaxNode) {
  const spread = part.type === "spread_element";
  const node = spread ? (partsOf(part)[0] ?? part) : part;
  refuseFunction(compiler, node);
  return { spread, place: compiler.place(node), value: compiler.expression(node, part) };
}

/** An array within its limit, its items paid for. */
export function bounded(meter: Meter, place: Range, items: readonly Plain[]): readonly Plain[] {
  if (items.length > MAX_ITEMS) {
    throw failure(place, `An array of more than ${MAX_ITEMS} items is not made.`);
  }
  meter.spend(items.length);
  return items;
}

export const object: ExpressionCompiler = (compiler, node) => {
  const parts = partsOf(node).map((part) => objectPart(compiler, part));
  return (frame) => record(new Map(parts.map(({ key, value }) => [key, value(frame)])));
};

function objectPart(compiler: Compiler, part: SyntaxNode): { key: string; value: Expression } {
  if (part.type === "shorthand_property_identifier") {
    return { key: compiler.text(part), value: identifier(compiler, part) };
  }
  const key = part.childForFieldName("key");
  const value = part.childForFieldName("value");
  if (part.type !== "pair" || key?.type !== "property_identifier") {
    throw compiler.error(
      part,
      "In a schedule's function an object has plain names and values only.",
    );
  }
  refuseFunction(compiler, value);
  return { key: compiler.text(key), value: compiler.expression(value, part) };
}

export const member: ExpressionCompiler = (compiler, node) => {
  const objectNode = node.childForFieldName("object");
  const property = node.childForFieldName("property");
  if (!objectNode || !property) throw compiler.error(node, "Something is missing here.");
  const name = compiler.text(property);
  if (isGlobal(compiler, objectNode, "Math") || isGlobal(compiler, objectNode, "Number")) {
    const found = mathConstants.get(`${compiler.text(objectNode)}.${name}`);
    if (found === undefined)
      throw compiler.error(property, `${compiler.text(node)} cannot be used here.`);
    return () => found;
  }
  const value = compiler.expression(objectNode, node);
  const place = compiler.place(property);
  return (frame) => readMember(place, value(frame), name);
};

/** Whether a name is the global one: declared neither in the function nor around it. */
export function isGlobal(compiler: Compiler, node: SyntaxNode, name: string): boolean {
  // one that is missing has no name yet: that is told where it is compiled
  if (node.type !== "identifier" || node.isMissing || compiler.text(node) !== name) return false;
  return !compiler.scope.find(name) && !compiler.surroundings.lookUp(node);
}

function readMember(place: Range, value: Plain, name: string): Plain {
  if (isArray(value) && name === "length") return value.length;
  if (isRecord(value)) {
    if (value.keys.includes(name)) return value.get(name);
    throw failure(
      place,
      `There is no ${name} here: there is ${value.keys.join(", ") || "nothing"}.`,
    );
  }
  throw failure(place, `${name} of ${describe(value)} cannot be used in a schedule's function.`);
}

export const subscript: ExpressionCompiler = (compiler, node) => {
  const objectNode = node.childForFieldName("object");
  const indexNode = node.childForFieldName("index");
  const value = compiler.expression(objectNode, node);
  const index = compiler.expression(indexNode, node);
  const objectPlace = compiler.place(objectNode ?? node);
  const indexPlace = compiler.place(indexNode ?? node);
  return (frame) => {
    const whole = value(frame);
    const at = index(frame);
    if (!isArray(whole))
      throw failure(
        objectPlace,
        `Only an array has numbered items, and this is ${describe(whole)}.`,
      );
    if (typeof at !== "number")
      throw failure(indexPlace, `An item's number is expected here, and this is ${describe(at)}.`);
    return whole[at];
  };
};
