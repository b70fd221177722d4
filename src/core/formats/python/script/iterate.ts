import type { Value } from "./value";

/** The values that a loop runs over, where they are known. */
export function iterate(value: Value): readonly Value[] | undefined {
  if (value.type === "list") return value.uncertain ? undefined : value.items;
  if (value.type === "dict" && !value.uncertain)
    return [...value.entries.keys()].map((key) =>
      typeof key === "string"
        ? ({ type: "text", value: key } as const)
        : ({ type: "number", value: key, float: false } as const),
    );
  return undefined;
}
