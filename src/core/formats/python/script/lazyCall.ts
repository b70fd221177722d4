import type { DictValue, Given, LibraryObject, Value } from "./value";

const LAZY = /^detectron2\.config\.(?:lazy\.)?LazyCall$/;

/** Where a lazy call keeps what it will call. */
export const TARGET = "_target_";

/**
 * detectron2's `LazyCall(X)(a=1)` calls nothing yet: it gives `{"_target_": X, "a": 1}`, whose items
 * the config may go on to change.
 */
export function lazyCall(callee: LibraryObject, given: Given): DictValue | undefined {
  const target = callee.given.positional[0]?.value;
  if (!LAZY.test(callee.path) || !target) return undefined;
  const items = [...given.keywords].map(([key, { value }]) => [key, value] as const);
  return { type: "dict", entries: new Map<string, Value>([[TARGET, target], ...items]) };
}
