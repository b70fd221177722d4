import type { Fix } from "../../problem";
import type { GivenValue, Value } from "./script/value";

/** Every step of a list moved by one, where each of them is a literal of this file. */
export function movedByOne(given: GivenValue | undefined, by: 1 | -1, title: string): Fix[] {
  const items: readonly Value[] = given?.value.type === "list" ? given.value.items : [];
  const edits = items.flatMap((item) =>
    item.type === "number" && item.literal && Number.isInteger(item.value)
      ? [{ range: item.literal, text: String(item.value + by) }]
      : [],
  );
  return edits.length > 0 && edits.length === items.length ? [{ title, edits }] : [];
}
