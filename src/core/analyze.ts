import type { Analysis, AnalyzedSchedule } from "./analysis";
import { EvaluationMemory, type Evaluation } from "./evaluation";
import type { MeasuredLimit } from "./speedLimits/measuredLimit";
import { MAX_FOUND } from "./parse/limits";
import { nearestRange, type ParsedDocument } from "./parse/sourceValue";
import type { Problem } from "./problem";
import { placeFindings, withoutReplaced } from "./rules/check";
import { advised } from "./rules/issueAdvice";
import type { RuleSettings } from "./rules/rule";
import { unknownRules } from "./rules/unknownRules";
import type { BuildResult } from "./schedule/build";
import type { Issue } from "./schedule/issue";
import { isOwn, problemOf } from "./schedule/problems";
import { readDefinitions, type Definition, type ReadOptions } from "./schedule/read";
import type { Symbols } from "./schedule/unknownValue";
import { sortedProblems } from "./sortedProblems";
import type { Range } from "./text/range";
import { formatCount } from "./text/format";
import { t } from "./text/words";

export interface AnalyzeOptions extends ReadOptions {
  readonly rules?: RuleSettings | undefined;
  /** Values that the user gave for expressions that only the running program knows. */
  readonly symbols?: Symbols | undefined;
  /** The speed limit last measured for a schedule; of several with one name, the number counts. */
  readonly limitOf?: ((name: string, namesake: number) => MeasuredLimit | undefined) | undefined;
  /** What the document's last reading evaluated; the answer is the same with it and without. */
  readonly memory?: EvaluationMemory | undefined;
}

/** Reads, evaluates and checks a document. Never throws; problems are sorted by position. */
export function analyze(document: ParsedDocument, options: AnalyzeOptions = {}): Analysis {
  const { memory = new EvaluationMemory(), limitOf, symbols, rules } = options;
  const { definitions, problems } = readDefinitions(document, {
    ...options,
    plains: memory.plains,
  });
  const count = namesakeCounter();
  let told = 0;
  let unjudged: Problem | undefined;
  const schedules = definitions.map((definition) => {
    const { name, plain, base, source } = definition;
    const measured = limitOf?.(name, count(name));
    const ownKeys = new Set(source.entries.map(({ key }) => key));
    const evaluation = memory.evaluate({ name, plain, base, ownKeys, symbols, measured });
    const isJudged = told < MAX_FOUND;
    if (!isJudged) unjudged ??= tooManyFound(definition.anchor);
    const analyzed = analyzeOne(definition, evaluation, document, isJudged && { rules });
    told += analyzed.problems.length;
    return analyzed;
  });
  memory.finish();
  const all = [
    ...document.problems,
    ...problems,
    ...unknownRules(document),
    ...schedules.flatMap((schedule) => schedule.problems),
    ...(unjudged ? [unjudged] : []),
  ];
  return { document, schedules, problems: sortedProblems(all) };
}

const tooManyFound = (range: Range): Problem => ({
  code: "too-large",
  severity: "error",
  message: t`The schedules above have ${formatCount(MAX_FOUND)} problems: from this one on they are drawn, but no rule looks at them.`,
  range,
  fixes: [],
});

/** 1 for the first definition of a name, 2 for the next one of that name. */
function namesakeCounter(): (name: string) => number {
  const counts = new Map<string, number>();
  return (name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count;
  };
}

/** What an evaluation says, at the places where the definition's text stands now. */
function analyzeOne(
  definition: Definition,
  evaluation: Evaluation,
  document: ParsedDocument,
  judging: false | { readonly rules: RuleSettings | undefined },
): AnalyzedSchedule {
  const { name, unnamed, anchor, source } = definition;
  const { schedule, issues } = evaluation.built;
  const { limit } = evaluation;
  const reading = readingProblems(definition, evaluation, document);
  const found =
    schedule && judging ? findings(definition, evaluation, document, judging.rules) : [];
  return {
    name,
    ...(unnamed && { unnamed }),
    anchor,
    range: source.range,
    source,
    schedule,
    complete:
      issues.length + definition.problems.length === 0 && !hasProblem(document, source.range),
    problems: sortedProblems([...withoutReplaced(reading, found), ...found]),
    ...(limit && { limit }),
    unknowns: issues.flatMap(({ symbol, path }) =>
      symbol === undefined ? [] : [{ symbol, path, range: nearestRange(source, path) }],
    ),
  };
}

/** What of the definition cannot be evaluated. */
function readingProblems(
  definition: Definition,
  { built: { schedule, issues }, base }: Evaluation,
  document: ParsedDocument,
): Problem[] {
  const { source } = definition;
  const own = ownIssues(issues, definition, base)
    .map((issue) =>
      advised(problemOf(issue, source, document), issue, { document, source, schedule }),
    )
    .filter((problem) => !isSyntax(problem, document));
  return [...definition.problems, ...own];
}

/** What the rules say of it. */
function findings(
  { anchor, source }: Definition,
  evaluation: Evaluation,
  document: ParsedDocument,
  settings: RuleSettings | undefined,
): Problem[] {
  return placeFindings({ document, source, place: anchor }, evaluation, settings);
}

/** What the base of a definition does wrong is told there; here only what the change brings about. */
function ownIssues(
  issues: readonly Issue[],
  { source, plain }: Definition,
  base: BuildResult | undefined,
): Issue[] {
  if (base === undefined) return [...issues];
  const known = new Set(base.issues.map(({ code, path }) => JSON.stringify([code, path])));
  return issues.flatMap((issue): Issue[] => {
    if (isOwn(source, issue.path)) return [issue];
    if (known.has(JSON.stringify([issue.code, issue.path]))) return [];
    const message = t`In what is taken over from "${String(plain.extends)}", ${issue.path.join(".")}: ${issue.message}`;
    return [{ code: issue.code, path: ["extends"], message }];
  });
}

const touches = (a: Range, b: Range): boolean => a.start <= b.end + 1 && b.start <= a.end + 1;

const hasProblem = ({ problems }: ParsedDocument, range: Range): boolean =>
  problems.some((problem) => problem.severity === "error" && touches(problem.range, range));

/** What is not typed to its end is told as such by the reader. */
const isSyntax = (problem: Problem, { problems }: ParsedDocument): boolean =>
  problem.code === "unfinished" && problems.some(({ range }) => touches(range, problem.range));
