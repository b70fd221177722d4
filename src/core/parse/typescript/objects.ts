import type { SourceEntry, SourceValue } from "../sourceValue";
import { rangeOf, type SyntaxNode } from "../syntaxTree";
import type { MethodCall } from "./arrays";
import { readItems } from "./containers";
import { resolveName } from "./lookup";
import { textOf, type Site } from "./module";
import type { Reading } from "./reading";
import type { Value } from "./value";

type ObjectFunction = (entries: readonly SourceEntry[]) => readonly SourceValue[];

const text = ({ key, keyRange }: SourceEntry): SourceValue => ({
  type: "string",
  value: key,
  range: keyRange,
  literal: false,
});

/** Functions that list what an object holds. Numbered keys come first in JavaScript: see `ordered`. */
const LISTS: ReadonlyMap<string, ObjectFunction> = new Map<string, ObjectFunction>([
  ["keys", (entries) => entries.map(text)],
  ["values", (entries) => entries.map(({ value }) => value)],
  [
    "entries",
    (entries) =>
      entries.map((entry) => ({
        type: "array",
        items: [text(entry), entry.value],
        range: entry.range,
        literal: false,
      })),
  ],
]);

/** `Object.keys(x)`, `Object.values(x)`, `Object.entries(x)`; undefined where this is none of them. */
export function objectFunction(
  reading: Reading,
  { object, name, list }: MethodCall,
  node: SyntaxNode,
  site: Site,
): Value | undefined {
  const lists = LISTS.get(name);
  if (!lists || textOf(object, site.module) !== "Object") return undefined;
  if (resolveName("Object", object, site.module)) return undefined;
  const [value] = readItems(reading, list, site);
  if (value?.type !== "object" || !reading.afford(value.entries.length)) return undefined;
  return {
    type: "array",
    items: lists(ordered(value.entries)),
    range: rangeOf(node),
    literal: false,
  };
}

const INDEX = /^(?:0|[1-9]\d{0,9})$/;

/** JavaScript's order: numbers ascending, then the other keys as they were written. */
const ordered = (entries: readonly SourceEntry[]): readonly SourceEntry[] => [
  ...entries.filter(({ key }) => INDEX.test(key)).sort((a, b) => Number(a.key) - Number(b.key)),
  ...entries.filter(({ key }) => !INDEX.test(key)),
];
