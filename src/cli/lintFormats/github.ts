import type { Severity } from "../../core/problem";
import { type Diagnostic, type LintFormat, summary, withoutCell } from "./format";

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "notice",
  hint: "notice",
};

/** As actions/toolkit escapes them (packages/core/src/command.ts): else a text could end the command. */
const data = (value: string): string =>
  value.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (value: string): string =>
  data(value).replaceAll(":", "%3A").replaceAll(",", "%2C");

/** Workflow commands that GitHub Actions shows beside the lines of a pull request. */
export const github: LintFormat = (diagnostics) =>
  [...diagnostics.map(withoutCell).map(command), summary(diagnostics)].join("\n");

function command(diagnostic: Diagnostic): string {
  const { severity, code, message } = diagnostic;
  const properties = [
    ["file", diagnostic.file.replaceAll("\\", "/")],
    ...placeOf(diagnostic).map(([name, value]) => [name, String(value)] as const),
    ["title", code],
  ] as const;
  const written = properties.map(([name, value]) => `${name}=${property(value)}`).join(",");
  return `::${COMMANDS[severity]} ${written}::${data(message)}`;
}

/** Columns count only where a problem lies within one line. */
function placeOf({ line, column, endLine, endColumn }: Diagnostic): readonly [string, number][] {
  const lines: [string, number][] = [
    ["line", line],
    ["endLine", endLine],
  ];
  return line === endLine ? [...lines, ["col", column], ["endColumn", endColumn]] : lines;
}
