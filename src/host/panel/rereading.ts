import type { TextDocument } from "vscode";
import type { Analysis } from "../../core/analysis";
import type { Handle } from "../../core/handles/handle";
import type { Moved } from "../../core/handles/moveHandle";
import type { TextEdit } from "../../core/text/range";
import type { AnalysisService } from "../analysisService";

/** A schedule that can be read again with another text. */
export interface Rereading {
  readonly analyses: AnalysisService;
  readonly document: TextDocument;
  /** As the document was read before the edits. */
  readonly analysis: Analysis;
  /** The schedule's place in its document. */
  readonly index: number;
}

/** The schedule and its handles as they would be with `edits`; undefined where it would be gone. */
export async function handlesAfter(
  { analyses, document, analysis, index }: Rereading,
  edits: readonly TextEdit[],
) {
  const core = await import("../lazy/core");
  const again = await analyses.trial(document, core.withEdits(analysis.document.text, edits));
  const schedule = again?.schedules[index];
  return again && schedule && { schedule, handles: core.listHandles(again.document, schedule) };
}

/** Why another program's schedule would not go along with a move; undefined where it would. */
export async function unconfirmed(
  rereading: Rereading,
  handle: Handle,
  moved: Moved,
): Promise<string | undefined> {
  const { analysis, index } = rereading;
  const before = analysis.schedules[index];
  if (!before?.foreign) return undefined;
  const core = await import("../lazy/core");
  return core.confirmMove(before, handle, moved, await handlesAfter(rereading, moved.edits));
}
