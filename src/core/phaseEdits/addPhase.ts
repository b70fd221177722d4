import { applyChanges } from "../edit/applyChanges";
import type { Change } from "../edit/change";
import { kindNamed } from "../schedule/kinds/named";
import { half, lengthText, setFor, writtenFor } from "./lengths";
import { refused, type OperationResult, type PhasePlace } from "./phaseOperation";
import { newPhase } from "./newPhase";
import { t } from "../text/words";

/**
 * A phase of another kind after this one, in the second half of its time. It keeps the value where
 * this one ends, so that nothing else changes until it is given another.
 */
export function addPhase(place: PhasePlace, kind: string): OperationResult {
  const { definition, phase, track } = place;
  const { document, source } = definition;
  const template = kindNamed(kind)?.template;
  if (!template) return refused(place, t`there is no kind "${kind}" to choose`);
  if (phase.length < 2) return refused(place, t("it has no time to give"));
  const length = half(place, phase.length);
  const end = phase.curve.at(phase.length);
  const own = writtenFor(place, phase);
  const value = {
    kind,
    ...newPhase(place, template, { start: end, end, length }),
    for: lengthText(place, length, own),
  };
  const list = phase.path.length === track.path.length ? [...phase.path, 0] : phase.path;
  const next = [...list.slice(0, -1), Number(list.at(-1)) + 1];
  const changes: Change[] = [
    ...(own === undefined ? [] : [setFor(place, phase, phase.length - length)]),
    { type: "insert", path: next, value },
  ];
  return applyChanges(document, source, changes);
}
