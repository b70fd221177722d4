import { notationOf } from "../notation";
import type { ParsedDocument, SourceValue } from "../parse/sourceValue";
import { type Builders, buildersOf } from "./builders";
import { SourceText, type NewValue } from "./change";

/** How new text is written so that it looks like its neighbours. */
export interface Dialect {
  /** Keys stand without quotes where they can. */
  readonly bareKeys: boolean;
  readonly quote: '"' | "'";
  readonly builders?: Builders;
}

export function dialectOf(document: ParsedDocument, neighbours: readonly SourceValue[]): Dialect {
  const { bareKeys } = notationOf(document.language);
  if (!bareKeys) return { bareKeys, quote: '"' };
  const builders = buildersOf(document, neighbours);
  return {
    bareKeys,
    quote: quoteOf(document),
    ...(builders && { builders }),
  };
}

/** Each fix of a document asks: a long file is to be searched once for all of them. */
const quotes = new WeakMap<ParsedDocument, '"' | "'">();

function quoteOf(document: ParsedDocument): '"' | "'" {
  const quote = quotes.get(document) ?? preferredQuote(document.text);
  quotes.set(document, quote);
  return quote;
}

function preferredQuote(text: string): '"' | "'" {
  const single = text.match(/'[^'"\n]*'/g)?.length ?? 0;
  const double = text.match(/"[^'"\n]*"/g)?.length ?? 0;
  return single > double ? "'" : '"';
}

const LINE = 90;

/** `value` as text, on one line where it is short. `indent` is that of the line it starts on. */
export function write(value: NewValue, dialect: Dialect, indent: string): string {
  if (typeof value === "string") return quoted(value, dialect.quote);
  if (value === null || typeof value !== "object") return String(value);
  if (value instanceof SourceText) return value.source;
  return isList(value) ? writeList(value, dialect, indent) : writeObject(value, dialect, indent);
}

const isList = (value: object): value is readonly NewValue[] => Array.isArray(value);

export function quoted(value: string, quote: string): string {
  const json = JSON.stringify(value);
  if (quote === '"') return json;
  const inner = json.slice(1, -1).replaceAll('\\"', '"').replaceAll(quote, `\\${quote}`);
  return quote + (quote === "`" ? inner.replaceAll("${", "\\${") : inner) + quote;
}

function writeList(items: readonly NewValue[], dialect: Dialect, indent: string): string {
  const inner = items.map((item) => write(item, dialect, `${indent}  `));
  const line = `[${inner.join(", ")}]`;
  if (indent.length + line.length <= LINE && !line.includes("\n")) return line;
  return `[\n${inner.map((item) => `${indent}  ${item}`).join(",\n")}\n${indent}]`;
}

function writeObject(
  value: { readonly [key: string]: NewValue },
  dialect: Dialect,
  indent: string,
): string {
  const { kind, ...parameters } = value;
  const builder = typeof kind === "string" ? dialect.builders?.nameOf(kind) : undefined;
  const entries = Object.entries(builder === undefined ? value : parameters).map(([key, part]) =>
    writeEntry(key, write(part, dialect, indent), dialect),
  );
  const body = entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  return builder === undefined ? body : `${builder}(${body})`;
}

export const writeEntry = (key: string, value: string, dialect: Dialect): string =>
  `${writeKey(key, dialect)}: ${value}`;

export const writeKey = (key: string, dialect: Dialect): string =>
  dialect.bareKeys && /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key, dialect.quote);
