import type { AnalyzedSchedule } from "../analysis";
import type { ParsedDocument } from "../parse/sourceValue";
import { addPhase } from "./addPhase";
import { changeKind } from "./changeKind";
import { deletePhase } from "./deletePhase";
import { movePhase } from "./movePhase";
import {
  refused,
  type OperationResult,
  type PhaseOperation,
  type PhasePlace,
} from "./phaseOperation";
import { splitPhaseAt } from "./splitPhase";
import { t } from "../text/words";

/**
 * The edits that change a phase of a track, `index` counted as in the track's `phases`. The phases
 * around it are made longer or shorter so that the run stays filled.
 */
export function phaseEdits(
  document: ParsedDocument,
  { schedule, source }: AnalyzedSchedule,
  { track: name, index, operation }: PhaseRequest,
): OperationResult {
  if (document.format !== undefined) return { edits: [], refusal: { path: [], reason: OF_OTHERS } };
  const track = schedule?.tracks.get(name);
  const phase = track?.phases[index];
  if (!schedule || !track || !phase) return noSuchPhase;
  const definition = { document, source, schedule };
  const phases = track.phases.filter(({ kind }) => kind !== "gap");
  const place = { definition, track, phases, index: phases.indexOf(phase), phase };
  if (track.follows !== undefined || place.index < 0)
    return refused(place, t("it has no phases of its own"));
  if (track.phases.some(({ missing }) => missing === true && phases.length === 0))
    return noSuchPhase;
  return edits(place, operation);
}

const OF_OTHERS = t("its file is written for another program, which has no such phases");

export interface PhaseRequest {
  readonly track: string;
  readonly index: number;
  readonly operation: PhaseOperation;
}

const noSuchPhase: OperationResult = {
  edits: [],
  refusal: { path: [], reason: t("there is no such phase") },
};

function edits(place: PhasePlace, operation: PhaseOperation): OperationResult {
  switch (operation.type) {
    case "add":
      return addPhase(place, operation.kind);
    case "split":
      return splitPhaseAt(place, operation.at);
    case "delete":
      return deletePhase(place);
    case "move":
      return movePhase(place, operation.by);
    case "kind":
      return changeKind(place, operation.kind);
  }
}
