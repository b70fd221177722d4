import { blankQuoted } from "../edit/scan";
import { valueAt, type Origin, type ParsedDocument, type SourceObject } from "../parse/sourceValue";
import type { AxisRefusal } from "./handle";
import type { Range } from "../text/range";
import { literalPattern } from "../text/literalPattern";

/** A number of the document from which a value is computed. */
export interface Constant {
  readonly name: string;
  /** Its literal. */
  readonly range: Range;
  readonly value: number;
}

/** What stands behind a value that is not written where it is used. */
export interface Behind {
  /** A literal of this document that can be moved instead. */
  readonly constant?: Constant;
  /** The place to look at. */
  readonly place?: Origin;
}

const NUMBER = /^[+-]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?$/;
const NAME = /(?<![\p{L}\p{N}_$.])[\p{L}_$][\p{L}\p{N}_$]*/gu;
/** Constants of constants of constants …; a circle ends here too. */
const DEEPEST = 8;

/** Finds the constant of this document, or the place elsewhere, that says a refused value. */
export function behind(
  document: ParsedDocument,
  source: SourceObject,
  { path, place: known }: Pick<AxisRefusal, "path" | "place">,
): Behind {
  // constants are looked for in the languages of our own definitions
  if (document.format !== undefined) return known ? { place: known } : {};
  const value = valueAt(source, path);
  if (value === undefined) return {};
  const { origin, range } = value;
  if (origin?.uri !== undefined) return { place: origin };
  const text = document.text.slice(range.start, range.end);
  const direct = origin && literalAt(document, origin.range, text);
  const constant = direct ?? constantIn(document, range, DEEPEST);
  const place = constant ? { range: constant.range } : origin;
  return { ...(constant && { constant }), ...(place && { place }) };
}

function literalAt({ text }: ParsedDocument, range: Range, name: string): Constant | undefined {
  const literal = text.slice(range.start, range.end);
  if (!NUMBER.test(literal)) return undefined;
  return { name, range, value: Number(literal.replaceAll("_", "")) };
}

/** The first name in an expression that leads to a number. */
function constantIn(document: ParsedDocument, range: Range, depth: number): Constant | undefined {
  if (depth === 0) return undefined;
  const code = blankQuoted(document.text);
  for (const [name] of code.slice(range.start, range.end).matchAll(NAME)) {
    const initial = initializerOf(code, name);
    if (!initial) continue;
    const literal = literalAt(document, initial, name) ?? constantIn(document, initial, depth - 1);
    if (literal) return literal;
  }
  return undefined;
}

/** Where the first value of a variable stands: up to the end of its line or statement. */
function initializerOf(code: string, name: string): Range | undefined {
  const escaped = literalPattern(name);
  const declaration = new RegExp(
    `\\b(?:const|let|var)\\s+${escaped}(?:\\s*:\\s*[\\w.]+)?\\s*=\\s*([^;\\n\\r,]*?)\\s*(?:as const\\s*)?(?=[;\\n\\r,]|$)`,
    "d",
  );
  const [start, end] = declaration.exec(code)?.indices?.[1] ?? [];
  return start === undefined || end === undefined ? undefined : { start, end };
}
