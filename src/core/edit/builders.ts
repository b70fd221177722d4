import type { ParsedDocument, SourceValue } from "../parse/sourceValue";
import type { TextEdit } from "../text/range";
import { insertItems } from "./insertItems";
import { type Layout, layoutOf } from "./layout";

/** The names under which a TypeScript file may call the builders (`linear({...})`). */
export interface Builders {
  /** How to call the builder of a kind; undefined where the file cannot. */
  nameOf(kind: string): string | undefined;
  /** The edits that import what `nameOf` promised and the file does not import yet. */
  imports(): TextEdit[];
}

const CLAUSE = /\bimport\s*\{(?=[^{}"'`;]*\}\s*from\s*["']learning-rate-designer["'])/;

/** Undefined where the neighbours of a new value are no builder calls. */
export function buildersOf(
  document: ParsedDocument,
  neighbours: readonly SourceValue[],
): Builders | undefined {
  const called = neighbours.map((value) => calledName(document, value)).find(Boolean);
  if (called === undefined) return undefined;
  const prefix = /^[\w$]+\.(?=[\w$]+$)/.exec(called)?.[0];
  if (prefix !== undefined) {
    return { nameOf: (kind) => prefix + kind, imports: () => [] };
  }
  const clause = clauseOf(document);
  if (clause) return importing(document.text, clause);
  return { nameOf: (kind) => (kind === called ? kind : undefined), imports: () => [] };
}

function calledName(document: ParsedDocument, value: SourceValue): string | undefined {
  if (value.type !== "object" || !value.builderRange) return undefined;
  return document.text.slice(value.builderRange.start, value.builderRange.end);
}

/** Each fix of a document asks: a long file is to be searched once for all of them. */
const clauses = new WeakMap<ParsedDocument, { readonly clause: Layout | undefined }>();

function clauseOf(document: ParsedDocument): Layout | undefined {
  const known = clauses.get(document) ?? { clause: importClause(document.text) };
  clauses.set(document, known);
  return known.clause;
}

function importClause(text: string): Layout | undefined {
  const match = CLAUSE.exec(text);
  return match ? layoutOf(text, match.index + match[0].length - 1) : undefined;
}

function importing(text: string, clause: Layout): Builders {
  const local = localNames(text, clause);
  const missing = new Set<string>();
  return {
    nameOf(kind) {
      if (!local.has(kind)) missing.add(kind);
      return local.get(kind) ?? kind;
    },
    imports: () =>
      missing.size === 0 ? [] : insertItems(text, clause, clause.items.length, [...missing]),
  };
}

/** Imported name → name in this file; type-only imports cannot be called. */
function localNames(text: string, clause: Layout): Map<string, string> {
  const names = new Map<string, string>();
  for (const { start, end } of clause.items) {
    const match = /^([\w$]+)(?:\s+as\s+([\w$]+))?$/.exec(text.slice(start, end));
    if (match?.[1] !== undefined) names.set(match[1], match[2] ?? match[1]);
  }
  return names;
}

/** The edits that import these names beside those there are; undefined without such an import. */
export function importsOf(text: string, names: readonly string[]): TextEdit[] | undefined {
  const clause = importClause(text);
  if (!clause) return undefined;
  const local = localNames(text, clause);
  const missing = names.filter((name) => !local.has(name));
  return missing.length === 0 ? [] : insertItems(text, clause, clause.items.length, missing);
}
