import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Analysis, AnalyzedSchedule } from "../../../src/core/analysis";
import type { DocumentHead, GrammarId } from "../../../src/core/formats/format";
import type { SyntaxParser } from "../../../src/core/parse/syntaxTree";
import { analyzeForeign } from "../../../src/core/formats/analyzeForeign";
import { foreignFormat } from "../../../src/core/formats/table";
import { readDocument, type ReadPorts } from "../../../src/core/workspace";
import { loadSyntaxParser } from "../../../src/syntax/loadSyntaxParser";

const FOLDER = "node_modules/@vscode/tree-sitter-wasm/wasm";
const parsers = new Map<GrammarId, Promise<SyntaxParser>>();

/** The parser of a grammar, as tests of single parts need it. */
export const parserFor = (id: GrammarId): Promise<SyntaxParser> => grammar(id);

function grammar(id: GrammarId): Promise<SyntaxParser> {
  const known = parsers.get(id);
  if (known) return known;
  const runtime = readFileSync(`${FOLDER}/tree-sitter.wasm`);
  const language = readFileSync(`${FOLDER}/tree-sitter-${id}.wasm`);
  const made = loadSyntaxParser({ runtime, language });
  parsers.set(id, made);
  return made;
}

export interface World {
  /** Other files by their path from the document's folder. */
  readonly files?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, number | string>>;
  readonly ports?: Partial<ReadPorts>;
}

/** Reads a text as a file of this name, with the product's one reader. */
export async function readFormat(
  name: string,
  text: string,
  { files = {}, values = {}, ports }: World = {},
): Promise<Analysis> {
  const at = (path: string): string => new URL(path, "file:///project/").href;
  const texts = new Map(Object.entries(files).map(([path, content]) => [at(path), content]));
  const find = (uri: string) => {
    const content = texts.get(uri);
    return content === undefined ? undefined : { uri, text: content };
  };
  const analysis = await readDocument(
    { uri: at(name), languageId: "", text },
    {
      grammar,
      file: (candidates, from) =>
        candidates
          .map((candidate) => find(new URL(candidate, from || at(name)).href))
          .find((found) => found !== undefined),
      siblings: (ending, folder) => {
        const start = new URL(folder, at(name)).href;
        return [...texts].flatMap(([uri, content]) =>
          uri.endsWith(ending) && uri.startsWith(start) && !uri.slice(start.length).includes("/")
            ? [{ uri, text: content }]
            : [],
        );
      },
      values: new Map(Object.entries(values)),
      ...ports,
    },
  );
  if (!analysis) throw new Error(`no format reads ${name}`);
  return analysis;
}

/** The product's reader for a text without other files beside it. */
export const readAlone = (head: DocumentHead): Promise<Analysis | undefined> =>
  readDocument(head, { grammar, file: () => undefined });

/** A reader of a format that answers at once, for a file of this name that stands alone. */
export async function readerAtOnce(
  name: string,
  text: string,
  symbols: Readonly<Record<string, number>> = {},
): Promise<(text: string) => Analysis> {
  const head = { uri: `file:///${name}`, languageId: "", text };
  const format = foreignFormat(head);
  if (!format) throw new Error(`no format reads ${name}`);
  const parser = format.grammar && (await grammar(format.grammar));
  const read = await format.load();
  return (now) => {
    const changed = { ...head, text: now };
    const reading = read(changed, { parser, file: () => undefined });
    return analyzeForeign(format, changed, reading, { symbols });
  };
}

/** The values of a track at some steps. */
export const valuesOf = (
  schedule: AnalyzedSchedule | undefined,
  steps: readonly number[],
  track = "learningRate",
): number[] => steps.map((step) => schedule?.schedule?.tracks.get(track)?.curve.at(step) ?? NaN);

/** Codes of all problems with the text that each underlines. */
export const told = ({ document, problems }: Analysis): string[] =>
  problems.map(({ code, range }) => `${code}: ${document.text.slice(range.start, range.end)}`);

/** The text after the preferred fix of the first problem of this code. */
export function fixed({ document, problems }: Analysis, code: string): string {
  const fix = problems.find((problem) => problem.code === code)?.fixes[0];
  if (!fix) throw new Error(`no fix of ${code}`);
  return [...fix.edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce(
      (text, { range, text: put }) => text.slice(0, range.start) + put + text.slice(range.end),
      document.text,
    );
}

/** Every value equals `at` to one part in 10¹² of the largest. */
export const close = (
  schedule: AnalyzedSchedule | undefined,
  at: (k: number) => number,
  steps: number[],
) => {
  const scale = Math.max(...steps.map((k) => Math.abs(at(k))));
  valuesOf(schedule, steps).forEach((value, i) => {
    const step = steps[i] ?? 0;
    expect(Math.abs(value - at(step)), `step ${step}: ${value}`).toBeLessThanOrEqual(1e-12 * scale);
  });
};
/** The first schedule of a text. */
export const one = async (name: string, text: string, world?: World) =>
  (await readFormat(name, text, world)).schedules[0];
