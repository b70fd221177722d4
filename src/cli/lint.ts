import type { Problem } from "../core/problem";
import { LineMap } from "../core/text/lineMap";
import { EXIT, UsageError } from "./exit";
import { analyzeFile, type GivenValues } from "./files";
import { parseFlags } from "./flags";
import { type Environment, json } from "./environment";
import { GIVEN, givenValues } from "./given";

/** One problem as the command line prints it; lines and columns count from 1. */
interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
}

const isError = ({ severity }: { readonly severity: string }): boolean => severity === "error";

export async function lint(args: readonly string[], environment: Environment): Promise<number> {
  const { files, flags } = parseFlags(args, {
    json: { type: "boolean" },
    "allow-empty": { type: "boolean" },
    ...GIVEN,
  });
  if (files.length === 0) throw new UsageError("lint needs at least one file");
  const values = givenValues(flags);
  const mayBeEmpty = flags["allow-empty"] === true;
  const perFile = await Promise.all(
    files.map((file) => diagnosticsOf(file, environment, values, mayBeEmpty)),
  );
  const diagnostics = perFile.flat();
  environment.out(flags["json"] ? json({ diagnostics }) : report(diagnostics));
  return diagnostics.some(isError) ? EXIT.failed : EXIT.ok;
}

async function diagnosticsOf(
  file: string,
  environment: Environment,
  values: GivenValues,
  mayBeEmpty: boolean,
): Promise<Diagnostic[]> {
  const analysis = await analyzeFile(file, environment, values);
  const lines = new LineMap(analysis.document.text);
  const found = analysis.problems.map((problem) => toDiagnostic(file, problem, lines));
  const isEmpty = analysis.schedules.length === 0 && !analysis.problems.some(isError);
  return isEmpty && !mayBeEmpty ? [...found, emptiness(file)] : found;
}

/** Whoever has a file checked wants to hear that nothing in it was. */
const emptiness = (file: string): Diagnostic => ({
  ...{ file, line: 1, column: 1, endLine: 1, endColumn: 1, severity: "error", code: "no-schedule" },
  message: "Nothing here was checked: the file defines no schedule (--allow-empty accepts that).",
});

function toDiagnostic(file: string, problem: Problem, lines: LineMap): Diagnostic {
  const start = lines.positionAt(problem.range.start);
  const end = lines.positionAt(problem.range.end);
  return {
    file,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    severity: problem.severity,
    code: problem.code,
    message: problem.message,
  };
}

function report(diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.map(
    (d) => `${d.file}:${d.line}:${d.column}: ${d.severity}: ${d.message} [${d.code}]`,
  );
  const count = (severity: string) => diagnostics.filter((d) => d.severity === severity).length;
  const errors = count("error");
  const warnings = count("warning");
  lines.push(`${plural(errors, "error")}, ${plural(warnings, "warning")}`);
  return lines.join("\n");
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
