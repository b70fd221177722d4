import { isPlain, type Plain } from "../schedule/readEntries";
import type { Path } from "../parse/sourceValue";
import type { Change, InsertChange } from "./change";

type Node = Record<string, unknown> | unknown[];

/**
 * The same changes made of a definition's values instead of its text: what it will say once the text
 * is changed. Paths are those of the definition before any change, as in a batch of edits.
 */
export function changePlain(definition: Plain, changes: readonly Change[]): Plain {
  const copy = copyOf(definition) as Record<string, unknown>;
  // What moves other parts of a list comes last, from its end on.
  const moving = changes.filter((change) => movesOthers(change));
  for (const change of changes) if (!movesOthers(change)) apply(copy, change);
  moving.sort((a, b) => lastIndex(b) - lastIndex(a));
  for (const change of moving) apply(copy, change);
  return copy;
}

const movesOthers = ({ type, path }: Change): boolean =>
  (type === "insert" || type === "remove") && typeof path.at(-1) === "number";
const lastIndex = ({ path }: Change): number => Number(path.at(-1));

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isPlain(value) || Object.getPrototypeOf(value) === Map.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)]));
}

const isNode = (value: unknown): value is Node => Array.isArray(value) || isPlain(value);

/** A track written without its list is its element 0. */
function nodeAt(root: Node, path: Path): unknown {
  let value: unknown = root;
  for (const step of path) {
    if (step === 0 && !Array.isArray(value)) continue;
    value = isNode(value) ? Reflect.get(value, step) : undefined;
  }
  return value;
}

function apply(root: Node, change: Change): void {
  const key = change.path.at(-1) ?? 0;
  const parentPath = change.path.slice(0, -1);
  const parent = nodeAt(root, parentPath);
  if (change.type === "insert" && typeof key === "number" && !Array.isArray(parent)) {
    wrap(root, parentPath, change);
    return;
  }
  if (!isNode(parent)) {
    // A bare number is a constant phase, whose value it is.
    if (change.type === "set" && key === "value") apply(root, { ...change, path: parentPath });
    return;
  }
  if (change.type === "rename") {
    Reflect.set(parent, change.key, Reflect.get(parent, key));
    Reflect.deleteProperty(parent, key);
  } else if (Array.isArray(parent) && change.type === "insert") {
    parent.splice(Number(key), 0, copyOf(change.value));
  } else if (Array.isArray(parent) && change.type === "remove") parent.splice(Number(key), 1);
  else if (change.type === "remove") Reflect.deleteProperty(parent, key);
  else if (key === 0 && !Array.isArray(parent)) apply(root, { ...change, path: parentPath });
  else Reflect.set(parent, key, copyOf(change.value));
}

/** Makes a list of a track that is one phase or a number. */
function wrap(root: Node, path: Path, { path: whole, value }: InsertChange): void {
  const holder = nodeAt(root, path.slice(0, -1));
  const old = nodeAt(root, path);
  const phase = typeof old === "number" ? { kind: "constant", value: old } : old;
  const added = copyOf(value);
  if (isNode(holder))
    Reflect.set(holder, path.at(-1) ?? 0, whole.at(-1) === 0 ? [added, phase] : [phase, added]);
}
