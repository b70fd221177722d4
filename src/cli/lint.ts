import type { Analysis } from "../core/analysis";
import { withEdits } from "../core/edit/rebase";
import { foreignFixes } from "../core/foreignFixes/foreignFixes";
import type { Fix, Problem } from "../core/problem";
import type { Environment } from "./environment";
import { EXIT, misuse, UsageError } from "./exit";
import { type GivenValues, noSchedule, readFile } from "./files";
import { countFlag, type Flags, parseFlags, textFlag } from "./flags";
import { GIVEN, givenValues } from "./given";
import { namedSeverities, projectSeverities, type Severities } from "./lintConfig";
import { detailsOf } from "./lintFormats/details";
import { countOf, type Diagnostic, type LintFormat } from "./lintFormats/format";
import { LINT_FORMATS } from "./lintFormats/table";
import { filesOf, type NamedFile } from "./patterns";
import { TextPlaces } from "./textPlaces";

const MOST_WARNINGS = 1_000_000;

/** What holds for every file of a call. */
interface Wishes {
  readonly values: GivenValues;
  readonly mayBeEmpty: boolean;
  readonly severitiesOf: (file: string) => Severities;
}

export async function lint(args: readonly string[], environment: Environment): Promise<number> {
  const { files, flags } = parseFlags(args, {
    format: { type: "string" },
    json: { type: "boolean" },
    config: { type: "string" },
    "no-config": { type: "boolean" },
    "max-warnings": { type: "string" },
    "allow-empty": { type: "boolean" },
    ...GIVEN,
  });
  if (files.length === 0) throw new UsageError("lint needs at least one file");
  const print = formatOf(flags);
  const mostWarnings = countFlag(flags, "max-warnings", 0, MOST_WARNINGS);
  const { diagnostics, refusals, wasRead } = await diagnose(
    await filesOf(files),
    wishesOf(flags),
    environment,
  );
  if (wasRead) environment.out(await print(diagnostics));
  for (const refusal of refusals) environment.err(refusal);
  const excess = mostWarnings === undefined ? 0 : countOf(diagnostics, "warning") - mostWarnings;
  if (excess > 0)
    environment.err(`more warnings than --max-warnings ${mostWarnings ?? 0} allows\n`);
  if (refusals.size > 0) return EXIT.usage;
  return excess > 0 || countOf(diagnostics, "error") > 0 ? EXIT.failed : EXIT.ok;
}

function formatOf(flags: Flags): LintFormat {
  const asked = textFlag(flags, "format");
  if (asked !== undefined && flags["json"])
    throw new UsageError("give --format or --json, not both");
  const format = LINT_FORMATS.get(asked ?? (flags["json"] ? "json" : "text"));
  if (format) return format;
  const known = [...LINT_FORMATS.keys()].join(", ");
  throw new UsageError(`--format takes one of ${known}, not "${asked ?? ""}"`);
}

function wishesOf(flags: Flags): Wishes {
  const config = textFlag(flags, "config");
  if (config !== undefined && flags["no-config"])
    throw new UsageError("give --config or --no-config, not both");
  const fixed = config === undefined ? {} : namedSeverities(config);
  return {
    values: givenValues(flags),
    mayBeEmpty: flags["allow-empty"] === true,
    severitiesOf: config === undefined && !flags["no-config"] ? projectSeverities : () => fixed,
  };
}

interface Diagnosed {
  readonly diagnostics: readonly Diagnostic[];
  /** What is said of files that cannot be read, each time once. */
  readonly refusals: ReadonlySet<string>;
  /** True where any file could be read. */
  readonly wasRead: boolean;
}

/** Of what a pattern found, files without a schedule are passed over, unless it is all of them. */
async function diagnose(
  named: readonly NamedFile[],
  wishes: Wishes,
  environment: Environment,
): Promise<Diagnosed> {
  const all = await Promise.all(named.map((one) => checkOrRefuse(one, wishes, environment)));
  const refusals = new Set(all.flatMap((one) => (one instanceof UsageError ? misuse(one) : [])));
  const read = all.flatMap((one) => (one instanceof UsageError ? [] : one));
  const allAreEmpty = read.every(({ isEmpty }) => isEmpty);
  const diagnostics = read.flatMap(({ of: { file, found }, diagnostics, isEmpty }) => {
    const isTold = isEmpty && !wishes.mayBeEmpty && (!found || allAreEmpty);
    return isTold ? [...diagnostics, emptiness(file)] : diagnostics;
  });
  return { diagnostics, refusals, wasRead: read.length > 0 };
}

interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly isEmpty: boolean;
}

/** One file that cannot be read keeps nobody from hearing of the others. */
async function checkOrRefuse(
  one: NamedFile,
  wishes: Wishes,
  environment: Environment,
): Promise<(Checked & { readonly of: NamedFile }) | UsageError> {
  try {
    return one.refusal ?? { of: one, ...(await check(one, wishes, environment)) };
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

async function check(
  { file, found }: NamedFile,
  { values, mayBeEmpty, severitiesOf }: Wishes,
  environment: Environment,
): Promise<Checked> {
  const wishes = { values, severities: severitiesOf(file) };
  const analysis = await readFile(file, environment, wishes);
  if (!analysis && !found && !mayBeEmpty) throw noSchedule(file);
  if (!analysis || (found && isOtherJson(file, analysis)))
    return { diagnostics: [], isEmpty: true };
  const { document } = analysis;
  const readWith = ({ edits, elsewhere }: Fix): Promise<Analysis | undefined> =>
    readFile(file, environment, {
      ...wishes,
      text: withEdits(document.text, edits),
      ...(elsewhere && {
        changed: { ...elsewhere, text: withEdits(elsewhere.text, elsewhere.edits) },
      }),
    });
  const places = new TextPlaces(document);
  const diagnostics = analysis.problems.map((problem) => ({
    ...toDiagnostic(file, problem, places),
    ...(!document.cells && {
      details: async () => {
        const tried = await foreignFixes(analysis, problem, readWith);
        return detailsOf(problem, [...problem.fixes, ...tried], document.text);
      },
    }),
  }));
  const isEmpty = analysis.schedules.length === 0 && countOf(diagnostics, "error") === 0;
  return { diagnostics, isEmpty };
}

/** JSON of other programs that a pattern found: as in the editor, its name would say that it is ours. */
const isOtherJson = (file: string, { schedules }: Analysis): boolean =>
  /(?<!\.schedule)\.jsonc?$/i.test(file) && schedules.every(({ foreign }) => !foreign);

/** Whoever has a file checked wants to hear that nothing in it was. */
const emptiness = (file: string): Diagnostic => ({
  ...{ file, line: 1, column: 1, endLine: 1, endColumn: 1, severity: "error", code: "no-schedule" },
  message: "Nothing here was checked: the file defines no schedule (--allow-empty accepts that).",
});

function toDiagnostic(file: string, problem: Problem, places: TextPlaces): Diagnostic {
  const start = places.at(problem.range.start);
  const end = places.at(problem.range.end);
  return {
    file,
    ...start,
    endLine: end.line,
    endColumn: end.column,
    severity: problem.severity,
    code: problem.code,
    message: problem.message,
  };
}
