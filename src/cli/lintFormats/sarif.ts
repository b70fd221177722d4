import path from "node:path";
import { pathToFileURL } from "node:url";
import { version } from "../../../package.json";
import type { Severity } from "../../core/problem";
import { rules } from "../../core/rules/table";
import { json } from "../environment";
import { type Diagnostic, type LintFormat, withoutCell } from "./format";

/** Levels of the specification, 3.27.10; it has none below a note. */
const LEVELS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};
const BASE = "WORKING_DIRECTORY";

/** Static Analysis Results Interchange Format 2.1.0 (OASIS), which code scanning services read. */
export const sarif: LintFormat = (diagnostics) => {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return json({
    $schema:
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "Learning Rate Designer", version, rules: codes.map(descriptor) },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [BASE]: { uri: pathToFileURL(`${process.cwd()}/`).href } },
        results: diagnostics.map(withoutCell).map((one) => result(one, codes.indexOf(one.code))),
      },
    ],
  });
};

/** What is known of a code: all of a rule; of what reading found, no more than that. */
function descriptor(id: string): object {
  const rule = rules.find((one) => one.id === id);
  if (!rule) return { id };
  return {
    id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    helpUri: rule.source.url,
    help: { text: `${rule.why} Source: ${rule.source.label}, ${rule.source.url}` },
    defaultConfiguration: { level: LEVELS[rule.severity] },
  };
}

const result = (diagnostic: Diagnostic, ruleIndex: number): object => ({
  ruleId: diagnostic.code,
  ruleIndex,
  level: LEVELS[diagnostic.severity],
  message: { text: diagnostic.message },
  locations: [
    {
      physicalLocation: {
        artifactLocation: artifact(diagnostic.file),
        region: {
          startLine: diagnostic.line,
          startColumn: diagnostic.column,
          endLine: diagnostic.endLine,
          endColumn: diagnostic.endColumn,
        },
      },
    },
  ],
});

/** Relative to the folder of the call, as services want it; what lies outside of it by its address. */
function artifact(file: string): object {
  const way = path.relative("", file);
  const isInside = way !== "" && !way.startsWith("..") && !path.isAbsolute(way);
  if (!isInside) return { uri: pathToFileURL(file).href };
  return { uri: way.split(path.sep).map(encodeURIComponent).join("/"), uriBaseId: BASE };
}
