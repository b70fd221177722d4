import {
  entryOf,
  type ParsedDocument,
  type SourceObject,
  type SourceRoot,
} from "../parse/sourceValue";
import { notationOf } from "../notation";
import type { Problem } from "../problem";
import type { Range } from "../text/range";
import { Bases, type BaseLookup } from "./extend";
import type { Issue } from "./issue";
import { KeyBudget } from "./keyBudget";
import type { PlainMemory } from "./plainMemory";
import { problemOf } from "./problems";
import { found } from "./words";
import { t } from "../text/words";

/** One definition of a document, before it is evaluated. */
export interface Definition {
  readonly name: string;
  readonly unnamed?: true;
  /** The text that defines it: the key, the variable's name, the brace. */
  readonly anchor: Range;
  readonly source: SourceObject;
  /** What it says, with what it takes over from others. */
  readonly plain: Record<string, unknown>;
  /** Problems of the definition itself, not of what it says: an unknown `extends`. */
  readonly problems: readonly Problem[];
  /** What it takes over from, where it extends another. */
  readonly base: Record<string, unknown> | undefined;
}

export interface ReadOptions {
  /** The document of a relative path in `extends`, where it could be read. */
  readonly resolveExtends?: ((path: string) => ExtendedDocument) | undefined;
  readonly plains?: PlainMemory | undefined;
}

/** The document of a path; where there is one that is not read, why. */
export type ExtendedDocument = ParsedDocument | { readonly refusal: string } | undefined;

export interface Definitions {
  readonly definitions: readonly Definition[];
  /** What is wrong beside the definitions: a file that holds no object, say. */
  readonly problems: readonly Problem[];
}

/** A definition's text with the name under which others know it. */
export interface NamedSource {
  readonly name: string;
  /** Nothing gives it a name. */
  readonly unnamed?: true;
  readonly anchor: Range;
  readonly source: SourceObject;
}

/** Finds the definitions of a document: its roots, or the entries of their `schedules`. */
export function readDefinitions(document: ParsedDocument, options: ReadOptions = {}): Definitions {
  const problems: Problem[] = [];
  const sources = namedSources(document, problems);
  const bases = new Bases({
    sources,
    ownPlain: ownPlain(document, sources, options.plains),
    elsewhere: (path) => {
      const other = options.resolveExtends?.(path);
      return other && ("refusal" in other ? other : namedSources(other, []));
    },
  });
  const budget = new KeyBudget();
  const definitions: Definition[] = [];
  for (const named of sources) {
    const definition = definitionOf(named, bases, document);
    const { plain, base } = definition;
    if (!budget.take(plain, base)) {
      problems.push(tooMuch(named));
      break;
    }
    definitions.push(definition);
  }
  return { definitions, problems };
}

/** What a definition of this document says, where its text alone tells that it is what it was. */
function ownPlain(
  { language, text, problems }: ParsedDocument,
  sources: readonly NamedSource[],
  plains: PlainMemory | undefined,
): BaseLookup["ownPlain"] {
  if (!plains || notationOf(language).isCode || problems.length > 0) return () => undefined;
  const own = new Set(sources);
  return (named) => (own.has(named) ? plains.plainOf(named, text) : undefined);
}

function definitionOf(named: NamedSource, bases: Bases, document: ParsedDocument): Definition {
  const issues: Issue[] = [];
  const base = bases.baseOf(named, (issue) => issues.push(issue));
  return {
    ...named,
    plain: base?.merged ?? bases.plainOf(named),
    base: base?.plain,
    problems: issues.map((issue) => problemOf(issue, named.source, document)),
  };
}

const tooMuch = ({ anchor }: NamedSource): Problem =>
  error(
    anchor,
    t`The schedules of this file are too many, or too large, with what they take over: from this one on they are not read. Split the file.`,
    "too-large",
  );

export function namedSources(document: ParsedDocument, problems: Problem[]): NamedSource[] {
  return document.roots.flatMap((root, i) => rootSources(root, i, document, problems));
}

function rootSources(
  root: SourceRoot,
  index: number,
  document: ParsedDocument,
  problems: Problem[],
): NamedSource[] {
  const { value } = root;
  if (value.type !== "object") {
    if (value.type !== "unknown" || document.problems.length === 0)
      problems.push(noDefinition(root));
    return [];
  }
  const several = entryOf(value, "schedules")?.value;
  if (several?.type !== "object") {
    const given = nameOf(value) ?? root.exportName;
    const name = given ?? (index === 0 ? "schedule" : `schedule ${index + 1}`);
    const unnamed = given === undefined && { unnamed: true as const };
    return [{ name, ...unnamed, anchor: root.anchor, source: value }];
  }
  return several.entries.flatMap(({ key, keyRange, value: source }) => {
    if (source.type === "object") return [{ name: key, anchor: keyRange, source }];
    if (source.type !== "unknown") {
      problems.push(error(source.range, t`The schedule "${key}" must be an object { … }.`));
    }
    return [];
  });
}

function nameOf(source: SourceObject): string | undefined {
  const name = entryOf(source, "name")?.value;
  return name?.type === "string" ? name.value : undefined;
}

function noDefinition({ value }: SourceRoot): Problem {
  const what =
    value.type === "unknown"
      ? `\`${value.symbol}\``
      : found(value.type === "array" ? [] : value.type);
  return error(
    value.range,
    t`A definition is an object { "length": …, "learningRate": … }; found ${what}.`,
  );
}

const error = (range: Range, message: string, code = "wrong-type"): Problem => ({
  code,
  severity: "error",
  message,
  range,
  fixes: [],
});
