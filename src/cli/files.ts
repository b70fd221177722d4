import { readFile } from "node:fs/promises";
import type { Analysis } from "../core/analysis";
import { analyze } from "../core/analyze";
import { parseJson } from "../core/parse/json";
import type { ParsedDocument } from "../core/parse/sourceValue";
import type { SyntaxParser } from "../core/parse/syntaxTree";
import { parseTypeScript } from "../core/parse/typescript";
import type { Schedule } from "../core/schedule/schedule";
import { loadSyntaxParser } from "../host/syntax/loadSyntaxParser";
import type { Environment } from "./environment";
import { UsageError } from "./exit";

/** Reads, evaluates and checks a file; one that cannot be read is a `UsageError`. */
export async function analyzeFile(file: string, environment: Environment): Promise<Analysis> {
  return analyze(await parseFile(file, await textOf(file), environment));
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new UsageError(`cannot read ${file}: ${REASONS.get(code) ?? code}`);
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file"],
  ["EISDIR", "it is a folder"],
  ["EACCES", "permission denied"],
]);

async function parseFile(
  file: string,
  text: string,
  environment: Environment,
): Promise<ParsedDocument> {
  if (/\.jsonc?$/i.test(file)) return parseJson(text);
  if (/\.[cm]?tsx?$/i.test(file)) {
    return parseTypeScript(text, await typescriptParser(environment));
  }
  throw new UsageError(`${file} is neither JSON (*.schedule.json) nor TypeScript (*.ts)`);
}

let parser: Promise<SyntaxParser> | undefined;

function typescriptParser(environment: Environment): Promise<SyntaxParser> {
  parser ??= Promise.all([
    environment.asset("tree-sitter.wasm"),
    environment.asset("tree-sitter-typescript.wasm"),
  ]).then(([runtime, typescript]) => loadSyntaxParser({ runtime, typescript }));
  return parser;
}

/** The schedules that can be evaluated; problems that hide or cut one are told on standard error. */
export function schedulesOf(analysis: Analysis, environment: Environment): Schedule[] {
  for (const { severity, message } of analysis.problems) {
    if (severity === "error") environment.err(`error: ${message}\n`);
  }
  return analysis.schedules.flatMap(({ schedule }) => (schedule ? [schedule] : []));
}
