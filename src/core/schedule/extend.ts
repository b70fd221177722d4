import { entryOf } from "../parse/sourceValue";
import type { Report } from "./issue";
import { emptyObject, plainObject } from "./plain";
import type { NamedSource } from "./read";
import { isPlain, reportUnknown } from "./readEntries";
import { closest } from "./suggest";
import { UnknownValue } from "./unknownValue";
import { found } from "./words";

/** Where the definition that another extends is looked for. */
export interface BaseLookup {
  readonly sources: readonly NamedSource[];
  /** The definitions of another file, by its relative path. */
  readonly elsewhere: (path: string) => readonly NamedSource[] | undefined;
}

export interface Extended {
  /** What the base says, itself extended. */
  readonly plain: Record<string, unknown>;
  /** What the definition says with it. */
  readonly merged: Record<string, unknown>;
}

/** Sections that are taken over key by key; everything else is taken over or replaced as a whole. */
const SECTIONS: ReadonlySet<string> = new Set(["optimizer", "probe"]);

/** `extends` at most this deep. */
const DEEPEST = 32;

/** The base of a definition and the two together; undefined where it extends nothing (reported). */
export function baseOf(
  named: NamedSource,
  lookup: BaseLookup,
  report: Report,
): Extended | undefined {
  return extended(named, lookup, report, [named.name]);
}

function extended(
  { source }: NamedSource,
  lookup: BaseLookup,
  report: Report,
  chain: readonly string[],
): Extended | undefined {
  if (entryOf(source, "extends") === undefined) return undefined;
  const own = plainObject(source);
  const base = findBase(own.extends, lookup, report, chain);
  if (base === undefined) return undefined;
  const { named, within } = base;
  const deeper = extended(named, within, report, [...chain, named.name]);
  const plain = deeper?.merged ?? plainObject(named.source);
  return { plain, merged: merge(plain, own) };
}

function merge(
  base: Record<string, unknown>,
  change: Record<string, unknown>,
): Record<string, unknown> {
  const merged = Object.assign(emptyObject(), base, change);
  for (const key of SECTIONS) {
    if (isPlain(base[key]) && isPlain(change[key])) {
      merged[key] = Object.assign(emptyObject(), base[key], change[key]);
    }
  }
  // a name belongs to one definition
  if (change.name === undefined) delete merged.name;
  return merged;
}

interface Base {
  readonly named: NamedSource;
  readonly within: BaseLookup;
}

function findBase(
  value: unknown,
  lookup: BaseLookup,
  report: Report,
  chain: readonly string[],
): Base | undefined {
  const path = ["extends"];
  if (value instanceof UnknownValue) {
    reportUnknown(value, path, report);
    return undefined;
  }
  if (typeof value !== "string") {
    report({
      code: "wrong-type",
      path,
      message: `"extends" must be the name of another definition or a relative path; found ${found(value)}.`,
    });
    return undefined;
  }
  const named = lookup.sources.find(({ name }) => name === value);
  if (named === undefined) return fromFile(value, lookup, report, chain);
  if (!chain.includes(value)) return { named, within: lookup };
  const around = [...chain.slice(chain.indexOf(value)), value].join(" → ");
  const message = `These definitions extend one another in a circle: ${around}.`;
  report({ code: "cycle", path, message });
  return undefined;
}

/** "./base.schedule.json", or "./base.schedule.json#name" where the file holds several. */
function fromFile(
  reference: string,
  lookup: BaseLookup,
  report: Report,
  chain: readonly string[],
): Base | undefined {
  const [file = "", name] = reference.split("#");
  const sources = chain.length > DEEPEST ? undefined : lookup.elsewhere(file);
  const named = name === undefined ? sources?.[0] : sources?.find((source) => source.name === name);
  if (sources !== undefined && named !== undefined) {
    return { named, within: { sources, elsewhere: lookup.elsewhere } };
  }
  const suggestion = closest(
    reference,
    lookup.sources.map((source) => source.name).filter((other) => other !== chain[0]),
  );
  const hint = suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`;
  const message = `There is no definition "${reference}" in this file, and no file of this path could be read.${hint}`;
  report({ code: "unknown-base", path: ["extends"], message, ...(suggestion && { suggestion }) });
  return undefined;
}
