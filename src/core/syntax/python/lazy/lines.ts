/** A logical line of Python: what brackets, texts and backslashes carry on belongs to it. */
export interface LogicalLine {
  /** Where its physical line begins. */
  readonly start: number;
  /** Its first character, and the end of its last token: no comment, no newline. */
  readonly first: number;
  readonly end: number;
  /** Columns before it; NaN where a tab is among them. */
  readonly indent: number;
}

const [NEWLINE, RETURN, SPACE, TAB, FORM_FEED] = [10, 13, 32, 9, 12];
const [HASH, BACKSLASH, DOUBLE, SINGLE] = [35, 92, 34, 39];
const isOpening = (code: number): boolean => code === 40 || code === 91 || code === 123;
const isClosing = (code: number): boolean => code === 41 || code === 93 || code === 125;
/** No expression holds these words, so that a bracket left open ends before them. */
const RECOVERY = /(?:def|class|async[ \t]+def)[ \t]/y;

/** The logical lines of a text, however broken; neither blank ones nor those of comments alone. */
export function logicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  for (let at = 0; at < text.length;) {
    const start = at;
    let tabs = false;
    let code = text.charCodeAt(at);
    while (code === SPACE || code === TAB || code === FORM_FEED) {
      tabs ||= code !== SPACE;
      code = text.charCodeAt(++at);
    }
    if (isEnd(code)) at += 1;
    else if (code === HASH) at = endOfLine(text, at) + 1;
    else {
      const { end, next } = lineFrom(text, at);
      lines.push({ start, first: at, end, indent: tabs ? NaN : at - start });
      at = next;
    }
  }
  return lines;
}

const isEnd = (code: number): boolean => code === NEWLINE || code === RETURN;

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** Where a logical line's last token ends, and where the next physical line begins. */
function lineFrom(text: string, from: number): { readonly end: number; readonly next: number } {
  let [at, end, depth] = [from, from, 0];
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      at += 1;
      if (depth === 0 || recovers(text, at)) return { end, next: at };
      continue;
    }
    if (code === HASH) {
      at = endOfLine(text, at);
      continue;
    }
    if (code === BACKSLASH) at += text.charCodeAt(at + 1) === RETURN ? 3 : 2;
    else if (code === DOUBLE || code === SINGLE) at = endOfText(text, at, code);
    else {
      if (isOpening(code)) depth += 1;
      else if (isClosing(code)) depth = Math.max(0, depth - 1);
      at += 1;
      if (code === SPACE || code === TAB || code === RETURN) continue;
    }
    end = Math.min(at, text.length);
  }
  return { end, next: text.length };
}

function recovers(text: string, at: number): boolean {
  RECOVERY.lastIndex = at;
  return RECOVERY.test(text);
}

/** Behind the text that begins here; one of a single line ends with it. */
function endOfText(text: string, from: number, quote: number): number {
  const tripled = text.charCodeAt(from + 1) === quote && text.charCodeAt(from + 2) === quote;
  let at = from + (tripled ? 3 : 1);
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === quote) {
      if (!tripled) return at + 1;
      if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) return at + 3;
    } else if (code === NEWLINE && !tripled) return at;
  }
  return text.length;
}
