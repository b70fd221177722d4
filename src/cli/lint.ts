import type { Analysis } from "../core/analysis";
import { withEdits } from "../core/edit/rebase";
import { foreignFixes } from "../core/foreignFixes/foreignFixes";
import type { Fix, Problem } from "../core/problem";
import type { Environment } from "./environment";
import { EXIT, UsageError } from "./exit";
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
  const diagnostics = await diagnose(await filesOf(files), wishesOf(flags), environment);
  environment.out(await print(diagnostics));
  const excess = mostWarnings === undefined ? 0 : countOf(diagnostics, "warning") - mostWarnings;
  if (excess > 0)
    environment.err(`more warnings than --max-warnings ${mostWarnings ?? 0} allows\n`);
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

/** Of what a pattern found, files without a schedule are passed over, unless it is all of them. */
async function diagnose(
  named: readonly NamedFile[],
  wishes: Wishes,
  environment: Environment,
): Promise<Diagnostic[]> {
  const checked = await Promise.all(named.map((one) => check(one, wishes, environment)));
  const empty = named.filter((_, index) => checked[index]?.isEmpty);
  const isHarmful = ({ found }: NamedFile): boolean => !found || empty.length === named.length;
  const told = new Set(wishes.mayBeEmpty ? [] : empty.filter(isHarmful));
  return named.flatMap((one, index) => [
    ...(checked[index]?.diagnostics ?? []),
    ...(told.has(one) ? [emptiness(one.file)] : []),
  ]);
}

interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly isEmpty: boolean;
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
