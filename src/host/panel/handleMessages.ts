import { l10n, type ViewColumn } from "vscode";
import { nearestRange } from "../../core/parse/sourceValue";
import { formatNumber } from "../../core/text/format";
import type { HandleReveal, HandleSet } from "../../protocol/handles";
import type { HostMessage } from "../../protocol/hostMessages";
import type { Messenger } from "../../protocol/messenger";
import type { PanelMessage } from "../../protocol/panelMessages";
import type { AnalysisService } from "../analysisService";
import type { Log } from "../log";
import { applyAcross } from "./applyAcross";
import { applyEdits } from "./applyEdits";
import { Dragging, type DragReports } from "./dragging";
import { handleOf } from "./handlesHost";
import { unconfirmed } from "./rereading";
import { listenToPhases } from "./phaseMessages";
import type { IdentifiedSchedule } from "./scheduleId";
import { showOrigin } from "./showRange";

/** What the handles of a panel need of its session. */
export interface HandleSession {
  readonly messenger: Messenger<HostMessage, PanelMessage>;
  readonly analyses: AnalysisService;
  readonly log: Log;
  readonly drags: Pick<DragReports, "moving" | "moved">;
  /** The column that the panel takes among the editors, where it does. */
  column(): ViewColumn | undefined;
  /** The schedule that a request is about. Throws where it is not what the panel showed. */
  shownSchedule(revision: number, id: string): Promise<IdentifiedSchedule>;
}

/** Takes the messages about handles. The result ends the drags with the panel. */
export function listenToHandles(session: HandleSession): Dragging {
  const { messenger, analyses, log } = session;
  const ended = (drag: number, reason: string): void => {
    messenger.send({ type: "drag.ended", drag, reason });
  };
  const dragging = new Dragging(analyses, { ...session.drags, ended }, log);
  messenger.on("drag.start", (message) =>
    dragging.start(message, () => session.shownSchedule(message.revision, message.schedule)),
  );
  messenger.on("drag.move", (message) => {
    dragging.move(message);
  });
  messenger.on("drag.end", ({ drag }) => {
    dragging.end(drag, "keep");
  });
  messenger.on("drag.cancel", ({ drag }) => {
    dragging.end(drag, "restore");
  });
  messenger.onAsk("handle.set", async (message) => {
    await dragging.finish("keep");
    return setExactly(message, session);
  });
  messenger.on("handle.reveal", (message) => revealSource(message, session));
  listenToPhases(session, dragging);
  return dragging;
}

async function setExactly(message: HandleSet, session: HandleSession): Promise<HostMessage> {
  const found = await session.shownSchedule(message.revision, message.schedule);
  const { definition, handle } = await handleOf(found, message.handle);
  const axis = handle[message.axis];
  if (!axis) throw new Error(l10n.t("It cannot be moved in this direction."));
  const core = await import("../lazy/core");
  const allowed = core.outOfRange(axis, message.amount);
  if (allowed) {
    const [min, max] = [formatNumber(allowed.min), formatNumber(allowed.max)];
    throw new Error(l10n.t("Must lie between {0} and {1}.", min, max));
  }
  const around = { stepPixel: 1, valuePixel: 1, steps: [], values: [] };
  const { axis: name, amount } = message;
  const result = core.moveHandle(
    definition,
    handle,
    { type: "exactly", axis: name, amount },
    around,
  );
  if ("refusal" in result) throw new Error(result.refusal.reason);
  const { document, analysis } = found.from;
  const index = analysis.schedules.indexOf(found.schedule);
  const rereading = { analyses: session.analyses, document, analysis, index };
  const reason = await unconfirmed(rereading, handle, result);
  if (reason !== undefined) throw new Error(reason);
  const { text } = definition.document;
  if (result.elsewhere.length > 0)
    await applyAcross(document, text, result.edits, result.elsewhere);
  else await applyEdits(document, text, result.edits);
  return { type: "done" };
}

/** In this file or, where the value is imported, in another. */
async function revealSource(message: HandleReveal, session: HandleSession): Promise<void> {
  const found = await session.shownSchedule(message.revision, message.schedule);
  const { definition, handle } = await handleOf(found, message.handle);
  const { document, source } = definition;
  const refusal = handle[message.axis]?.refusal ?? { path: [] };
  const core = await import("../lazy/core");
  const { place } = core.behind(document, source, refusal);
  const shown = place ?? { range: nearestRange(source, refusal.path) };
  await showOrigin(found.from.document, shown, session.column());
}
