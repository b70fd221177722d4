import type { Analysis } from "../../../src/core/analysis";
import { analyze, type AnalyzeOptions } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { parser } from "../parse/parser";

export const readJson = (text: string, options?: AnalyzeOptions): Analysis =>
  analyze(parseJson(text), options);

/** `values` are those that the user gave for what only the running program knows. */
export const readTypeScript = (
  text: string,
  values: Readonly<Record<string, number>> = {},
): Analysis => analyze(parseTypeScript(text, parser, { values: new Map(Object.entries(values)) }));

/** The text of a range, for readable expectations. */
export const textOf = (
  { document }: Analysis,
  { start, end }: { readonly start: number; readonly end: number },
): string => document.text.slice(start, end);
