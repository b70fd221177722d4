import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import type { Range } from "../../text/range";
import { parseYaml } from "../../syntax/yaml/parseYaml";
import type { ConfigFile } from "../config/dialect";
import { objectAt } from "../config/fields";
import { fromFile } from "../config/overlay";
import { tupleOfText } from "../config/tupleText";

const MOST_BASES = 16;

export interface Settings {
  /** SOLVER with what the bases say, the file's own settings last. */
  readonly solver: SourceObject;
  /** A base that could not be read: its values are not known. */
  readonly missing?: { readonly path: string; readonly range: Range };
}

/** Follows `_BASE_`, a path relative to the file that names it. */
export function withBases({ root, ports, head }: ConfigFile, own: SourceObject): Settings {
  const entries = own.entries.map((entry) => withTuple(entry, head.text));
  let [file, uri] = [root, head.uri];
  for (let count = 0; ; count++) {
    const base = entryOf(file, "_BASE_");
    if (base?.value.type !== "string") break;
    const found = count < MOST_BASES ? ports.file(base.value.value, uri) : undefined;
    const parsed = found && parseYaml(found.text).root;
    if (!found || !parsed)
      return {
        solver: own,
        missing: { path: base.value.value, range: root === file ? base.value.range : own.range },
      };
    const inherited = objectAt(parsed, "SOLVER")?.entries ?? [];
    entries.unshift(
      ...inherited.map((entry) => ({
        ...entry,
        value: fromFile(withTuple(entry, found.text).value, found.uri, own.range),
        range: own.range,
        keyRange: own.range,
      })),
    );
    [file, uri] = [parsed, found.uri];
  }
  return { solver: { ...own, entries } };
}

/** detectron2 gives the texts of a config to `literal_eval`. */
const withTuple = (entry: SourceEntry, text: string): SourceEntry => ({
  ...entry,
  value: tupleOfText(entry.value, text) ?? entry.value,
});
