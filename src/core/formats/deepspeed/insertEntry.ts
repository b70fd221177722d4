import type { SourceObject } from "../../parse/sourceValue";
import type { Fix } from "../../problem";
import { t } from "../../text/words";

/** A fix that adds an entry after the last one, on a line of its own where the others are. */
export function insertEntry(parent: SourceObject | undefined, text: string, entry: string): Fix[] {
  const last = parent?.entries.at(-1);
  if (!last) return [];
  const before = text.slice(0, last.range.start);
  const indent = /\n([ \t]*)$/.exec(before)?.[1];
  const separator = indent === undefined ? ", " : `,\n${indent}`;
  const range = { start: last.range.end, end: last.range.end };
  return [
    { title: t`Add ${entry}`, edits: [{ range, text: `${separator}${entry}` }], safe: false },
  ];
}
