import { Uri, window, workspace } from "vscode";
import type { AnalysisService, AnalyzedDocument } from "./analysisService";

/** The document of an open editor that is meant, at its present version. */
export async function analyzedDocument(
  analyses: AnalysisService,
  uri: unknown,
): Promise<AnalyzedDocument | undefined> {
  const wanted = uri instanceof Uri ? uri.toString() : undefined;
  const document =
    wanted === undefined
      ? window.activeTextEditor?.document
      : workspace.textDocuments.find((open) => open.uri.toString() === wanted);
  return document && analyses.current(document);
}
