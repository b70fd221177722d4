import type { SourceObject } from "../../../../parse/sourceValue";
import { referenceIn, resolveReferences } from "../../../config/interpolation";
import type { Machine } from "../machine";
import { copied } from "../tables";
import type { DictValue, Value } from "../value";
import { configValue, type ConfigText } from "./configValue";

/** Groups in groups that are followed. */
export const DEEPEST = 16;

type Key = string | number;

/** Where references start from. */
interface Whole {
  config: DictValue;
}

/** The entries of a config of OmegaConf: a reference says what the other key says when it is asked. */
class LinkedEntries extends Map<Key, Value> {
  private readonly links = new Map<
    Key,
    { readonly path: readonly string[]; readonly whole: Whole }
  >();
  /** Those that the script has set to something else. */
  private readonly own = new Set<Key>();

  /** Has a key say what another one of the whole config says. */
  follow(key: Key, path: readonly string[], whole: Whole): void {
    this.links.set(key, { path, whole });
    this.own.delete(key);
  }

  /** The keys that lead to what a key says; undefined for one that says it itself. */
  reference(key: Key): readonly string[] | undefined {
    return this.own.has(key) ? undefined : this.links.get(key)?.path;
  }

  private target(key: Key): Value | undefined {
    const link = this.links.get(key);
    return link && valueAt(link.whole.config, link.path);
  }

  private followed(key: Key): Value | undefined {
    return this.own.has(key) ? undefined : this.target(key);
  }

  override get(key: Key): Value | undefined {
    return this.followed(key) ?? super.get(key);
  }

  override set(key: Key, value: Value): this {
    // what is undone leads on to where it led before
    if (this.target(key) === value) this.own.delete(key);
    else this.own.add(key);
    return super.set(key, value);
  }

  override *entries(): MapIterator<[Key, Value]> {
    for (const [key, value] of super.entries()) yield [key, this.followed(key) ?? value];
  }

  override [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }

  override *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }
}

/** A config of OmegaConf as a script has it: a reference follows its key when that is changed. */
export function omegaConfValue(machine: Machine, root: SourceObject, of: ConfigText): Value {
  const value = configValue(machine, resolveReferences(root), of);
  if (value.type !== "dict") return value;
  const whole: Whole = { config: value };
  whole.config = linked(value, root, whole);
  return whole.config;
}

/** The same with its references linked; those that lead nowhere stay what they are. */
function linked({ entries }: DictValue, source: SourceObject, whole: Whole): DictValue {
  const made = new LinkedEntries();
  const sources = new Map(source.entries.map(({ key, value }) => [key, value]));
  for (const [key, value] of entries) {
    const written = sources.get(String(key));
    const isGroup = value.type === "dict" && written?.type === "object";
    made.set(key, isGroup ? linked(value, written, whole) : value);
    const path = written?.type === "unknown" ? referenceIn(written.symbol) : undefined;
    if (path && value.type !== "unknown") made.follow(key, path, whole);
  }
  return { type: "dict", entries: made };
}

function valueAt(root: DictValue, path: readonly string[]): Value | undefined {
  let value: Value | undefined = root;
  for (const key of path) value = value?.type === "dict" ? value.entries.get(key) : undefined;
  return value;
}

const NOTHING: DictValue = { type: "dict", entries: new Map() };

/** A config with another one laid over it, group by group; references start from what comes of it. */
export function mergedConfigs(base: DictValue, over: DictValue = NOTHING): DictValue {
  const whole: Whole = { config: base };
  whole.config = overlaid(base, over, whole, 0);
  return whole.config;
}

function overlaid(base: DictValue, over: DictValue, whole: Whole, depth: number): DictValue {
  const made = new LinkedEntries();
  const uncertain = over.uncertain ?? base.uncertain;
  for (const { entries } of [base, over])
    for (const [key, value] of entries) {
      const own = made.get(key);
      const under = own?.type === "dict" && value.type === "dict" ? own : value;
      made.set(key, copyOf(under, value, whole, depth));
      const path = entries instanceof LinkedEntries ? entries.reference(key) : undefined;
      if (path && value.type !== "dict") made.follow(key, path, whole);
    }
  // what nobody knows of may have been laid over what was known
  if (over.uncertain)
    for (const key of [...made.keys()]) if (!over.entries.has(key)) made.delete(key);
  return { type: "dict", entries: made, ...(uncertain && { uncertain }) };
}

function copyOf(under: Value, value: Value, whole: Whole, depth: number): Value {
  if (depth > DEEPEST || value.type !== "dict" || under.type !== "dict")
    return copied(value, DEEPEST);
  return overlaid(under, under === value ? NOTHING : value, whole, depth + 1);
}
