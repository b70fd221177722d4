import { emptyRange, type Range } from "../../text/range";
import { MAX_DEPTH, MAX_ENTRIES, MAX_VALUES } from "../limits";
import type { SourceEntry, SourceRoot, SourceValue } from "../sourceValue";
import { duplicateKeyProblem, ProblemList, replaceFix, syntaxProblem } from "../syntaxProblem";
import { SeenKeys } from "./seenKeys";
import { TokenReader, type Token } from "./tokens";
import { readWord, unfinished } from "./words";
import { formatCount } from "../../text/format";
import { t, word } from "../../text/words";

const STRING_ERRORS: Partial<Record<string, string>> = {
  unclosed: word("This string is not closed: a double quote is missing at its end."),
  unicode: word("A \\u escape takes four hexadecimal digits."),
  escape: word("This string holds an escape that JSON does not know."),
  character: word("This string holds a control character: write it as an escape."),
};

/** Reads one JSON text into a tree; whatever is wrong becomes a problem and reading goes on. */
export class JsonReader {
  private readonly list = new ProblemList();
  private readonly tokens: TokenReader;
  private values = 0;
  private entries = 0;
  private openObjects = 0;
  private openArrays = 0;
  private stopped = false;

  constructor(private readonly text: string) {
    this.tokens = new TokenReader(text, (range) => {
      this.report(range, t("This comment is not closed: */ is missing."));
    });
  }

  get problems(): ProblemList["items"] {
    return this.list.items;
  }

  readRoot(): SourceRoot | undefined {
    if (this.tokens.current.type === "end") return undefined;
    const value = this.readValue();
    const { current } = this.tokens;
    if (current.type !== "end") {
      this.report(
        current.range,
        t("The definition ends before this: one file holds one JSON value."),
      );
    }
    const { start, end } = value.range;
    const anchor = value.type === "object" ? { start, end: start + 1 } : { start, end };
    return { value, anchor };
  }

  private report(
    range: Range,
    message: string,
    fixes: Parameters<typeof syntaxProblem>[2] = [],
  ): void {
    if (this.stopped) return;
    this.list.add(syntaxProblem(range, message, fixes));
    if (this.list.full) this.stop();
  }

  private stop(): void {
    this.stopped = true;
    this.tokens.stop();
  }

  private readValue(): SourceValue {
    const token = this.tokens.current;
    if (++this.values > MAX_VALUES) return this.tooMany(token);
    switch (token.type) {
      case "{":
      case "[":
        return this.readContainer(token);
      case "string":
        return this.readString(this.tokens.take());
      case "number":
        return this.readNumber(this.tokens.take());
      case "true":
      case "false":
        return {
          type: "boolean",
          value: token.type === "true",
          range: this.tokens.take().range,
          literal: true,
        };
      case "null":
        return { type: "null", range: this.tokens.take().range, literal: true };
      case "word":
        return this.readWordValue(this.tokens.take());
      default:
        return this.missingValue();
    }
  }

  private tooMany(token: Token): SourceValue {
    this.tooMuch(
      token,
      t`More than ${formatCount(MAX_VALUES)} values: the text is not read from here on.`,
    );
    return unfinished(token.range, "");
  }

  private tooMuch({ range }: Token, message: string): void {
    this.report(range, message);
    this.stop();
  }

  private readContainer(token: Token): SourceValue {
    if (this.openObjects + this.openArrays >= MAX_DEPTH) return this.skipContainer(token);
    return token.type === "{" ? this.readObject() : this.readArray();
  }

  /** Passes over what is nested too deeply without a call per level, so that the stack stays. */
  private skipContainer(open: Token): SourceValue {
    this.report(open.range, t`Nested deeper than ${MAX_DEPTH} levels: what is inside is not read.`);
    let depth = 0;
    do {
      const { type } = this.tokens.take();
      if (type === "{" || type === "[") depth++;
      if (type === "}" || type === "]") depth--;
    } while (depth > 0 && this.tokens.current.type !== "end");
    return unfinished({ start: open.range.start, end: this.tokens.previousEnd }, open.value);
  }

  private readString(token: Token): SourceValue {
    const message = token.error === undefined ? undefined : STRING_ERRORS[token.error];
    if (message === undefined) {
      return { type: "string", value: token.value, range: token.range, literal: true };
    }
    this.report(token.range, t(message));
    return unfinished(token.range, this.textOf(token.range));
  }

  private readNumber(token: Token): SourceValue {
    const { range } = token;
    if (token.error === "number") {
      this.report(range, t`${this.textOf(range)} is no complete number: a digit is missing.`);
      return unfinished(range, this.textOf(range));
    }
    // "5epochs" and "01" scan as a number and the rest; they are one word to who wrote them
    const next = this.tokens.current;
    if (next.range.start === range.end && (next.type === "word" || next.type === "number")) {
      const whole = { start: range.start, end: this.tokens.take().range.end };
      return this.readWordValue({
        ...token,
        type: "word",
        range: whole,
        value: this.textOf(whole),
      });
    }
    return { type: "number", value: Number(token.value), range, literal: true };
  }

  private readWordValue(token: Token): SourceValue {
    const reading = readWord(token.value, token.range);
    this.report(token.range, reading.message, reading.fixes);
    return reading.value;
  }

