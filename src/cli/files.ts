import { writeFile } from "node:fs/promises";
import type { Analysis, AnalyzedSchedule } from "../core/analysis";
import type { DocumentHead, GrammarId } from "../core/formats/format";
import type { SyntaxParser } from "../core/parse/syntaxTree";
import type { ImportedFile } from "../core/parse/typescript/loader";
import type { RuleSettings } from "../core/rules/rule";
import { UNUSED_TEXT } from "../core/rules/unusedTexts";
import type { MeasuredMetric } from "../core/schedule/measuredMetric";
import type { Schedule } from "../core/schedule/schedule";
import { readDocument } from "../core/workspace";
import { loadSyntaxParser } from "../syntax/loadSyntaxParser";
import type { Environment } from "./environment";
import { UsageError } from "./exit";
import { readRegular } from "./gate";
import { Neighbours } from "./neighbours";
import { formatCount } from "../core/text/format";
import type { GivenValue } from "../core/text/givenValue";
import { setFlags } from "../core/text/setFlags";

/** Values given for what only the running program knows, by its text. */
export type GivenValues = ReadonlyMap<string, GivenValue>;

/** What the call says beside the file. */
export interface ReadWishes {
  readonly values?: GivenValues | undefined;
  readonly severities?: RuleSettings["severities"];
  /** What rules that react to a metric are shown with. */
  readonly metric?: MeasuredMetric | undefined;
  /** What is read in place of what stands in the file. */
  readonly text?: string | undefined;
  /** The same of another file that it is read with. */
  readonly changed?: ImportedFile | undefined;
}

/** Reads, evaluates and checks a file; one that cannot be read, or is of no format, is a `UsageError`. */
export async function analyzeFile(
  file: string,
  environment: Environment,
  values?: GivenValues,
  text?: string,
): Promise<Analysis> {
  const analysis = await readFile(file, environment, { values, text });
  if (!analysis) throw noSchedule(file);
  return analysis;
}

export const noSchedule = (file: string): UsageError =>
  new UsageError(`${file} holds no schedule of a format that is read`);

/** As `analyzeFile`; undefined for a file that is of no format. */
export async function readFile(
  file: string,
  environment: Environment,
  { values, metric, severities, changed, text = readFileAt(file) }: ReadWishes,
): Promise<Analysis | undefined> {
  const neighbours = new Neighbours(file);
  const head = { uri: neighbours.uri, languageId: "", text };
  const analysis = await readDocument(head, {
    grammar: (id) => parserOf(id, environment),
    file: (candidates, from) => {
      const found = neighbours.first(candidates, from);
      return found && found.uri === changed?.uri ? changed : found;
    },
    refusal: (path, from) => neighbours.refusal(path, from),
    siblings: (ending, folder) => neighbours.siblings(ending, folder),
    values,
    metric,
    rules: severities && { severities },
  });
  return analysis && isOthers(file, analysis) ? undefined : analysis;
}

/** JSON that no format reads and that says nothing of what a definition of ours says. */
const isOthers = (file: string, { document, schedules }: Analysis): boolean =>
  /(?<!\.schedule)\.jsonc?$/i.test(file) &&
  document.format === undefined &&
  schedules.length > 0 &&
  !/"(?:length|learningRate|schedules|extends|optimizer)"/.test(document.text);

/** A text that is no file, nor has any other file beside it. */
export const readText = (
  head: DocumentHead,
  environment: Environment,
): Promise<Analysis | undefined> =>
  readDocument(head, { grammar: (id) => parserOf(id, environment), file: () => undefined });

/** What a person names may lie anywhere, but it ends. */
const MOST_BYTES = 50_000_000;

/** The text of a file; one that cannot be read is a `UsageError`. */
export function readFileAt(file: string, mostBytes = MOST_BYTES): string {
  const found = readRegular(file, mostBytes) ?? { refusal: "there is no such file" };
  if ("refusal" in found) throw new UsageError(`cannot read ${file}: ${found.refusal}`);
  return found.text;
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

/** Problems that hide or cut a schedule, and what was given to no use, are told on standard error. */
export function tellErrors({ problems }: Analysis, environment: Environment): void {
  for (const { code, severity, message } of problems)
    if (severity === "error" || code === UNUSED_TEXT) environment.err(`${severity}: ${message}\n`);
}

/** The schedules that can be evaluated; what hides or cuts one is told on standard error. */
export function schedulesOf(analysis: Analysis, environment: Environment): Schedule[] {
  tellErrors(analysis, environment);
  return analysis.schedules.flatMap((found) => {
    tellHorizon(found, environment);
    return found.schedule ?? [];
  });
}

/** A length that stands for one that isn't known is told on standard error. */
export function tellHorizon(
  { schedule, unknowns }: Pick<AnalyzedSchedule, "schedule" | "unknowns">,
  environment: Environment,
): void {
  if (schedule?.horizon) environment.err(`${drawnNote(schedule, unknowns)}\n`);
}

function drawnNote({ name, length, horizon }: Schedule, unknowns: AnalyzedSchedule["unknowns"]) {
  const how = horizon === "open" ? "nothing says where its run ends" : "its length is not known";
  const missing = setFlags(unknowns.map(({ symbol }) => symbol));
  return `note: ${name} is drawn over ${formatCount(length)} steps, as ${how}${missing && `; give ${missing}`}`;
}
