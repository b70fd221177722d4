import type { SourceObject } from "../../../../parse/sourceValue";
import type { Range } from "../../../../text/range";
import { relative } from "../files/openFile";
import { joined } from "../files/paths";
import { omegaConfValue } from "../files/references";
import type { Launch } from "../launches";
import type { Machine } from "../machine";
import { choiceOf, unknownValue, type DictValue, type Value } from "../value";
import { composed, merged, type Source } from "./compose";
import { valueOverride, type Override } from "./overrides";

/** What a script asks Hydra for. */
export interface Wanted {
  /** The path of the folder of configs. */
  readonly folder: string;
  readonly name: string;
  readonly range: Range;
}

/** The config that Hydra makes of a folder of configs and of overrides; undefined where a part is missing. */
export function configOf(
  machine: Machine,
  { folder, name, range }: Wanted,
  overrides: readonly Override[],
): DictValue | undefined {
  const file: Source["file"] = (path) =>
    machine.files.file(relative(machine.files.start, joined([folder, `${path}.yaml`])));
  const isOption = ({ key, adds }: Override): boolean => adds && !key.includes(".");
  const choices = new Map(overrides.map(({ key, written }) => [key, written] as const));
  const used = new Set<string>();
  let root: SourceObject | undefined = composed({ file, choices, used, range }, name);
  for (const override of overrides) {
    if (!root || used.has(override.key)) continue;
    // `+experiment=x` brings a config of a group that no defaults list names
    if (isOption(override) && file(`${override.key}/${override.written}`)) return undefined;
    root = merged(root, valueOverride(override, range));
  }
  return root && configOfTree(machine, root, range);
}

/** A config of OmegaConf that no one text holds. */
export function configOfTree(
  machine: Machine,
  root: SourceObject,
  range: Range,
): DictValue | undefined {
  const text = { text: "", uri: undefined, rule: "omegaConf", range } as const;
  const config = omegaConfValue(machine, root, text);
  return config.type === "dict" ? config : undefined;
}

/** What the commands that run a script make of a config; undefined where one of them is not followed. */
export function configOfLaunches(
  launches: readonly Launch[],
  range: Range,
  make: (launch: Launch) => DictValue | undefined,
): DictValue | undefined {
  const configs = launches.map(make);
  const known = configs.filter((config) => config !== undefined);
  const [first] = known;
  if (!first || known.length < configs.length) return undefined;
  return known.length === 1 ? first : oneOf(known, range);
}

/** What commands that differ make of a config: each key that they do not agree on may be either. */
function oneOf(configs: readonly DictValue[], range: Range, path = ""): DictValue {
  const keys = new Set(configs.flatMap(({ entries }) => [...entries.keys()]));
  const entries = [...keys].map((key): [string | number, Value] => {
    const name = path === "" ? String(key) : `${path}.${key}`;
    const values = configs.map((config) => config.entries.get(key));
    const known = values.filter((value) => value !== undefined);
    if (known.length < values.length) return [key, unknownValue(name, range, "branches")];
    if (known.every((value) => value.type === "dict")) return [key, oneOf(known, range, name)];
    return [key, agreed(known) ?? choiceOf(name, range, known)];
  });
  return { type: "dict", entries: new Map(entries) };
}

/** Lists of the same values are the same. */
function agreed(values: readonly Value[]): Value | undefined {
  const plain = values.map((value) =>
    JSON.stringify(value, (key, part: unknown) => (key === "elsewhere" ? undefined : part)),
  );
  return values[0]?.type === "list" && plain.every((one) => one === plain[0])
    ? values[0]
    : undefined;
}
