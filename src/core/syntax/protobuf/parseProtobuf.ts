import type { ConfigTree } from "../../formats/config/dialect";
import type { SourceEntry, SourceObject, SourceValue } from "../../parse/sourceValue";
import { ProblemList, syntaxProblem } from "../../parse/syntaxProblem";
import { Bounds, MAX_CONFIG_LENGTH, refuseLong } from "../refuse";

/**
 * Protocol buffers' text format (`key: value`, `key { … }`), as Caffe and TensorFlow's object
 * detection write their configs. A key that is repeated has all of its values, in a list.
 */
export function parseProtobuf(text: string): ConfigTree {
  if (text.length > MAX_CONFIG_LENGTH) return { root: undefined, problems: [refuseLong(text)] };
  const reader = new TextReader(text);
  const root = reader.root();
  return { root, problems: [...reader.bounds.problems, ...reader.problems.items] };
}

const TOKEN =
  /\s+|#[^\n]*|[A-Za-z_][\w.]*|[-+]?(?:0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)f?|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|[^]/gy;

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

class TextReader {
  readonly bounds = new Bounds();
  readonly problems = new ProblemList();
  private readonly tokens: Token[] = [];
  private at = 0;

  constructor(private readonly text: string) {
    for (const match of text.matchAll(TOKEN)) {
      const [token] = match;
      if (/^[\s#]/.test(token)) continue;
      this.tokens.push({ text: token, start: match.index, end: match.index + token.length });
    }
  }

  root(): SourceObject {
    return this.fields(0, 0);
  }

  private get token(): Token | undefined {
    return this.tokens[this.at];
  }

  /** The fields up to the closing brace, which is left to the caller. */
  private fields(start: number, depth: number): SourceObject {
    const entries: SourceEntry[] = [];
    while (this.token && !/^[}>]$/.test(this.token.text)) {
      if (!this.admits(this.token, depth)) break;
      const entry = this.field(depth);
      if (entry) entries.push(entry);
    }
    if (depth === 0 && this.token) this.skipTo(this.tokens.length);
    const end = this.tokens[this.at - 1]?.end ?? start;
    return { type: "object", entries: gathered(entries), range: { start, end }, literal: true };
  }

  /** Past a bound nothing more is read: what follows would be taken for parts of something else. */
  private admits(token: Token, depth: number): boolean {
    const { start, end } = token;
    if (this.bounds.admits({ start, end }, depth)) return true;
    this.at = this.tokens.length;
    return false;
  }

  private skipTo(index: number): void {
    const { token } = this;
    if (token) this.report(token, `A field's name stands here, not ${token.text}.`);
    this.at = index;
  }

  private report({ start, end }: Token, message: string): void {
    this.problems.add(syntaxProblem({ start, end }, message));
  }

  private field(depth: number): SourceEntry | undefined {
    const key = this.token;
    if (!key) return undefined;
    if (!/^[A-Za-z_]/.test(key.text)) {
      if (!/^[,;]$/.test(key.text))
        this.report(key, `A field's name stands here, not ${key.text}.`);
      this.at++;
      return undefined;
    }
    this.at++;
    if (this.tokens[this.at]?.text === ":") this.at++;
    const value = this.value(depth);
    const keyRange = { start: key.start, end: key.end };
    return { key: key.text, keyRange, range: { start: key.start, end: value.range.end }, value };
  }

  private value(depth: number): SourceValue {
    const { token } = this;
    if (!token || /^[}>]$/.test(token.text)) {
      const end = this.tokens[this.at - 1]?.end ?? this.text.length;
      return unfinished(end);
    }
    this.at++;
    if (token.text === "{" || token.text === "<") return this.block(token, depth);
    if (token.text === "[") return this.list(token, depth);
    return scalar(token);
  }

  private block(open: Token, depth: number): SourceValue {
    const { entries } = this.fields(open.start, depth + 1);
    const close = this.token;
    if (close) this.at++;
    else if (this.bounds.problems.length === 0)
      this.report(open, "This block is not closed: } is missing.");
    const end = close?.end ?? this.text.length;
    return { type: "object", entries, range: { start: open.start, end }, literal: true };
  }

  private list(open: Token, depth: number): SourceValue {
    const items: SourceValue[] = [];
    while (this.token && this.token.text !== "]" && this.admits(this.token, depth)) {
      if (this.token.text === ",") this.at++;
      else items.push(this.value(depth + 1));
    }
    const end = this.token?.end ?? this.text.length;
    this.at++;
    return { type: "array", items, range: { start: open.start, end }, literal: true };
  }
}

const unfinished = (end: number): SourceValue => ({
  type: "unknown",
  symbol: "",
  reason: "unfinished",
  range: { start: end, end },
  literal: false,
});

function scalar({ text, start, end }: Token): SourceValue {
  const base = { range: { start, end }, literal: true } as const;
  if (/^["']/.test(text))
    return { type: "string", value: text.slice(1).replace(/["']$/, ""), ...base };
  if (/^(?:true|false)$/i.test(text)) return { type: "boolean", value: /^t/i.test(text), ...base };
  const number = Number(text.replace(/(?<=\d|\.)f$/, ""));
  if (Number.isFinite(number))
    return { type: "number", value: number, float: /[.eE]/.test(text), ...base };
  return { type: "string", value: text, ...base };
}

/** Fields of one name become one entry with a list, at the last one's place. */
function gathered(entries: readonly SourceEntry[]): SourceEntry[] {
  const byKey = new Map<string, SourceEntry[]>();
  for (const entry of entries) {
    const known = byKey.get(entry.key);
    if (known) known.push(entry);
    else byKey.set(entry.key, [entry]);
  }
  return [...byKey.values()].flatMap((same): SourceEntry[] => {
    const [first] = same;
    const last = same.at(-1);
    if (!first || !last || same.length === 1) return same;
    const range = { start: first.range.start, end: last.range.end };
    const items = same.map(({ value }) => value);
    return [{ ...first, range, value: { type: "array", items, range, literal: false } }];
  });
}
