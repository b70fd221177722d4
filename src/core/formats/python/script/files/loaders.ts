import type { SourceObject, SourceValue } from "../../../../parse/sourceValue";
import { t } from "../../../../text/words";
import { MAX_CONFIG_LENGTH } from "../../../../syntax/refuse";
import { parseToml } from "../../../../syntax/toml/parseToml";
import { parseYaml } from "../../../../syntax/yaml/parseYaml";
import { numberOfText } from "../../../config/numberText";
import { jsonTree } from "../../../config/jsonTree";
import { shownAt, type Machine } from "../machine";
import type { Native } from "../natives/native";
import { because, choiceOf, type Given, type Scope, type Value } from "../value";
import { configValue, isQuoted, type ConfigText, type Rule } from "./configValue";
import { fileOf, pathOf } from "./openFile";
import { omegaConfValue } from "./references";

/** What a function that reads configs takes: an open file or its text, or also the path of a file. */
interface Loader {
  readonly rule: Rule;
  readonly takes: "text" | "path";
}

const loader = (rule: Rule, takes: Loader["takes"] = "text"): Loader => ({ rule, takes });

const LOADERS: Readonly<Record<string, Loader>> = {
  "json.load": loader("json"),
  "json.loads": loader("json"),
  "yaml.load": loader("yaml"),
  "yaml.safe_load": loader("yaml"),
  "yaml.full_load": loader("yaml"),
  "yaml.unsafe_load": loader("yaml"),
  "toml.load": loader("toml", "path"),
  "toml.loads": loader("toml"),
  "tomllib.load": loader("toml"),
  "tomllib.loads": loader("toml"),
  "tomli.load": loader("toml"),
  "tomli.loads": loader("toml"),
  "omegaconf.OmegaConf.load": loader("omegaConf", "path"),
};

export const CONFIG_LOADERS: Readonly<Record<string, Native>> = Object.fromEntries(
  Object.entries(LOADERS).map(([name, one]): [string, Native] => [
    name,
    (machine, given, { range }, scope) => load(machine, one, given, { range, scope }),
  ]),
);

interface At {
  readonly range: ConfigText["range"];
  readonly scope: Scope;
}

function load(machine: Machine, { rule, takes }: Loader, given: Given, at: At): Value | undefined {
  const first = given.positional[0] ?? [...given.keywords.values()][0];
  if (!first || !hasPlainLoader(given)) return undefined;
  const loaded = (value: Value): Value | undefined => {
    if (value.type === "choice") return chosen(value, loaded);
    const own = rule === "yaml" && at.scope.text.includes("add_implicit_resolver");
    return loadOne(machine, value, { rule: own ? "ownYaml" : rule, takes }, at);
  };
  return loaded(first.value);
}

/** Of several files, what each says. */
function chosen(
  { condition, range, options, test }: Value & { type: "choice" },
  loaded: (value: Value) => Value | undefined,
): Value | undefined {
  const values = options.flatMap((option) => loaded(option) ?? []);
  return values.length === options.length ? choiceOf(condition, range, values, test) : undefined;
}

const PLAIN = /^yaml\.(?:C?(?:Safe|Full|Unsafe)?Loader|loader\.\w*Loader)$/;

/** `Loader=yaml.FullLoader`; of others, as BaseLoader, to which all is text, nothing is known. */
function hasPlainLoader({ positional, keywords }: Given): boolean {
  const given = (keywords.get("Loader") ?? positional[1])?.value;
  return given === undefined || (given.type === "library" && PLAIN.test(given.path));
}

function loadOne(
  machine: Machine,
  value: Value,
  { rule, takes }: Loader,
  { range, scope }: At,
): Value | undefined {
  const place = shownAt(machine, scope, range);
  if (value.type === "text" && takes === "text" && value.path !== true)
    return valueOfText(machine, { text: value.value, uri: undefined, rule, range: place });
  const path = pathOf(value);
  if (path?.type === "choice")
    return chosen(path, (option) =>
      loadOne(machine, option, { rule, takes: "path" }, { range, scope }),
    );
  const found = path?.type === "text" ? fileOf(machine, path.value) : undefined;
  if (!found || path?.type !== "text") return undefined;
  if ("missing" in found)
    return because(reasonOf(path.value, found.missing), machine.unknown(path.value, place));
  const { uri, text } = found.file;
  return (
    valueOfText(machine, { uri, text, rule, range: place }) ??
    because(t`the file ${path.value} is no config`, machine.unknown(path.value, place))
  );
}

const reasonOf = (path: string, missing: "nowhere" | "several"): string =>
  missing === "nowhere"
    ? t`no file ${path} of the workspace can be read`
    : t`which of the files ${path} is meant depends on the folder that it is started in`;

/** What a script reads as a config is one; longer files are its data. */
const MOST_VALUES = 5000;

function valueOfText(machine: Machine, of: ConfigText): Value | undefined {
  const root = treeOf(of);
  if (!root) return undefined;
  return of.rule === "omegaConf"
    ? omegaConfValue(machine, root, of)
    : configValue(machine, root, of);
}

/** The tree of a config; undefined for a text that is none, or more than a config. */
export function treeOf({
  text,
  rule,
}: Pick<ConfigText, "text" | "rule">): SourceObject | undefined {
  if (text.length > MAX_CONFIG_LENGTH) return undefined;
  const parse = rule === "json" ? jsonTree : rule === "toml" ? parseToml : parseYaml;
  const { root, problems } = parse(text);
  if (problems.length > 0 || !root || !isSmall(root)) return undefined;
  return rule === "omegaConf" ? withNumbers(root, text) : root;
}

/** OmegaConf reads `1e-3` as a number, which PyYAML takes for a text. */
function withNumbers(root: SourceObject, text: string): SourceObject {
  const number = (value: SourceValue): SourceValue => {
    if (value.type === "array") return { ...value, items: value.items.map(number) };
    if (value.type === "object") return inside(value);
    const meant =
      value.type === "string" && !isQuoted(value, text) ? numberOfText(value.value) : undefined;
    if (meant === undefined) return value;
    const { range, origin } = value;
    return {
      type: "number",
      value: meant,
      float: true,
      range,
      literal: true,
      ...(origin && { origin }),
    };
  };
  const inside = (object: SourceObject): SourceObject => ({
    ...object,
    entries: object.entries.map((entry) => ({ ...entry, value: number(entry.value) })),
  });
  return inside(root);
}

function isSmall(root: SourceValue): boolean {
  let left = MOST_VALUES;
  const count = (value: SourceValue): boolean => {
    if (--left < 0) return false;
    if (value.type === "array") return value.items.every(count);
    return value.type !== "object" || value.entries.every((entry) => count(entry.value));
  };
  return count(root);
}
