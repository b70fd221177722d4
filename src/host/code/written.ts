import type { TextDocument } from "vscode";
import type { AnalyzedSchedule } from "../../core/analysis";
import type { Conversion } from "../../core/write/convert";
import type { AnalysisService } from "../analysisService";

/** What a schedule of a document is for a target; undefined for an unknown one. */
export async function written(
  document: TextDocument,
  { schedule, unknowns }: AnalyzedSchedule,
  target: string,
  analyses: AnalysisService,
  updates?: number,
): Promise<Conversion | undefined> {
  const { convert, writerOf } = await import("../lazy/write");
  const writer = writerOf(target);
  const file = document.isUntitled ? "" : (document.uri.path.split("/").at(-1) ?? "");
  const missing = unknowns.map(({ symbol }) => symbol);
  const request = { schedule, file, updates, missing };
  return writer && convert(writer, request, (head) => analyses.readText(head));
}
