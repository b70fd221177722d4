import { l10n, type TextDocument } from "vscode";
import type { Problem } from "../../core/problem";
import { analyzedAt } from "./files";
import type { AssistantTool } from "./tool";

/** What is wrong in a file, with reasons and what would mend it. */
export const lint: AssistantTool = {
  name: "learningRateDesigner_lint",
  get doing() {
    return l10n.t("Checking the schedules of a file");
  },
  async answer(input, analyses, token) {
    const { document, analysis } = await analyzedAt(input.text("file"), analyses, token);
    const schedules = analysis.schedules.map(({ name }) => name);
    const problems = analysis.problems.map((problem) => described(problem, document));
    return JSON.stringify({ schedules, problems }, undefined, 1);
  },
};

/** Lines and columns count from 1, as people see them. */
function described(problem: Problem, document: TextDocument): object {
  const { line, character } = document.positionAt(problem.range.start);
  const { severity, code, message, why, source, fixes } = problem;
  return {
    ...{ line: line + 1, column: character + 1, severity, code, message, why },
    source: source && `${source.label}, ${source.url}`,
    fixes: fixes.map(({ title }) => title),
  };
}
