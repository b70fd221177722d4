import type { Path, SourceEntry, SourceObject, SourceValue } from "../parse/sourceValue";
import type { Range } from "../text/range";
import type { Place } from "./format";

interface Node {
  place?: Place;
  readonly children: Map<string | number, Node>;
}

function nodeAt(root: Node, path: Path): Node {
  let node = root;
  for (const step of path) {
    const next = node.children.get(step) ?? { children: new Map<string | number, Node>() };
    node.children.set(step, next);
    node = next;
  }
  return node;
}

/**
 * A tree in the terms of our own definitions that says nothing but where its parts stand in a
 * foreign text. None of it is a literal: no edit of ours fits there.
 */
export function sourceOfPlaces(places: readonly Place[], whole: Range): SourceObject {
  const root: Node = { children: new Map() };
  for (const place of places) nodeAt(root, place.path).place = place;
  return objectOf(root, whole);
}

function valueOf(node: Node, whole: Range): SourceValue {
  const range = node.place?.range ?? whole;
  if (node.children.size === 0) return leaf(node.place, range);
  const keys = [...node.children.keys()];
  if (!keys.every((key) => typeof key === "number")) return objectOf(node, range);
  const items = Array.from({ length: Math.max(...keys) + 1 }, (_, index): SourceValue => {
    const child = node.children.get(index);
    return child ? valueOf(child, range) : { type: "null", range, literal: false };
  });
  return { type: "array", items, range, literal: false };
}

function leaf(place: Place | undefined, range: Range): SourceValue {
  const value = place?.value;
  if (typeof value === "number") return { type: "number", value, range, literal: false };
  if (typeof value === "string") return { type: "string", value, range, literal: false };
  return { type: "object", entries: [], range, builderRange: range, literal: false };
}

function objectOf(node: Node, range: Range): SourceObject {
  const entries = [...node.children].map(([key, child]): SourceEntry => {
    const value = valueOf(child, range);
    return { key: String(key), keyRange: value.range, range: value.range, value };
  });
  return { type: "object", entries, range, builderRange: range, literal: false };
}
