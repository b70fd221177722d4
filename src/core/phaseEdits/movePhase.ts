import { applyChanges } from "../edit/applyChanges";
import { withEdits } from "../edit/rebase";
import { valueAt } from "../parse/sourceValue";
import type { PhaseSpan } from "../schedule/schedule";
import type { Range, TextEdit } from "../text/range";
import { startOf } from "./deletePhase";
import { refused, type OperationResult, type PhasePlace } from "./phaseOperation";

/** A phase and its neighbour change places; comments between them stay where they are. */
export function movePhase(place: PhasePlace, by: 1 | -1): OperationResult {
  const { phases, index, definition } = place;
  const [first, second] =
    by > 0 ? [phases[index], phases[index + 1]] : [phases[index - 1], phases[index]];
  if (!first || !second)
    return refused(place, by > 0 ? "it is the last phase" : "it is the first phase");
  const leads = phases[0] === first ? startOf(place, second) : [];
  if (leads === "none")
    return refused(place, "a track cannot begin with a phase that keeps a value");
  const { document, source } = definition;
  const { edits, refusal } = applyChanges(document, source, leads);
  if (refusal) return { edits: [], refusal };
  const [a, b] = [rangeOf(place, first), rangeOf(place, second)];
  if (!a || !b) return refused(place, "it is not written here");
  const text = document.text;
  const slice = (range: Range, own: readonly TextEdit[]): string =>
    withEdits(
      text.slice(range.start, range.end),
      own.map(({ range: { start, end }, text: added }) => ({
        range: { start: start - range.start, end: end - range.start },
        text: added,
      })),
    );
  return {
    edits: [
      { range: a, text: slice(b, edits) },
      { range: b, text: slice(a, []) },
    ],
  };
}

/** Where a phase is written as a literal of this document. */
function rangeOf({ definition }: PhasePlace, { path }: PhaseSpan): Range | undefined {
  const value = valueAt(definition.source, path);
  return value?.literal === true || (value?.type === "object" && value.builderRange)
    ? value.range
    : undefined;
}
