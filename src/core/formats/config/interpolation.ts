import type { SourceEntry, SourceObject, SourceValue } from "../../parse/sourceValue";

/** OmegaConf's absolute reference to another key: `${model.width}`. */
const REFERENCE = /^\$\{([A-Za-z_][\w.]*)\}$/;
/** The keys that lead to what a reference stands for; undefined for all else. */
export const referenceIn = (symbol: string): readonly string[] | undefined =>
  REFERENCE.exec(symbol)?.[1]?.split(".");

/** References to references. */
const DEEPEST = 8;

/**
 * The tree with OmegaConf's references to other keys of the file resolved. A value keeps its own
 * range; the literal that says it is its origin. References that lead nowhere stay unknown.
 */
export function resolveReferences(root: SourceObject): SourceObject {
  const entryAt = indexed();
  const follow = (value: SourceValue, depth: number): SourceValue => {
    if (value.type !== "unknown" || depth > DEEPEST) return value;
    const path = referenceIn(value.symbol);
    if (path === undefined) return value;
    let target: SourceValue | undefined = root;
    for (const key of path) target = entryAt(target, key)?.value;
    if (!target) return value;
    const found = follow(target, depth + 1);
    if (found.type !== "number" && found.type !== "string" && found.type !== "boolean")
      return value;
    const origin = found.origin ?? { range: found.range };
    return { ...found, range: value.range, literal: false, origin };
  };
  const resolve = (value: SourceValue): SourceValue => {
    if (value.type === "array") return { ...value, items: value.items.map(resolve) };
    if (value.type === "object") return resolveObject(value);
    return follow(value, 0);
  };
  const resolveObject = (object: SourceObject): SourceObject => ({
    ...object,
    entries: object.entries.map((entry) => ({ ...entry, value: resolve(entry.value) })),
  });
  return resolveObject(root);
}

/** `entryOf` for very many references: each object's keys are gone through once. */
function indexed(): (value: SourceValue | undefined, key: string) => SourceEntry | undefined {
  const known = new Map<SourceObject, ReadonlyMap<string, SourceEntry>>();
  return (value, key) => {
    if (value?.type !== "object") return undefined;
    const index = known.get(value) ?? new Map(value.entries.map((entry) => [entry.key, entry]));
    known.set(value, index);
    return index.get(key);
  };
}
