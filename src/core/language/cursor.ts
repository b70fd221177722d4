import { tokenEnd } from "../edit/scan";
import type { Path } from "../parse/sourceValue";
import type { Range } from "../text/range";

/** Where in a definition something is being typed; from the text before it alone, however broken. */
export interface Cursor {
  /** The way from the definition to the object or list that the cursor is in, then the key or index. */
  readonly path: Path;
  /** In an amount, what is called is the `kind`: `epochs(|)`. */
  readonly at: "key" | "value" | "amount";
  /** The token that is being typed, with its quotes; empty between tokens. */
  readonly typed: Range;
  readonly inString: boolean;
  /** The kind of phase that the innermost object says before the cursor, or its builder's name. */
  readonly kind: string | undefined;
  /** The way from that object on. */
  readonly inner: Path;
  /** Nothing stands in the innermost object before the cursor. */
  readonly isFirst: boolean;
}

interface Frame {
  readonly bracket: string;
  /** Whether it adds a step to the path: parentheses do not. */
  readonly step: string | number | undefined;
  kind: string | undefined;
  key: string | undefined;
  index: number;
  state: "key" | "value" | "done";
  isEmpty: boolean;
}

interface Scan {
  readonly text: string;
  readonly frames: Frame[];
  /** The name before a parenthesis. */
  word: string | undefined;
}

const WORD = /[\w$.+-]+/y;
const CLOSING = /[)\]}]/;

/**
 * @param start where the definition or the call around it begins
 * @returns undefined in a comment, after a value without a comma, and outside of every bracket
 */
export function cursorAt(text: string, start: number, offset: number): Cursor | undefined {
  const scan: Scan = { text, frames: [], word: undefined };
  let at = start;
  for (;;) {
    const next = skipBlanksAndComments(text, at, offset);
    if (next === undefined) return undefined;
    if (next >= offset) return cursorOf(scan, { start: offset, end: offset });
    const end = endOf(text, next);
    if (isTyped(text, next, end, offset)) return cursorOf(scan, { start: next, end });
    take(scan, next, end);
    at = end;
  }
}

/** Undefined where a comment holds the limit. */
function skipBlanksAndComments(text: string, from: number, limit: number): number | undefined {
  let at = from;
  for (;;) {
    while (at < limit && /\s/.test(text.charAt(at))) at++;
    const opening = text.slice(at, at + 2);
    if (at >= limit || (opening !== "//" && opening !== "/*")) return at;
    const close = text.indexOf(opening === "//" ? "\n" : "*/", at + 2);
    const end = close < 0 ? text.length : close + (opening === "//" ? 0 : 2);
    if (close < 0 || limit < end || (opening === "//" && limit === end)) return undefined;
    at = end;
  }
}

function endOf(text: string, at: number): number {
  WORD.lastIndex = at;
  return WORD.test(text) ? WORD.lastIndex : tokenEnd(text, at);
}

const isQuote = (character: string): boolean => /["'`]/.test(character);

/** A word up to its end, a string between its quotes, is what is being typed. */
function isTyped(text: string, start: number, end: number, offset: number): boolean {
  if (isQuote(text.charAt(start))) return offset < end || !isClosed(text, start, end);
  return offset < end || (offset === end && /[\w$]/.test(text.charAt(end - 1)));
}

const isClosed = (text: string, start: number, end: number): boolean =>
  end - start > 1 && text.charAt(end - 1) === text.charAt(start);

function take(scan: Scan, start: number, end: number): void {
  const { text, frames } = scan;
  const token = text.slice(start, end);
  const frame = frames.at(-1);
  if ("([{".includes(token)) open(scan, token);
  else if (CLOSING.test(token)) frames.pop();
  else if (frame) takeInto(frame, token);
  scan.word = /^[\w$.]+$/.test(token) ? token : undefined;
}

function open({ frames, word }: Scan, bracket: string): void {
  const parent = frames.at(-1);
  const step = parent ? stepOf(parent) : undefined;
  const builder = parent?.bracket === "(" ? parent.kind : undefined;
  if (parent) {
    parent.isEmpty = false;
    if (parent.bracket !== "(") parent.state = "done";
  }
  const kind = bracket === "(" ? word?.split(".").at(-1) : builder;
  const state = bracket === "{" ? "key" : "value";
  frames.push({ bracket, step, kind, key: undefined, index: 0, state, isEmpty: true });
}

const stepOf = ({ bracket, key, index }: Frame): string | number | undefined =>
  bracket === "{" ? key : bracket === "[" ? index : undefined;

function takeInto(frame: Frame, token: string): void {
  frame.isEmpty = false;
  if (token === ",") {
    frame.index++;
    frame.key = undefined;
    frame.state = frame.bracket === "{" ? "key" : "value";
  } else if (token === ":") frame.state = "value";
  else if (frame.bracket === "{" && frame.state === "key") frame.key = unquote(token);
  else {
    if (frame.key === "kind" && frame.bracket === "{") frame.kind = unquote(token);
    frame.state = "done";
  }
}

const unquote = (token: string): string =>
  isQuote(token.charAt(0))
    ? token.slice(1, isClosed(token, 0, token.length) ? -1 : undefined)
    : token;

const amountOf = ({ kind }: Frame, typed: Range): Cursor => ({
  ...{ path: [], at: "amount", typed, inString: false, kind, inner: [], isFirst: true },
});

function cursorOf({ text, frames }: Scan, typed: Range): Cursor | undefined {
  const frame = frames.at(-1);
  if (!frame || frame.state === "done") return undefined;
  if (frame.bracket === "(") return frame.isEmpty ? amountOf(frame, typed) : undefined;
  if (frame.state === "key" && frame.key !== undefined) return undefined;
  const last = frame.state === "value" ? stepOf(frame) : undefined;
  const innermost = frames.findLastIndex(({ bracket }) => bracket === "{");
  const steps = [...frames.map(({ step }) => step), last];
  const known = (step: string | number | undefined) => step !== undefined;
  return {
    path: steps.filter(known),
    at: frame.state,
    typed,
    inString: isQuote(text.charAt(typed.start)) && typed.end > typed.start,
    kind: frames[innermost]?.kind,
    inner: steps.slice(innermost + 1).filter(known),
    isFirst: frame.isEmpty,
  };
}
