import { readFile, writeFile } from "node:fs/promises";
import type { Analysis } from "../core/analysis";
import type { GrammarId } from "../core/formats/format";
import type { SyntaxParser } from "../core/parse/syntaxTree";
import type { Schedule } from "../core/schedule/schedule";
import { readDocument } from "../core/workspace";
import { loadSyntaxParser } from "../syntax/loadSyntaxParser";
import type { Environment } from "./environment";
import { UsageError } from "./exit";
import { Neighbours } from "./neighbours";

/** Values given for what only the running program knows, by its text. */
export type GivenValues = ReadonlyMap<string, number>;

/** Reads, evaluates and checks a file; one that cannot be read is a `UsageError`. */
export async function analyzeFile(
  file: string,
  environment: Environment,
  values?: GivenValues,
): Promise<Analysis> {
  const neighbours = new Neighbours(file);
  const head = { uri: neighbours.uri, languageId: "", text: await textOf(file) };
  const analysis = await readDocument(head, {
    grammar: (id) => parserOf(id, environment),
    file: (candidates, from) => neighbours.first(candidates, from),
    siblings: (ending) => neighbours.siblings(ending),
    values,
  });
  if (!analysis) throw new UsageError(`${file} holds no schedule of a format that is read`);
  return analysis;
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

const parsers = new Map<GrammarId, Promise<SyntaxParser>>();

function parserOf(id: GrammarId, environment: Environment): Promise<SyntaxParser> {
  const known = parsers.get(id);
  if (known) return known;
  const made = Promise.all([
    environment.asset("tree-sitter.wasm"),
    environment.asset(`tree-sitter-${id}.wasm`),
  ]).then(([runtime, language]) => loadSyntaxParser({ runtime, language }));
  parsers.set(id, made);
  return made;
}

/** The schedules that can be evaluated; problems that hide or cut one are told on standard error. */
export function schedulesOf(analysis: Analysis, environment: Environment): Schedule[] {
  for (const { severity, message } of analysis.problems) {
    if (severity === "error") environment.err(`error: ${message}\n`);
  }
  return analysis.schedules.flatMap(({ schedule }) => (schedule ? [schedule] : []));
}
