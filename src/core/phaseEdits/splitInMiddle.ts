import type { AnalyzedSchedule } from "../analysis";
import { isDivisible, phasesFrom } from "../language/joinPhases";
import type { ParsedDocument } from "../parse/sourceValue";
import type { TextEdit } from "../text/range";
import { phaseEdits } from "./phaseEdits";

/** Splits the phase at `offset` in its middle, its curve unchanged; undefined where that cannot be. */
export function splitInMiddle(
  document: ParsedDocument,
  analyzed: AnalyzedSchedule,
  offset: number,
): readonly TextEdit[] | undefined {
  const [phase] = phasesFrom(analyzed, offset);
  if (phase?.place !== 0 || !isDivisible(phase)) return undefined;
  const { track, span } = phase;
  const index = analyzed.schedule?.tracks.get(track)?.phases.indexOf(span) ?? -1;
  const at = span.start + Math.floor(span.length / 2);
  const { edits } = phaseEdits(document, analyzed, {
    track,
    index,
    operation: { type: "split", at },
  });
  return edits.length === 0 ? undefined : edits;
}
