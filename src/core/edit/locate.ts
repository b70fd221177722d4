import { type Path, type SourceObject, type SourceValue, entryOf } from "../parse/sourceValue";
import type { ParsedDocument } from "../parse/sourceValue";
import { type Range, within } from "../text/range";
import { blankQuoted } from "./scan";
import { literalPattern, wordPattern } from "../text/literalPattern";
import { t } from "../text/words";

/** A value and the text that may be changed for it: its own, or the constant behind it. */
export interface Site {
  readonly value: SourceValue;
  readonly range: Range;
}

export type Located = Site | { readonly reason: string };
export const isSite = (located: Located): located is Site => "value" in located;

const ELSEWHERE = t("it is not written here: it comes from another definition or from a spread");

/**
 * Finds the text of the part at `path`. Refuses what is computed, what comes from another file and
 * constants with more than one use, because a change there would reach further than intended.
 */
export function locate(document: ParsedDocument, root: SourceObject, path: Path): Located {
  let site = siteOf(document, root);
  for (const step of path) {
    if (!isSite(site)) return site;
    site = stepInto(document, site, step);
  }
  return site;
}

function stepInto(document: ParsedDocument, parent: Site, step: string | number): Located {
  const { value } = parent;
  if (typeof step === "number" && value.type !== "array") {
    return step === 0 ? parent : { reason: t("there is no such item") };
  }
  const entry = typeof step === "string" ? entryOf(value, step) : undefined;
  if (entry && !within(entry.keyRange, parent.range)) return { reason: ELSEWHERE };
  const child = entry?.value ?? (value.type === "array" ? value.items[Number(step)] : undefined);
  if (child === undefined) return { reason: ELSEWHERE };
  return within(child.range, parent.range) ? siteOf(document, child) : { reason: ELSEWHERE };
}

/** The text that may be changed for one value. */
export function siteOf(document: ParsedDocument, value: SourceValue): Located {
  if (value.literal) return { value, range: value.range };
  const text = document.text.slice(value.range.start, value.range.end);
  const { origin } = value;
  if (value.type === "unknown") return { reason: t`${text} is not known before run time` };
  if (origin === undefined || !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(text)) return computed(text);
  if (origin.uri !== undefined) return { reason: t`${text} comes from another file` };
  const uses = countUses(document, text);
  if (uses > 2) return { reason: t`${text} is used in more than one place` };
  if (isExported(document, text)) return { reason: t`${text} is exported, others may use it` };
  const literal = document.text.slice(origin.range.start, origin.range.end);
  return isLiteral(literal, value) ? { value, range: origin.range } : computed(literal);
}

const computed = (text: string): Located => ({
  reason: t`it is computed by ${text.length > 40 ? `${text.slice(0, 40)}…` : text}`,
});

const NUMBER = /^[+-]?\s*(?:0[xob][\da-f_]+|[\d_]*\.?[\d_]*(?:e[+-]?[\d_]+)?)$/i;

function isLiteral(text: string, value: SourceValue): boolean {
  if (value.type === "number") return text !== "" && NUMBER.test(text);
  if (value.type === "string") return /^(["'])(?:(?!\1).)*\1$/.test(text);
  return /^[[{]/.test(text) || /^[\w$.]+\(\s*\{/.test(text);
}

const blanked = new WeakMap<ParsedDocument, string>();

function codeOf(document: ParsedDocument): string {
  const code = blanked.get(document) ?? blankQuoted(document.text);
  blanked.set(document, code);
  return code;
}

export function countUses(document: ParsedDocument, name: string): number {
  return codeOf(document).match(wordPattern(literalPattern(name)))?.length ?? 0;
}

export function isExported(document: ParsedDocument, name: string): boolean {
  const declaration = new RegExp(
    `\\bexport\\s+(?:const|let|var)\\s+${literalPattern(name)}(?![\\w$])`,
  );
  return declaration.test(codeOf(document));
}
