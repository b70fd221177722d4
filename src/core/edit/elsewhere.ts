import {
  type ParsedDocument,
  type SourceObject,
  type SourceValue,
  valueAt,
} from "../parse/sourceValue";
import type { Range, TextEdit } from "../text/range";
import type { Change, NewValue } from "./change";
import { numberLike } from "./numberStyle";

/** Edits of a file that the document imports, or (without `uri`) of the document itself. */
export interface FileEdits {
  readonly uri: string | undefined;
  /** The file's text to which the edits belong. */
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/**
 * The same changes made at the literals from which the values come, where all of them come from one
 * file; undefined where one does not, or is computed there. Such a literal may have other uses.
 */
export function applyElsewhere(
  document: ParsedDocument,
  root: SourceObject,
  changes: readonly Change[],
): FileEdits | undefined {
  const edits = changes.map((change) => editOf(document, root, change));
  const [first] = edits;
  if (first === undefined || edits.some((edit) => edit?.uri !== first.uri)) return undefined;
  const made = edits.flatMap((edit) => edit?.edit ?? []);
  const sorted = made.sort((a, b) => a.range.start - b.range.start);
  const meet = sorted.some((edit, i) => edit.range.start < (sorted[i - 1]?.range.end ?? 0));
  return meet ? undefined : { uri: first.uri, text: first.text, edits: sorted };
}

function editOf({ files, text: own }: ParsedDocument, root: SourceObject, change: Change) {
  if (change.type !== "set") return undefined;
  const value = valueAt(root, change.path);
  const { uri, range } = value?.origin ?? {};
  const text = uri === undefined ? own : files?.get(uri);
  if (value === undefined || range === undefined || text === undefined) return undefined;
  const edit = editLiteral(text, range, value, change.value);
  return edit && { uri, text, edit };
}

const NUMBER = /^[+-]?\s*(?:0[xob][\da-f_]+|[\d_]*\.?[\d_]*(?:e[+-]?[\d_]+)?)$/i;
const STRING = /^(["'])((?:(?!\1)[^\\])*)\1$/;
const QUANTITY = /^\s*([+-]?[\d._]+(?:[eE][+-]?\d+)?)\s*([^\d._]*)$/;

/** A number or a string in the file's own style; undefined where something else stands there. */
function editLiteral(
  text: string,
  range: Range,
  old: SourceValue,
  value: NewValue,
): TextEdit | undefined {
  const literal = text.slice(range.start, range.end);
  if (NUMBER.test(literal) && /\d/.test(literal)) {
    const number = old.type === "number" ? value : amountIn(old, value);
    // What is computed of the literal has another value than it.
    if (Number(literal.replaceAll("_", "")) !== amountOf(old)) return undefined;
    return typeof number === "number" ? { range, text: numberLike(literal, number) } : undefined;
  }
  const [, quote = "", content] = STRING.exec(literal) ?? [];
  if (old.type !== "string" || content !== old.value || typeof value !== "string") return undefined;
  return { range, text: `${quote}${value}${quote}` };
}

/** The number that a value is, or that stands before its unit. */
function amountOf(old: SourceValue): number | undefined {
  if (old.type === "number") return old.value;
  const [, amount] = old.type === "string" ? (QUANTITY.exec(old.value) ?? []) : [];
  return amount === undefined ? undefined : Number(amount.replaceAll("_", ""));
}

/** `epochs(WARMUP)` is "5 epochs" of which the file says the 5. */
function amountIn(old: SourceValue, value: NewValue): number | undefined {
  if (old.type !== "string" || typeof value !== "string") return undefined;
  const [, , unit] = QUANTITY.exec(old.value) ?? [];
  const [, amount = "", newUnit] = QUANTITY.exec(value) ?? [];
  const same = unit !== undefined && unit.replace(/s$/, "") === newUnit?.replace(/s$/, "");
  return same ? Number(amount.replaceAll("_", "")) : undefined;
}
