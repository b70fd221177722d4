import { createScanner } from "jsonc-parser";
import type { Range } from "../../text/range";

export type TokenType =
  | "{"
  | "}"
  | "["
  | "]"
  | ","
  | ":"
  | "null"
  | "true"
  | "false"
  | "string"
  | "number"
  | "word"
  | "end";

export type TokenError =
  "comment" | "unclosed" | "number" | "unicode" | "escape" | "character" | undefined;

export interface Token {
  readonly type: TokenType;
  readonly range: Range;
  /** What a string says, its escapes resolved; the text of every other token. */
  readonly value: string;
  readonly error: TokenError;
}

// jsonc-parser's SyntaxKind and ScanError are const enums, which isolated modules cannot read.
const TYPES: readonly TokenType[] = [
  "word",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "null",
  "true",
  "false",
  "string",
  "number",
];
const ERRORS: readonly TokenError[] = [
  undefined,
  "comment",
  "unclosed",
  "number",
  "unicode",
  "escape",
  "character",
];
const FIRST_TRIVIA = 12;
const LAST_TRIVIA = 15;
const END = 17;
const BYTE_ORDER_MARK = 0xfeff;
const SINGLE_QUOTE = 0x27;
const SEPARATOR = /[ \t\r\n]*,[ \t\r\n]*/y;
/** A whole number token that neither a word nor another number adjoins. */
const FOLLOWED_NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?=[ \t\r\n]*[,\]])/y;
/** What follows most texts: seen so, it need not be scanned twice. */
const END_OF_VALUE = /[ \t\r\n]*[,}\]]/y;
const QUOTED = /'[^'\r\n]*'?/y;

/** The tokens of a JSON text with comments, one ahead of what has been taken. */
export class TokenReader {
  current: Token;
  /** The end of the token taken last. */
  previousEnd: number;
  private readonly scanner;

  constructor(
    private readonly text: string,
    private readonly onComment: (range: Range) => void,
  ) {
    this.scanner = createScanner(text, false);
    this.previousEnd = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
    this.scanner.setPosition(this.previousEnd);
    this.current = this.scan();
  }

  take(): Token {
    const taken = this.current;
    this.previousEnd = taken.range.end;
    this.current = this.scan();
    return taken;
  }

  /**
   * Takes the numbers from the current one on that are parted by commas alone, all but the last:
   * a table has a hundred thousand of them, and two tokens for each would be most of the work.
   */
  takeNumbers(most: number, on: (value: number, range: Range) => void): void {
    const { text } = this;
    let { range } = this.current;
    for (let count = 0; count < most; count++) {
      SEPARATOR.lastIndex = range.end;
      if (!SEPARATOR.test(text)) break;
      const start = SEPARATOR.lastIndex;
      FOLLOWED_NUMBER.lastIndex = start;
      if (!FOLLOWED_NUMBER.test(text)) break;
      on(Number(text.slice(range.start, range.end)), range);
      range = { start, end: FOLLOWED_NUMBER.lastIndex };
    }
    if (range === this.current.range) return;
    this.previousEnd = text.lastIndexOf(",", range.start) + 1;
    this.scanner.setPosition(range.end);
    const value = text.slice(range.start, range.end);
    this.current = { type: "number", range, value, error: undefined };
  }

  /** Whether the token after the current one is a colon. */
  colonFollows(): boolean {
    const position = this.scanner.getPosition();
    END_OF_VALUE.lastIndex = position;
    if (END_OF_VALUE.test(this.text)) return false;
    const next = this.scan();
    this.scanner.setPosition(position);
    return next.type === ":";
  }

  /** Acts from here on as if the text ended. */
  stop(): void {
    this.scanner.setPosition(this.text.length);
    this.current = this.scan();
  }

  private scan(): Token {
    for (;;) {
      const position = this.scanner.getPosition();
      if (this.text.charCodeAt(position) === SINGLE_QUOTE) return this.singleQuoted(position);
      const kind = this.scanner.scan() as number;
      const start = this.scanner.getTokenOffset();
      const range = { start, end: start + this.scanner.getTokenLength() };
      const error = ERRORS[this.scanner.getTokenError()];
      if (kind >= FIRST_TRIVIA && kind <= LAST_TRIVIA) {
        if (error === "comment") this.onComment({ start, end: start + 2 });
        continue;
      }
      const type = kind === END ? "end" : (TYPES[kind] ?? "word");
      const value =
        type === "string" ? this.scanner.getTokenValue() : this.text.slice(start, range.end);
      return { type, range, value, error };
    }
  }

  /** The scanner ends a word at a space; a string in single quotes goes on to its closing quote. */
  private singleQuoted(start: number): Token {
    QUOTED.lastIndex = start;
    const value = QUOTED.exec(this.text)?.[0] ?? "'";
    const end = start + value.length;
    this.scanner.setPosition(end);
    return { type: "word", range: { start, end }, value, error: undefined };
  }
}
