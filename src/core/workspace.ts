import type { Analysis } from "./analysis";
import { analyze, type AnalyzeOptions } from "./analyze";
import type { EvaluationMemory } from "./evaluation";
import { analyzeForeign } from "./formats/analyzeForeign";
import type {
  DocumentHead,
  Format,
  FormatPorts,
  FunctionPreview,
  GrammarId,
} from "./formats/format";
import { extendsTypeScript, isJson, isOwnTypeScript, isTypeScript } from "./formats/native";
import { isNotebookFile, notebookHead } from "./formats/notebook/notebook";
import { foreignFormat, functionFormat } from "./formats/table";
import { parseJson } from "./parse/json";
import { importCandidates, isRelativePath } from "./parse/importCandidates";
import type { ParsedDocument } from "./parse/sourceValue";
import type { SyntaxParser } from "./parse/syntaxTree";
import { parseTypeScript, type TypeScriptOptions } from "./parse/typescript";
import type { ImportedFile } from "./parse/typescript/loader";
import type { TypeScriptSession } from "./parse/typescriptSession";
import type { RuleSettings } from "./rules/rule";
import { unusedTexts } from "./rules/unusedTexts";
import { sortedProblems } from "./sortedProblems";
import { givenNumbers, type GivenValue } from "./text/givenValue";
import { t } from "./text/words";

/** What reading a document may ask of the world around it. */
export interface ReadPorts {
  /** A grammar's parser, made once and kept. */
  grammar(id: GrammarId): Promise<SyntaxParser>;
  /**
   * The first of these files that there is, as paths relative to the folder of `from` (an address;
   * empty: the document itself). Undefined for what lies outside of the workspace or is not read yet.
   */
  file(candidates: readonly string[], from: string): ImportedFile | undefined;
  /** Why a file that there is, is not read: "it lies outside of …". */
  refusal?(path: string, from: string): string | undefined;
  /** The files of a folder (relative; the document's own) whose names end in `ending`. */
  siblings?(ending: string, folder: string): readonly ImportedFile[];
  readonly rules?: RuleSettings | undefined;
  /** Values that the user gave for what only the running program knows. */
  readonly values?: ReadonlyMap<string, GivenValue> | undefined;
  readonly limitOf?: AnalyzeOptions["limitOf"];
  /** Of a document that is read again and again: what its last reading parsed and evaluated. */
  readonly memory?: EvaluationMemory | undefined;
  session?(parser: SyntaxParser): TypeScriptSession;
  /** Functions that the user asked to see as schedules. */
  readonly previews?: readonly FunctionPreview[];
  /** What rules that react to a metric are shown with. */
  readonly metric?: FormatPorts["metric"];
  /** Says true once the reader had better give up. */
  readonly expired?: (() => boolean) | undefined;
}

/**
 * Reads, evaluates and checks a document of any format that holds schedules: the one reader of the
 * editor, the command line, comparisons and tests. Undefined where no format knows the document.
 */
export async function readDocument(
  head: DocumentHead,
  ports: ReadPorts,
): Promise<Analysis | undefined> {
  const analysis = await readAnyFormat(head, ports);
  return analysis && ports.values ? withUnusedTexts(analysis, ports.values) : analysis;
}

function withUnusedTexts(analysis: Analysis, values: ReadonlyMap<string, GivenValue>): Analysis {
  const found = analysis.schedules.map(({ unknowns }) => unusedTexts(unknowns, values));
  if (found.every(({ length }) => length === 0)) return analysis;
  const schedules = analysis.schedules.map((one, index) => ({
    ...one,
    problems: sortedProblems([...one.problems, ...(found[index] ?? [])]),
  }));
  const problems = sortedProblems([...analysis.problems, ...found.flat()]);
  return { ...analysis, schedules, problems };
}

