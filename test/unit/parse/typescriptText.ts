import { entryOf, valueAt, type Path } from "../../../src/core/parse/sourceValue";
import type { ParsedDocument, SourceValue } from "../../../src/core/parse/sourceValue";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { parser } from "./parser";
import { toPlain } from "./plain";

export const read = (text: string): ParsedDocument => parseTypeScript(text, parser);

/** The value `v` of a definition that holds the expression, with declarations before it. */
export function value(expression: string, before = ""): SourceValue {
  const document = read(`${before}\ndefineSchedule({ v: ${expression} });`);
  const found = entryOf(document.roots[0]?.value, "v")?.value;
  if (!found) throw new Error(`nothing read: ${JSON.stringify(document.problems)}`);
  return found;
}

export const plain = (expression: string, before = ""): unknown =>
  toPlain(value(expression, before));

export function at(document: ParsedDocument, path: Path): SourceValue {
  const root = document.roots[0]?.value;
  const found = root && valueAt(root, path);
  if (!found) throw new Error(`nothing at ${path.join(".")}`);
  return found;
}

export const slice = (document: ParsedDocument, range: { start: number; end: number }): string =>
  document.text.slice(range.start, range.end);

export const runtime = (symbol: string) => ({ unknown: symbol, reason: "runtime" });
