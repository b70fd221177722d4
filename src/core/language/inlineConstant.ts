import { notationOf } from "../notation";
import type { AnalyzedSchedule } from "../analysis";
import { countUses, isExported } from "../edit/locate";
import { atLineEnd, lineStart, matchingClose, skipBlanks, tokenEnd } from "../edit/scan";
import type { ParsedDocument, SourceValue } from "../parse/sourceValue";
import { contains, type Range, type TextEdit } from "../text/range";
import { literalPattern } from "../text/literalPattern";

/** A constant at `offset` replaced by what it is declared to be. */
export interface Inlined {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

interface Use {
  readonly range: Range;
  /** The key of `{ peak }`, which says key and value in one word. */
  readonly shorthand: string | undefined;
}

/**
 * Undefined where no constant of this file stands at `offset` for a whole value. The declaration
 * goes where nothing else uses it.
 */
export function inlineConstant(
  document: ParsedDocument,
  { source }: AnalyzedSchedule,
  offset: number,
): Inlined | undefined {
  const { language, text } = document;
  const use = notationOf(language).isCode ? useAt(text, source, offset) : undefined;
  if (!use) return undefined;
  const name = text.slice(use.range.start, use.range.end);
  const declared = declarationOf(text, name);
  if (!declared || contains(declared.whole, offset)) return undefined;
  const value = text.slice(declared.value.start, declared.value.end);
  const written = use.shorthand === undefined ? value : `${use.shorthand}: ${value}`;
  const edits = [{ range: use.range, text: written }];
  const needless = countUses(document, name) === 2 && !isExported(document, name);
  const line = needless ? wholeLines(text, declared.whole) : undefined;
  return { name, edits: line ? [{ range: line, text: "" }, ...edits] : edits };
}

function useAt(text: string, value: SourceValue, offset: number): Use | undefined {
  const inner = partsOf(value).flatMap(({ part, key }) => {
    const found = useAt(text, part, offset);
    return found
      ? [found]
      : isUse(text, part, offset)
        ? [{ range: part.range, shorthand: key }]
        : [];
  });
  return inner[0];
}

const partsOf = (value: SourceValue): { part: SourceValue; key: string | undefined }[] => {
  if (value.type === "array") return value.items.map((part) => ({ part, key: undefined }));
  if (value.type !== "object") return [];
  return value.entries.map(({ key, keyRange, value: part }) => ({
    part,
    key: keyRange.start === part.range.start ? key : undefined,
  }));
};

const isUse = (text: string, { literal, range, origin }: SourceValue, offset: number): boolean =>
  !literal &&
  origin?.uri === undefined &&
  contains(range, offset) &&
  /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(text.slice(range.start, range.end));

interface Declared {
  /** From `const` to the semicolon. */
  readonly whole: Range;
  readonly value: Range;
}

/** The only declaration of a constant, closed by a semicolon. */
function declarationOf(text: string, name: string): Declared | undefined {
  const escaped = literalPattern(name);
  const pattern = new RegExp(`(?<![\\w$.])const\\s+${escaped}\\s*(?::[^=;]*)?=(?![=>])\\s*`, "g");
  const [match, second] = [...text.matchAll(pattern)];
  if (!match || second) return undefined;
  const start = match.index + match[0].length;
  const end = semicolonAfter(text, start);
  return end === undefined
    ? undefined
    : { whole: { start: match.index, end: end + 1 }, value: { start, end } };
}

function semicolonAfter(text: string, start: number): number | undefined {
  for (let at = start; at < text.length;) {
    const character = text.charAt(at);
    if (character === ";") return at;
    if (character === "," || ")]}".includes(character)) return undefined;
    const close = "([{".includes(character) ? matchingClose(text, at) : tokenEnd(text, at) - 1;
    if (close === undefined) return undefined;
    at = close + 1;
  }
  return undefined;
}

/** The lines of a statement that has them for itself; undefined where something else is on them. */
function wholeLines(text: string, { start, end }: Range): Range | undefined {
  const first = lineStart(text, start);
  const last = skipBlanks(text, end);
  if (text.slice(first, start).trim() !== "" || !atLineEnd(text, last)) return undefined;
  return {
    start: first,
    end: Math.min(text.length, last + (text.startsWith("\r\n", last) ? 2 : 1)),
  };
}