async function readAnyFormat(head: DocumentHead, ports: ReadPorts): Promise<Analysis | undefined> {
  if (isNotebookFile(head)) return readNotebook(head, ports);
  const asked = ports.previews?.length ? functionFormat(head) : undefined;
  const format = foreignFormat(head) ?? (isOwnTypeScript(head) ? undefined : asked);
  if (format) return readForeign(format, head, ports);
  const typescript = isTypeScript(head);
  if (!typescript && !isJson(head)) return undefined;
  const needsParser = typescript || extendsTypeScript(head);
  const parser = needsParser ? await ports.grammar("typescript") : undefined;
  const own = readOwn(head, typescript, parser, ports);
  return asked ? together(own, await readForeign(asked, head, ports)) : own;
}

/** What a file of our own definitions says, and functions in it that the user asked to see. */
const together = (own: Analysis, more: Analysis): Analysis => ({
  ...own,
  schedules: [...own.schedules, ...more.schedules],
  problems: sortedProblems([...own.problems, ...more.problems]),
});

function readOwn(
  head: DocumentHead,
  typescript: boolean,
  parser: SyntaxParser | undefined,
  ports: ReadPorts,
): Analysis {
  return analyze(parseOwn(head, typescript ? parser : undefined, ports), {
    rules: ports.rules,
    limitOf: ports.limitOf,
    memory: ports.memory,
    resolveExtends(path) {
      if (!isRelativePath(path)) return undefined;
      const file = ports.file([path], head.uri);
      if (file) return parseFile(file, parser, ports);
      const why = ports.refusal?.(path, head.uri);
      return why === undefined ? undefined : { refusal: t`"${path}" isn't read: ${why}.` };
    },
  });
}

/** The cells of a notebook are one script; undefined where they hold no schedule's words. */
async function readNotebook(file: DocumentHead, ports: ReadPorts): Promise<Analysis | undefined> {
  const { head, cells, problems } = notebookHead(file);
  const format = foreignFormat(head) ?? (ports.previews?.length ? functionFormat(head) : undefined);
  const analysis = format && (await readForeign(format, head, ports));
  if (analysis) return { ...analysis, document: { ...analysis.document, cells } };
  if (problems.length === 0) return undefined;
  const document = { language: "python", text: file.text, roots: [], problems } as const;
  return { document, schedules: [], problems };
}

async function readForeign(format: Format, head: DocumentHead, ports: ReadPorts) {
  const parser = format.grammar && (await ports.grammar(format.grammar));
  const read = await format.load();
  const files = new Map<string, string>();
  const formatPorts: FormatPorts = {
    parser,
    file: (path, from = head.uri) => {
      const found = isRelativePath(path) ? ports.file([path], from) : undefined;
      if (found) files.set(found.uri, found.text);
      return found;
    },
    siblings: (ending, folder = "./") => ports.siblings?.(ending, folder) ?? [],
    previews: ports.previews ?? [],
    metric: ports.metric,
    expired: ports.expired,
  };
  const symbols = Object.fromEntries(ports.values ?? []);
  const { rules, limitOf } = ports;
  const options = { symbols, rules, limitOf, files };
  return analyzeForeign(format, head, read(head, formatPorts), options);
}

function optionsOf(uri: string, ports: ReadPorts): TypeScriptOptions {
  return {
    uri,
    resolveImport: (specifier, from) => ports.file(importCandidates(specifier), from || uri),
    ...(ports.values && {
      values: new Map(Object.entries(givenNumbers(Object.fromEntries(ports.values)))),
    }),
    ...(ports.expired && { expired: ports.expired }),
  };
}

function parseOwn(
  { text, uri }: DocumentHead,
  parser: SyntaxParser | undefined,
  ports: ReadPorts,
): ParsedDocument {
  if (!parser) return parseJson(text);
  const session = ports.session?.(parser);
  const options = optionsOf(uri, ports);
  return session ? session.update(text, options) : parseTypeScript(text, parser, options);
}

/** Another file of the workspace, of which a definition is a change. */
function parseFile(
  { text, uri }: ImportedFile,
  parser: SyntaxParser | undefined,
  ports: ReadPorts,
): ParsedDocument | undefined {
  if (/\.jsonc?$/i.test(uri)) return parseJson(text);
  return parser && parseTypeScript(text, parser, optionsOf(uri, ports));
}
