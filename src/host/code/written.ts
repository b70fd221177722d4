import type { TextDocument } from "vscode";
import type { AnalyzedSchedule } from "../../core/analysis";
import type { Conversion } from "../../core/write/convert";
import type { AnalysisService } from "../analysisService";

/** What a schedule of a document is for a target; undefined where it can't be evaluated. */
export async function written(
  document: TextDocument,
  { schedule }: AnalyzedSchedule,
  target: string,
  analyses: AnalysisService,
  updates?: number,
): Promise<Conversion | undefined> {
  const { convert, writerOf } = await import("../lazy/write");
  const writer = writerOf(target);
  const file = document.isUntitled ? "" : (document.uri.path.split("/").at(-1) ?? "");
  if (!schedule || !writer) return undefined;
  return convert(writer, { schedule, file, updates }, (head) => analyses.readText(head));
}
