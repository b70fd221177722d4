import { entryOf, type SourceObject, type SourceValue } from "../../../../parse/sourceValue";

/** One item of a config's defaults list, as it is written. */
export interface DefaultItem {
  /** `_self_`: the config's own keys. */
  readonly isSelf: boolean;
  /** The config group; undefined for a config that is named by its path. */
  readonly group: string | undefined;
  /** `@package` after the group. */
  readonly package: string | undefined;
  /** The options that are chosen, or the path of a config. */
  readonly names: readonly string[];
  readonly optional: boolean;
  readonly override: boolean;
}

/** The defaults list of a config, `_self_` last unless it says where; undefined where it cannot be read. */
export function defaultsOf(root: SourceObject): readonly DefaultItem[] | undefined {
  const list = entryOf(root, "defaults")?.value;
  const items = list?.type === "array" ? list.items.map(itemOf) : [];
  const read = items.filter((item) => item !== undefined);
  if (read.length < items.length || (list && list.type !== "array")) return undefined;
  return read.some(({ isSelf }) => isSelf) ? read : [...read, { ...plain("_self_"), isSelf: true }];
}

const plain = (name: string): DefaultItem => ({
  isSelf: name === "_self_",
  group: undefined,
  package: name.split("@")[1],
  names: [name.split("@")[0] ?? name],
  optional: false,
  override: false,
});

function itemOf(value: SourceValue): DefaultItem | undefined {
  if (value.type === "string") return plain(value.value);
  const [entry, another] = value.type === "object" ? value.entries : [];
  const names = entry && !another ? namesIn(entry.value) : undefined;
  if (!entry || !names) return undefined;
  const [, words = "", key = ""] = /^((?:\w+\s+)*)(\S+)$/.exec(entry.key) ?? [];
  const [group = "", at] = key.split("@");
  const has = (word: string): boolean => words.split(/\s+/).includes(word);
  return {
    isSelf: false,
    group,
    package: at,
    names,
    optional: has("optional"),
    override: has("override"),
  };
}

/** An option, several of them, or none; undefined for what only the run knows. */
function namesIn(value: SourceValue): string[] | undefined {
  switch (value.type) {
    case "null":
      return [];
    case "string":
    case "number":
    case "boolean":
      return [String(value.value)];
    case "array": {
      const names = value.items.map(namesIn);
      return names.some((one) => one?.length !== 1) ? undefined : names.flatMap((one) => one ?? []);
    }
    default:
      return undefined;
  }
}
