import type { Fix } from "../../problem";
import type { Range } from "../../text/range";
import { t } from "../../text/words";
import type { SourceValue } from "../sourceValue";
import { replaceFix } from "../syntaxProblem";

/** What a word that is no JSON seems to mean, and how to write it. */
export interface WordReading {
  readonly value: SourceValue;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

const NUMBER = /^[+-]?(?:\d[\d_]*)?(?:\.[\d_]*)?(?:[eE][+-]?\d+)?$/;
const KEYWORDS = ["true", "false", "null"];

/** Text that is not typed to its end, or is no JSON: known to be there, its value not known. */
export function unfinished(range: Range, symbol: string): SourceValue {
  return { type: "unknown", range, symbol, reason: "unfinished", literal: false };
}

/** Reads `word` where a value is expected. Only a spelling with one clear meaning gets a value. */
export function readWord(word: string, range: Range): WordReading {
  if (word.startsWith("'")) return readSingleQuoted(word, range);
  if (/\d/.test(word) && NUMBER.test(word)) return readNumberWord(word, range);
  const value = unfinished(range, word);
  const keyword = KEYWORDS.find((known) => known === word.toLowerCase());
  if (keyword !== undefined) {
    const fixes = [replaceFix(t`Write ${keyword}`, range, keyword)];
    return { value, message: t`JSON writes ${keyword} in small letters.`, fixes };
  }
  return { value, message: describe(word), fixes: [] };
}

function describe(word: string): string {
  const shown = word.length > 40 ? `${word.slice(0, 40)}…` : word;
  if (/^[+-]?(?:NaN|Infinity|inf|nan)$/.test(word)) {
    return t`${shown} is no JSON value: write a finite number.`;
  }
  if (word === "-") return t("A number is missing after the minus sign.");
  return t`${shown} is no JSON value: expected a number, a string in double quotes, true, false, null, { or [.`;
}

function readSingleQuoted(word: string, range: Range): WordReading {
  const closed = word.length > 1 && word.endsWith("'");
  if (!closed) {
    return { value: unfinished(range, word), message: t("This string is not closed."), fixes: [] };
  }
  const text = word.slice(1, -1);
  return {
    value: { type: "string", value: text, range, literal: true },
    message: t("JSON strings stand in double quotes."),
    fixes: [replaceFix(t("Use double quotes"), range, JSON.stringify(text))],
  };
}

function readNumberWord(word: string, range: Range): WordReading {
  const value = Number(word.replaceAll("_", ""));
  if (Number.isNaN(value)) {
    return { value: unfinished(range, word), message: describe(word), fixes: [] };
  }
  return {
    value: { type: "number", value, range, literal: true },
    message: t`JSON does not know this way to write a number: write ${String(value)}.`,
    fixes: [replaceFix(t`Write ${String(value)}`, range, String(value))],
  };
}
