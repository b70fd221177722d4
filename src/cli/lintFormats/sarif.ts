import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { version } from "../../../package.json";
import type { Severity } from "../../core/problem";
import { rules } from "../../core/rules/table";
import { json } from "../environment";
import { type Details, detailed, type Region, type Replacement } from "./details";
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
export const sarif: LintFormat = async (diagnostics) => {
  const all = await detailed(diagnostics);
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
        results: all.map((one) => result(one, codes.indexOf(one.diagnostic.code))),
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

function result(
  { diagnostic, fixes, related }: Details & { readonly diagnostic: Diagnostic },
  ruleIndex: number,
): object {
  const { file, code, severity, message, ...region } = withoutCell(diagnostic);
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: place(file, region) }],
    ...(related.length > 0 && {
      relatedLocations: related.map(({ uri, region, message: text }, id) => ({
        id,
        physicalLocation: place(fileOf(uri, file), region),
        message: { text },
      })),
    }),
    ...(fixes.length > 0 && {
      fixes: fixes.map(({ title, replacements }) => ({
        description: { text: title },
        artifactChanges: changesOf(replacements, file),
      })),
    }),
  };
}

const fileOf = (uri: string | undefined, own: string): string => {
  if (uri === undefined) return own;
  return uri.startsWith("file:") ? fileURLToPath(uri) : uri;
};

const place = (file: string, region?: Region): object => ({
  artifactLocation: artifact(file),
  ...(region && { region: regionOf(region) }),
});

const regionOf = ({ line, column, endLine, endColumn }: Region): object => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

/** One change for each file, as the specification has it (3.55.3). */
function changesOf(replacements: readonly Replacement[], own: string): object[] {
  const files = new Set(replacements.map(({ uri }) => uri));
  return [...files].map((uri) => ({
    artifactLocation: artifact(fileOf(uri, own)),
    replacements: replacements
      .filter((one) => one.uri === uri)
      .map(({ region, text }) => ({
        deletedRegion: regionOf(region),
        insertedContent: { text },
      })),
  }));
}

/** Relative to the folder of the call, as services want it; what lies outside of it by its address. */
function artifact(file: string): object {
  const way = path.relative("", file);
  const isInside = way !== "" && !way.startsWith("..") && !path.isAbsolute(way);
  if (!isInside) return { uri: pathToFileURL(file).href };
  return { uri: way.split(path.sep).map(encodeURIComponent).join("/"), uriBaseId: BASE };
}
