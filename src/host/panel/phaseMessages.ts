import { l10n } from "vscode";
import type { HostMessage } from "../../protocol/hostMessages";
import { applyEdits } from "./applyEdits";
import type { Dragging } from "./dragging";
import type { HandleSession } from "./handleMessages";

/** Takes the messages that change a phase as a whole. */
export function listenToPhases(session: HandleSession, dragging: Dragging): void {
  session.messenger.onAsk("phase.change", async (message): Promise<HostMessage> => {
    await dragging.finish("keep");
    const { revision, schedule: id, track, phase: index, operation } = message;
    const found = await session.shownSchedule(revision, id);
    const core = await import("../lazy/core");
    const { document } = found.from.analysis;
    const result = core.phaseEdits(document, found.schedule, { track, index, operation });
    if (result.refusal) {
      throw new Error(l10n.t("The phase cannot be changed: {0}.", result.refusal.reason));
    }
    await applyEdits(found.from.document, document.text, result.edits);
    return { type: "done" };
  });
}
