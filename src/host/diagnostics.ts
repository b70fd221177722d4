import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  languages,
  Location,
  Position,
  Uri,
  type TextDocument,
} from "vscode";
import type { Problem, RelatedPlace, Severity } from "../core/problem";
import type { AnalysisService, AnalyzedDocument } from "./analysisService";
import { Owner } from "./disposables";
import { isEditable } from "./documents";
import { FORMATS_PAGE, RULES_PAGE } from "./names";
import { rangeIn, toRange } from "./positions";
import { readSettings } from "./settings";

const SEVERITIES: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What "source" says beside each problem. */
export const DIAGNOSTIC_SOURCE = "learning rate";

/** Underlines the problems of every schedule document that is open. */
export class Diagnostics extends Owner {
  private readonly collection = this.own(
    languages.createDiagnosticCollection("learning-rate-designer"),
  );

  constructor(
    analyses: AnalysisService,
    private readonly extensionUri: Uri,
  ) {
    super();
    this.own(
      analyses.onDidAnalyze((analyzed) => {
        this.show(analyzed);
      }),
    );
    this.own(
      analyses.onDidForget((uri) => {
        this.collection.delete(uri);
      }),
    );
  }

  private show({ document, analysis }: AnalyzedDocument): void {
    const shown = isEditable(document) && readSettings(document).diagnostics;
    const problems = shown ? analysis.problems : [];
    const page = ({ ofFormat }: Problem): Uri =>
      Uri.joinPath(this.extensionUri, ofFormat === true ? FORMATS_PAGE : RULES_PAGE);
    this.collection.set(
      document.uri,
      problems.map((problem) =>
        toDiagnostic(problem, document, page(problem), analysis.document.files),
      ),
    );
  }
}

/** The texts of the files that values come from, by their addresses. */
type Files = ReadonlyMap<string, string> | undefined;

function toDiagnostic(
  problem: Problem,
  document: TextDocument,
  page: Uri,
  files: Files,
): Diagnostic {
  const range = toRange(document, problem.range);
  const diagnostic = new Diagnostic(range, problem.message, SEVERITIES[problem.severity]);
  diagnostic.source = DIAGNOSTIC_SOURCE;
  diagnostic.code = codeOf(problem, page);
  if (problem.unused === true) diagnostic.tags = [DiagnosticTag.Unnecessary];
  diagnostic.relatedInformation = (problem.related ?? []).map((place) =>
    toRelated(place, document, files),
  );
  return diagnostic;
}

/** Rules have a source and a chapter in the documentation; a mere syntax error explains itself. */
function codeOf({ code, source }: Problem, page: Uri): NonNullable<Diagnostic["code"]> {
  return source ? { value: code, target: page.with({ fragment: code }) } : code;
}

function toRelated(
  { uri, range, message }: RelatedPlace,
  document: TextDocument,
  files: Files,
): DiagnosticRelatedInformation {
  if (uri === undefined) {
    const here = new Location(document.uri, toRange(document, range));
    return new DiagnosticRelatedInformation(here, message);
  }
  const text = files?.get(uri);
  // Offsets mean nothing without the text: the file's beginning is the honest answer.
  const place = text === undefined ? new Position(0, 0) : rangeIn(text, range);
  return new DiagnosticRelatedInformation(new Location(Uri.parse(uri, true), place), message);
}
