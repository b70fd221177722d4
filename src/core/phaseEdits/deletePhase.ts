import { applyChanges } from "../edit/applyChanges";
import type { Change } from "../edit/change";
import { plainAt } from "../handles/scope";
import { tidy } from "../handles/valueAxis";
import { CONTINUING } from "../schedule/kinds/traits";
import type { PhaseSpan } from "../schedule/schedule";
import { giveTime } from "./lengths";
import { refused, type OperationResult, type PhasePlace } from "./phaseOperation";
import { t } from "../text/words";

/** Takes a phase away; its neighbours take its time. */
export function deletePhase(place: PhasePlace): OperationResult {
  const { definition, phases, index, phase } = place;
  if (phases.length < 2) return refused(place, t("it is the only phase of its track"));
  const next = phases[index + 1];
  const first = index === 0 && next ? startOf(place, next) : [];
  if (first === "none")
    return refused(place, t("the next phase keeps the value that this one ends with"));
  const changes: Change[] = [...giveTime(place), ...first, { type: "remove", path: phase.path }];
  return applyChanges(definition.document, definition.source, changes);
}

/** What a function makes of `from` is not known: it begins where it did. */
const continues = (kind: string): boolean => CONTINUING.has(kind) && kind !== "custom";

/** A track's first phase says where it begins; "none" where its kind cannot. */
export function startOf(
  { definition }: PhasePlace,
  { path, kind, curve }: PhaseSpan,
): Change[] | "none" {
  if (kind === "hold") return "none";
  const plain = plainAt(definition.schedule.definition, path);
  if (!continues(kind) || plainAt(plain, ["from"]) !== undefined) return [];
  return [{ type: "insert", path: [...path, "from"], value: tidy(curve.at(0)), after: "kind" }];
}
