import type { Problem } from "../problem";
import type { Range } from "../text/range";
import { JsonReader } from "./json/reader";
import { MAX_JSON_LENGTH } from "./limits";
import type { ParsedDocument } from "./sourceValue";
import { syntaxProblem } from "./syntaxProblem";
import { formatCount } from "../text/format";
import { t } from "../text/words";

/**
 * Reads a JSON definition with comments and trailing commas, finished or half-typed, with the
 * range of every part. Never throws: what cannot be read is a problem, or an unknown value with
 * the reason "unfinished". `__proto__` is a key like any other; 1e999 is the number Infinity.
 */
export function parseJson(text: string): ParsedDocument {
  const refusal = refuse(text);
  if (refusal) return { language: "json", text, roots: [], problems: [refusal] };
  const reader = new JsonReader(text);
  const root = reader.readRoot();
  if (root) return { language: "json", text, roots: [root], problems: reader.problems };
  const empty = t("There is no definition in this file: it is an object in braces, { … }.");
  const problems = [...reader.problems, syntaxProblem({ start: 0, end: 0 }, empty)];
  return { language: "json", text, roots: [], problems };
}

/** Why a text is not read at all, or undefined. */
function refuse(text: string): Problem | undefined {
  const binary = text.indexOf("\u0000");
  if (binary >= 0) {
    const range = { start: binary, end: binary + 1 };
    return syntaxProblem(range, t("This is binary data, not a definition in JSON."));
  }
  if (text.length <= MAX_JSON_LENGTH) return undefined;
  const found = formatCount(text.length);
  const limit = formatCount(MAX_JSON_LENGTH);
  const message = t`This file has ${found} characters; definitions of up to ${limit} are read.`;
  return syntaxProblem(firstLine(text), message);
}

/** A short range at the top of a file, for what is wrong with the file as a whole. */
function firstLine(text: string): Range {
  const end = text.slice(0, 80).search(/[\r\n]/);
  return { start: 0, end: end < 0 ? Math.min(80, text.length) : Math.max(1, end) };
}
