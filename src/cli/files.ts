import { readFile, writeFile } from "node:fs/promises";
import type { Analysis } from "../core/analysis";
import { analyze } from "../core/analyze";
import { parseJson } from "../core/parse/json";
import type { ParsedDocument } from "../core/parse/sourceValue";
import type { SyntaxParser } from "../core/parse/syntaxTree";
import { parseTypeScript } from "../core/parse/typescript";
import type { ImportedFile } from "../core/parse/typescript/loader";
import type { Schedule } from "../core/schedule/schedule";
import { loadSyntaxParser } from "../syntax/loadSyntaxParser";
import type { Environment } from "./environment";
import { UsageError } from "./exit";
import { Neighbours } from "./neighbours";

/** Reads, evaluates and checks a file; one that cannot be read is a `UsageError`. */
export async function analyzeFile(file: string, environment: Environment): Promise<Analysis> {
  const parser = isTypeScript(file) ? await typescriptParser(environment) : undefined;
  const neighbours = new Neighbours(file);
  const document = parseFile({ uri: neighbours.uri, text: await textOf(file) }, parser, neighbours);
  if (!document) {
    throw new UsageError(`${file} is neither JSON (*.schedule.json) nor TypeScript (*.ts)`);
  }
  return analyze(document, {
    resolveExtends(path) {
      const other = neighbours.extended(path);
      return other && parseFile(other, parser, neighbours);
    },
  });
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new UsageError(`cannot read ${file}: ${REASONS.get(code) ?? code}`);
  }
}

export const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file"],
  ["EISDIR", "it is a folder"],
  ["EACCES", "permission denied"],
]);

export async function writeFileAt(target: string, content: string): Promise<void> {
  try {
    await writeFile(target, content);
  } catch (error) {
    throw new UsageError(`cannot write ${target}: ${(error as Error).message}`);
  }
}

const isTypeScript = (name: string): boolean => /\.[cm]?tsx?$/i.test(name);

function parseFile(
  { uri, text }: ImportedFile,
  parser: SyntaxParser | undefined,
  { resolveImport }: Neighbours,
): ParsedDocument | undefined {
  if (/\.jsonc?$/i.test(uri)) return parseJson(text);
  if (!parser || !isTypeScript(uri)) return undefined;
  return parseTypeScript(text, parser, { uri, resolveImport });
}

let loading: Promise<SyntaxParser> | undefined;

function typescriptParser(environment: Environment): Promise<SyntaxParser> {
  loading ??= Promise.all([
    environment.asset("tree-sitter.wasm"),
    environment.asset("tree-sitter-typescript.wasm"),
  ]).then(([runtime, typescript]) => loadSyntaxParser({ runtime, typescript }));
  return loading;
}

/** The schedules that can be evaluated; problems that hide or cut one are told on standard error. */
export function schedulesOf(analysis: Analysis, environment: Environment): Schedule[] {
  for (const { severity, message } of analysis.problems) {
    if (severity === "error") environment.err(`error: ${message}\n`);
  }
  return analysis.schedules.flatMap(({ schedule }) => (schedule ? [schedule] : []));
}
