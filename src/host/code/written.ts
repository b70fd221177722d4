import type { AnalyzedSchedule } from "../../core/analysis";
import type { Conversion } from "../../core/write/convert";
import type { AnalysisService, AnalyzedDocument } from "../analysisService";

/** What a schedule of a document is for a target; undefined where it can't be evaluated. */
export async function written(
  { document, analysis }: AnalyzedDocument,
  name: string,
  target: string,
  analyses: AnalysisService,
): Promise<Conversion | undefined> {
  const { convert, writerOf } = await import("../lazy/write");
  const found = analysis.schedules.find((one: AnalyzedSchedule) => one.name === name);
  const writer = writerOf(target);
  const file = document.isUntitled ? "" : (document.uri.path.split("/").at(-1) ?? "");
  if (!found?.schedule || !writer) return undefined;
  const request = { schedule: found.schedule, file, clock: found.foreign?.clock };
  return convert(writer, request, (head) => analyses.readText(head));
}
