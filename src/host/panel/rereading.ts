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

/** What a document would say with edits of it and of other files. */
export async function readWith(
  { analyses, document, analysis }: Omit<Rereading, "index">,
  { edits, elsewhere }: Pick<Moved, "edits" | "elsewhere">,
): Promise<Analysis | undefined> {
  const core = await import("../lazy/core");
  const files = new Map(
    elsewhere.map((file) => [file.uri ?? "", core.withEdits(file.text, file.edits)]),
  );
  return analyses.trial(document, core.withEdits(analysis.document.text, edits), files);
}

/** The schedule and its handles as they would be with `edits`; undefined where it would be gone. */
export async function handlesAfter(
  rereading: Rereading,
  edits: readonly TextEdit[],
  elsewhere: Moved["elsewhere"] = [],
) {
  const { index } = rereading;
  const core = await import("../lazy/core");
  const again = await readWith(rereading, { edits, elsewhere });
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
  const after = await handlesAfter(rereading, moved.edits, moved.elsewhere);
  return core.confirmMove(before, handle, moved, after);
}
