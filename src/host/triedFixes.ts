import type { Fix, Problem } from "../core/problem";
import type { AnalysisService, AnalyzedDocument } from "./analysisService";
import { readWith } from "./panel/rereading";

/** Tried once for each problem, however often light bulb and hover ask. */
const tried = new WeakMap<Problem, Promise<readonly Fix[]>>();

/** What mends a problem; in other programs' files what was tried and does. */
export async function fixesOf(
  analyses: AnalysisService,
  { document, analysis }: AnalyzedDocument,
  problem: Problem,
): Promise<readonly Fix[]> {
  if (problem.fixes.length > 0 || analysis.document.format === undefined) return problem.fixes;
  const { foreignFixes } = await import("./lazy/core");
  const found =
    tried.get(problem) ??
    foreignFixes(analysis, problem, ({ edits, elsewhere }) =>
      readWith(
        { analyses, document, analysis },
        { edits, elsewhere: elsewhere ? [elsewhere] : [] },
      ),
    );
  tried.set(problem, found);
  const fixes = await found;
  // a reading that was cut short, on a busy machine, mends nothing: the next one who asks may find more
  if (fixes.length === 0) tried.delete(problem);
  return fixes;
}
