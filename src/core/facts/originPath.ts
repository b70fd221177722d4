import type { Path, SourceValue } from "../parse/sourceValue";
import { type Range, contains } from "../text/range";

/** A use of a value, and the literal of the same document from which it comes. */
export interface Used {
  readonly path: Path;
  readonly range: Range;
}

/** The part of a definition that takes its value from the literal at `offset`: `const W = 500`. */
export function usedAt(root: SourceValue, offset: number, path: Path = []): Used | undefined {
  const { origin } = root;
  if (origin?.uri === undefined && origin && contains(origin.range, offset)) {
    const inner = partsOf(root, path, offset);
    return inner ?? { path, range: origin.range };
  }
  return partsOf(root, path, offset);
}

function partsOf(root: SourceValue, path: Path, offset: number): Used | undefined {
  const parts =
    root.type === "object"
      ? root.entries.map(({ key, value }) => [key, value] as const)
      : root.type === "array"
        ? root.items.map((value, index) => [index, value] as const)
        : [];
  for (const [step, value] of parts) {
    const found = usedAt(value, offset, [...path, step]);
    if (found) return found;
  }
  return undefined;
}
