import { l10n, ViewColumn, window, workspace } from "vscode";
import type { Conversion } from "../../core/convert/conversion";
import type { AnalysisService, AnalyzedDocument } from "../analysisService";
import { analyzedDocument } from "../analyzedDocument";
import { tell, tellWarning } from "../sinks";

/** Writes a file's definitions, or the one named, in the other language, into a new document. */
export async function convertDefinition(
  analyses: AnalysisService,
  uri: unknown,
  name: unknown,
): Promise<void> {
  const analyzed = await analyzedDocument(analyses, uri);
  if (analyzed) await convert(analyzed, typeof name === "string" ? name : undefined);
  else await tell(l10n.t("Open a file with a schedule first."));
}

async function convert({ analysis }: AnalyzedDocument, only: string | undefined): Promise<void> {
  const { toJson, toTypeScript } = await import("../lazy/core");
  if (analysis.document.language === "json") {
    await show(toTypeScript(analysis.document, only), "typescript");
    return;
  }
  const plain = toJson(analysis, { only });
  if ("text" in plain) {
    await show(plain, "jsonc");
    return;
  }
  const tables = toJson(analysis, { only, tables: true });
  // Functions are all that stands in the way: a table of their values is another thing, so it is asked for.
  if ("text" in tables && !(await wantsTables())) return;
  await show(tables, "jsonc");
}

async function wantsTables(): Promise<boolean> {
  const write = l10n.t("Write Tables");
  const chosen = await tell(
    l10n.t(
      "JSON can't represent functions. A table of its values at every step can take its place.",
    ),
    write,
  );
  return chosen === write;
}

async function show(conversion: Conversion, language: string): Promise<void> {
  if ("reason" in conversion) {
    await tellWarning(l10n.t("Not converted: {0}", conversion.reason));
    return;
  }
  const document = await workspace.openTextDocument({ language, content: conversion.text });
  await window.showTextDocument(document, ViewColumn.Beside);
}
