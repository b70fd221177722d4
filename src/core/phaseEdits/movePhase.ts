import { applyChanges } from "../edit/applyChanges";
import { atLineEnd, skipLineTrivia } from "../edit/scan";
import { valueAt } from "../parse/sourceValue";
import type { PhaseSpan } from "../schedule/schedule";
import type { Range, TextEdit } from "../text/range";
import { t } from "../text/words";
import { startOf } from "./deletePhase";
import { NOT_HERE, refused, within, type OperationResult, type PhasePlace } from "./phaseOperation";

/**
 * A phase and its neighbour change places, and with them the comments behind them on their lines;
 * comments on lines of their own stay where they are.
 */
export function movePhase(place: PhasePlace, by: 1 | -1): OperationResult {
  const { phases, index, definition } = place;
  const [first, second] =
    by > 0 ? [phases[index], phases[index + 1]] : [phases[index - 1], phases[index]];
  if (!first || !second)
    return refused(place, by > 0 ? t("it is the last phase") : t("it is the first phase"));
  const leads = phases[0] === first ? startOf(place, second) : [];
  if (leads === "none")
    return refused(place, t("a track cannot begin with a phase that keeps a value"));
  const { document, source } = definition;
  const { text } = document;
  const { edits, refusal } = applyChanges(document, source, leads);
  if (refusal) return { edits: [], refusal };
  const [a, b] = [rangeOf(place, first), rangeOf(place, second)];
  if (!a || !b) return refused(place, NOT_HERE);
  const [one, two] = [sliceOf(text, a), sliceOf(text, b)];
  const [behindOne, behindTwo] = swappedRemarks(text, a, b);
  return {
    edits: [
      { range: a, text: within(two, b, edits) },
      ...behindOne,
      { range: b, text: one },
      ...behindTwo,
    ],
  };
}

const sliceOf = (text: string, { start, end }: Range): string => text.slice(start, end);

/** Edits that give each the comment of the other; none where more than comments follows one. */
function swappedRemarks(text: string, a: Range, b: Range): [TextEdit[], TextEdit[]] {
  const [one, two] = [remarkBehind(text, a.end), remarkBehind(text, b.end)];
  if (!one || !two) return [[], []];
  const [first, second] = [sliceOf(text, one), sliceOf(text, two)];
  if (first === second) return [[], []];
  return [[{ range: one, text: second }], [{ range: two, text: first }]];
}

/** What follows an item and its comma on its line, if that is nothing or a comment. */
function remarkBehind(text: string, end: number): Range | undefined {
  const trivia = skipLineTrivia(text, end);
  const start = text[trivia] === "," ? trivia + 1 : end;
  const last = skipLineTrivia(text, start);
  return atLineEnd(text, last) ? { start, end: last } : undefined;
}

/** Where a phase is written as a literal of this document. */
function rangeOf({ definition }: PhasePlace, { path }: PhaseSpan): Range | undefined {
  const value = valueAt(definition.source, path);
  return value?.literal === true || (value?.type === "object" && value.builderRange)
    ? value.range
    : undefined;
}
