import type { ImportedFile } from "../../../../parse/typescript/loader";
import type { SourceEntry, SourceObject } from "../../../../parse/sourceValue";
import type { Range } from "../../../../text/range";
import { nested } from "../../../config/override";
import { entriesFromFile, overlaid } from "../../../config/overlay";
import { treeOf } from "../files/loaders";
import { defaultsOf, type DefaultItem } from "./defaults";

/** Where configs come from, and what the command line chooses. */
export interface Source {
  /** A config by its path below the folder of configs. */
  file(path: string): ImportedFile | undefined;
  /** Options of groups that the command line gives; those that were of use are noted in `used`. */
  readonly choices: ReadonlyMap<string, string>;
  readonly used: Set<string>;
  /** Where the script asks for the config. */
  readonly range: Range;
}

/** Hydra's own settings say how it is run, and nothing of what runs. */
const ITS_OWN = /^hydra(?:\/|$)/;
const MOST_CONFIGS = 64;

/**
 * The config of a name with all that its defaults lists bring in, later ones over those before them
 * (Hydra 1.1 to 1.3: `defaults_list.py`, `default_element.py`); undefined where a part is not there,
 * or only the run knows it.
 */
export function composed(source: Source, name: string): SourceObject | undefined {
  const composer = new Composer(source);
  const path = name.replace(/\.yaml$/, "");
  return composer.add({ path, group: groupOf(path), package: "" }, true)
    ? composer.root
    : undefined;
}

interface Node {
  readonly path: string;
  readonly group: string;
  readonly package: string;
  /** The defaults list says the package, so that the config's own header does not count. */
  readonly isGiven?: boolean;
}

const groupOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
const below = (parent: string, part: string, by: string): string =>
  part.startsWith("/") ? part.slice(1) : [parent, part].filter((one) => one !== "").join(by);

class Composer {
  root: SourceObject;
  private readonly overrides = new Map<string, readonly string[]>();
  private configs = 0;

  constructor(private readonly source: Source) {
    this.root = { type: "object", entries: [], range: source.range, literal: false };
    for (const [group, option] of source.choices) this.overrides.set(group, [option]);
  }

  /** Adds a config with its defaults; false where a part is missing. */
  add(node: Node, isPrimary = false): boolean {
    const parts = this.partsOf(node, isPrimary ? 0 : 1);
    for (const part of parts ?? []) this.root = merged(this.root, part);
    return parts !== undefined;
  }

  /** What a config and its defaults say, in the order in which they are laid over one another. */
  private partsOf(node: Node, depth: number): SourceObject[] | undefined {
    const file = this.source.file(node.path);
    const tree = file && (treeOf({ text: file.text, rule: "omegaConf" }) ?? this.nothingIn(file));
    this.configs += 1;
    if (!tree || depth > 16 || this.configs > MOST_CONFIGS) return undefined;
    const header = node.isGiven === true ? undefined : headerOf(file.text, node);
    const at = { ...node, package: header ?? node.package };
    const items = defaultsOf(tree);
    if (!items) return undefined;
    for (const item of items) if (item.override) this.override(item, at);
    const own = (): SourceObject[] => [this.placed(tree, file, at.package)];
    const parts: SourceObject[] = [];
    // the last ones first: what these override counts for those before them
    for (const item of items.toReversed()) {
      const found = item.isSelf ? own() : item.override ? [] : this.ofItem(item, at, depth);
      if (!found) return undefined;
      parts.unshift(...found);
    }
    return parts;
  }

  private override({ group = "", names }: DefaultItem, at: Node): void {
    const key = below(at.group, group, "/");
    if (!this.overrides.has(key)) this.overrides.set(key, names);
  }

  private ofItem(item: DefaultItem, at: Node, depth: number): SourceObject[] | undefined {
    const group = item.group === undefined ? undefined : below(at.group, item.group, "/");
    if (group !== undefined && ITS_OWN.test(group)) return [];
    const parts: SourceObject[] = [];
    for (const name of group === undefined ? item.names : this.chosen(group, item)) {
      if (name === "???" || /\$\{/.test(name)) return undefined;
      const path = group === undefined ? below(at.group, name, "/") : `${group}/${name}`;
      if (ITS_OWN.test(path)) continue;
      if (item.optional && !this.source.file(path)) continue;
      const inside = item.group ?? groupOf(name.replace(/^\//, ""));
      const isGiven = item.package !== undefined;
      const found = this.partsOf(
        { path, group: group ?? groupOf(path), package: packageOf(item, inside, at), isGiven },
        depth + 1,
      );
      if (!found) return undefined;
      parts.push(...found);
    }
    return parts;
  }

  private chosen(group: string, { package: at, names }: DefaultItem): readonly string[] {
    const key = at === undefined ? group : `${group}@${at}`;
    if (this.source.choices.has(key)) this.source.used.add(key);
    const given = this.overrides.get(key) ?? names;
    return given.length === 1 && given[0] === "null" ? [] : given;
  }

  /** A config of comments alone has no keys. */
  private nothingIn({ text }: ImportedFile): SourceObject | undefined {
    return /^\s*(?:#[^\n]*(?:\n|$)\s*)*$/.test(text) ? { ...this.root, entries: [] } : undefined;
  }

  /** A config's own keys, below its package, each with its place in the config's file. */
  private placed(tree: SourceObject, { uri }: ImportedFile, at: string): SourceObject {
    const { range } = this.source;
    const own = { ...tree, entries: tree.entries.filter(({ key }) => key !== "defaults") };
    const value = { ...own, range, literal: false, entries: entriesFromFile(own, uri, range) };
    return at === "" ? value : nested(at.split("."), { keyRange: range, value });
  }
}

/** `# @package optimizer`, `# @package _global_` at the top of a config; undefined where there is none. */
function headerOf(text: string, { group }: Node): string | undefined {
  const header = /^(?:[ \t]*(?:#[^\n]*)?\n)*?[ \t]*#[ \t]*@package[ \t]*([\w.]*)/.exec(text)?.[1];
  if (header === undefined || header === "_group_") return undefined;
  return header.replace(/^_global_\.?/, "").replaceAll("_group_", group.replaceAll("/", "."));
}

/** The package of an item of a defaults list: below that of the config that has the list. */
function packageOf({ package: given }: DefaultItem, group: string, at: Node): string {
  if (given?.startsWith("_global_")) return given.replace(/^_global_\.?/, "");
  const own = given === "_here_" ? "" : (given ?? group.replace(/^\//, "").replaceAll("/", "."));
  return below(at.package, own, ".");
}

/** `over` laid over `base` as OmegaConf merges: groups key by key; what is missing (`???`) changes nothing. */
export const merged = (base: SourceObject, over: SourceObject): SourceObject =>
  overlaid(base, over, isMissing);

const isMissing = ({ value }: SourceEntry): boolean =>
  value.type === "unknown" && value.symbol === "???";
