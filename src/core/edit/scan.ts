/**
 * A small reader of punctuation for JSON with comments and TypeScript: enough to find commas,
 * brackets and comments around a value whose place is known from the real parser.
 */

const isSpace = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;

/** The end of the comment that starts at `offset`, or `offset` where none starts there. */
function skipComment(text: string, offset: number): number {
  if (text.startsWith("//", offset)) {
    const end = text.slice(offset).search(/[\r\n]/);
    return end < 0 ? text.length : offset + end;
  }
  if (!text.startsWith("/*", offset)) return offset;
  const end = text.indexOf("*/", offset + 2);
  return end < 0 ? text.length : end + 2;
}

/** The first offset from `offset` on that is neither white space nor part of a comment. */
export function skipTrivia(text: string, offset: number): number {
  let at = offset;
  for (;;) {
    const start = at;
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    at = skipComment(text, at);
    if (at === start) return at;
  }
}

export function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

/** The end of blanks and comments that start on the line of `offset`; stops before a line break. */
export function skipLineTrivia(text: string, offset: number): number {
  let end = offset;
  for (;;) {
    const start = skipBlanks(text, end);
    const after = skipComment(text, start);
    if (after === start) return atLineEnd(text, start) ? start : end;
    end = after;
  }
}

export const atLineEnd = (text: string, offset: number): boolean =>
  offset >= text.length || text[offset] === "\n" || text[offset] === "\r";

export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text[at - 1] !== "\n" && text[at - 1] !== "\r") at--;
  return at;
}

/** The blanks before the first other character of the line of `offset`. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return text.slice(start, skipBlanks(text, start));
}

/** True where nothing but blanks stands before `offset` on its line. */
export const startsLine = (text: string, offset: number): boolean =>
  skipBlanks(text, lineStart(text, offset)) === offset;

/** True where nothing but blanks and comments stands before `offset` on its line. */
export const leadsLine = (text: string, offset: number): boolean =>
  skipTrivia(text, lineStart(text, offset)) === offset;

function skipQuoted(text: string, offset: number): number {
  const quote = text[offset];
  let at = offset + 1;
  while (at < text.length && text[at] !== quote) {
    if (text[at] === "\\") at++;
    else if (quote === "`" && text.startsWith("${", at)) {
      at = matchingClose(text, at + 1) ?? text.length;
    } else if (quote !== "`" && text[at] === "\n") return at;
    at++;
  }
  return Math.min(at + 1, text.length);
}

/** The end of the token at `offset`: a whole string or template, or one character. */
export function tokenEnd(text: string, offset: number): number {
  const character = text[offset];
  const quoted = character === '"' || character === "'" || character === "`";
  return quoted ? skipQuoted(text, offset) : offset + 1;
}

/** Where the bracket at `open` closes; undefined in a text that is not finished. */
export function matchingClose(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at = skipTrivia(text, tokenEnd(text, at))) {
    const character = text.charAt(at);
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character) && --depth === 0) return at;
  }
  return undefined;
}

const HIDDEN =
  /\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\r\n]|\\.)*"?|'(?:[^'\\\r\n]|\\.)*'?|`(?:[^`\\]|\\.)*`?/g;

/** The text with comments and quoted strings blanked (templates stay), for counting names. */
export const blankQuoted = (text: string): string =>
  text.replace(HIDDEN, (match) => (match.startsWith("`") ? match : " ".repeat(match.length)));