  /** Nothing is consumed: whatever stands here belongs to what surrounds the missing value. */
  private missingValue(): SourceValue {
    const end = this.tokens.previousEnd;
    this.report({ start: Math.max(0, end - 1), end }, t("A value is missing here."));
    return unfinished(emptyRange(end), "");
  }

  private readArray(): SourceValue {
    const open = this.tokens.take();
    this.openArrays++;
    const items: SourceValue[] = [];
    while (!this.endOfArray(open)) {
      this.readNumbers(items);
      const start = this.tokens.current;
      if (start.type === "," || start.type === ":") this.skipStray(start);
      else items.push(this.readValue());
      this.readSeparator("]", start);
    }
    this.openArrays--;
    return {
      type: "array",
      items,
      range: { start: open.range.start, end: this.tokens.previousEnd },
      literal: true,
    };
  }

  private readNumbers(items: SourceValue[]): void {
    const { type, error } = this.tokens.current;
    if (type !== "number" || error !== undefined) return;
    this.tokens.takeNumbers(MAX_VALUES - this.values, (value, range) => {
      this.values++;
      items.push({ type: "number", value, range, literal: true });
    });
  }

  private endOfArray(open: Token): boolean {
    return this.endOf("]", "}", open, this.openObjects);
  }

  /** True where a container ends: at its bracket, at its parent's bracket, at the end of the text. */
  private endOf(close: "}" | "]", other: "}" | "]", open: Token, openOthers: number): boolean {
    for (;;) {
      const { current } = this.tokens;
      if (current.type === close) {
        this.tokens.take();
        return true;
      }
      if (current.type === "end" || (current.type === other && openOthers > 0)) {
        this.report(open.range, t`This ${open.value} is not closed: ${close} is missing.`);
        return true;
      }
      if (current.type !== other) return false;
      this.skipStray(current);
    }
  }

  private skipStray(token: Token): void {
    this.report(token.range, t`${token.value} is not expected here.`);
    this.tokens.take();
  }

  private readSeparator(close: "}" | "]", before: Token): void {
    const { current, previousEnd } = this.tokens;
    if (current.type === ",") this.tokens.take();
    if (current.type === "," || current.type === "end" || current.type === close) return;
    if (current.type === "}" || current.type === "]" || before.type === "," || before.type === ":")
      return;
    const fix = replaceFix("Insert a comma", emptyRange(previousEnd), ",");
    this.report(current.range, t("A comma is missing before this."), [fix]);
  }

  private readObject(): SourceValue {
    const open = this.tokens.take();
    this.openObjects++;
    const entries: SourceEntry[] = [];
    const seen = new SeenKeys(entries);
    while (!this.endOf("}", "]", open, this.openArrays)) {
      const start = this.tokens.current;
      const entry = this.readEntry(start);
      if (entry) {
        this.checkDuplicate(entry, seen.first(entry.key));
        entries.push(entry);
      }
      this.readSeparator("}", start);
    }
    this.openObjects--;
    return {
      type: "object",
      entries,
      range: { start: open.range.start, end: this.tokens.previousEnd },
      literal: true,
    };
  }

  private checkDuplicate({ key, keyRange }: SourceEntry, first: Range | undefined): void {
    if (first && !this.stopped) this.list.add(duplicateKeyProblem(key, keyRange, first));
  }

  private readEntry(token: Token): SourceEntry | undefined {
    if (token.type === "," || token.type === ":") {
      this.skipStray(token);
      return undefined;
    }
    if (++this.entries > MAX_ENTRIES) {
      this.tooMuch(
        token,
        t`More than ${formatCount(MAX_ENTRIES)} keys: the text is not read from here on.`,
      );
      return undefined;
    }
    const key = this.readKey(token);
    if (this.tokens.current.type !== ":") {
      if (key !== undefined)
        this.report(token.range, t("A colon and a value are missing after this name."));
      return undefined;
    }
    this.tokens.take();
    const value = this.readEntryValue();
    const range = {
      start: token.range.start,
      end: Math.max(value.range.end, this.tokens.previousEnd),
    };
    return { key: key ?? this.textOf(token.range), keyRange: token.range, range, value };
  }

  /** A half-typed `"to": ` is followed by the next name, which must not be taken for its value. */
  private readEntryValue(): SourceValue {
    const { type } = this.tokens.current;
    if (type === "string" && this.tokens.colonFollows()) return this.missingValue();
    return this.readValue();
  }

  private readKey(token: Token): string | undefined {
    if (token.type === "{" || token.type === "[") {
      this.report(token.range, t("A name in double quotes is missing before this value."));
      this.readValue();
      return undefined;
    }
    this.tokens.take();
    if (token.type === "string") return this.keyOfString(token);
    const name = token.value.replace(/^'(.*)'$/, "$1");
    const fix = replaceFix(t("Put the name in double quotes"), token.range, JSON.stringify(name));
    this.report(token.range, t("Names stand in double quotes in JSON."), [fix]);
    return this.tokens.current.type === ":" ? name : undefined;
  }

  private keyOfString(token: Token): string | undefined {
    const message = token.error === undefined ? undefined : STRING_ERRORS[token.error];
    if (message === undefined) return token.value;
    this.report(token.range, t(message));
    return this.tokens.current.type === ":" ? token.value : undefined;
  }

  private textOf(range: Range): string {
    return this.text.slice(range.start, range.end);
  }
}
