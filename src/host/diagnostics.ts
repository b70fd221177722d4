import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
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
import { RULES_PAGE } from "./names";
import { toRange } from "./positions";
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
    const page = Uri.joinPath(this.extensionUri, RULES_PAGE);
    this.collection.set(
      document.uri,
      problems.map((problem) => toDiagnostic(problem, document, page)),
    );
  }
}

function toDiagnostic(problem: Problem, document: TextDocument, page: Uri): Diagnostic {
  const range = toRange(document, problem.range);
  const diagnostic = new Diagnostic(range, problem.message, SEVERITIES[problem.severity]);
  diagnostic.source = DIAGNOSTIC_SOURCE;
  diagnostic.code = codeOf(problem, page);
  diagnostic.relatedInformation = (problem.related ?? []).map((place) =>
    toRelated(place, document),
  );
  return diagnostic;
}

/** Rules have a source and a chapter in the documentation; a mere syntax error explains itself. */
function codeOf({ code, source }: Problem, page: Uri): NonNullable<Diagnostic["code"]> {
  return source ? { value: code, target: page.with({ fragment: code }) } : code;
}

function toRelated(place: RelatedPlace, document: TextDocument): DiagnosticRelatedInformation {
  // Offsets in another file mean nothing before it is read: its beginning is the honest answer.
  const location =
    place.uri === undefined
      ? new Location(document.uri, toRange(document, place.range))
      : new Location(Uri.parse(place.uri, true), new Position(0, 0));
  return new DiagnosticRelatedInformation(location, place.message);
}
