import { applyChanges } from "../edit/applyChanges";
import type { Change, NewValue } from "../edit/change";
import { kindNamed } from "../schedule/kinds/named";
import { plainAt } from "../handles/scope";
import { tidy } from "../handles/valueAxis";
import type { Path } from "../parse/sourceValue";
import { refused, type OperationResult, type PhasePlace } from "./phaseOperation";
import { newPhase } from "./newPhase";
import { t } from "../text/words";

/** Gives a phase another shape. What both kinds can say stays as it is written. */
export function changeKind(place: PhasePlace, kind: string): OperationResult {
  const { definition, phase, index } = place;
  const shape = kindNamed(kind);
  if (!shape?.template) return refused(place, t`there is no kind "${kind}" to choose`);
  if (kind === phase.kind) return { edits: [] };
  if (kind === "hold" && index === 0)
    return refused(place, t("the first phase has no value before it to keep"));
  const plain = plainAt(definition.schedule.definition, phase.path);
  const { document, source } = definition;
  const [start, end] = [phase.curve.at(0), phase.curve.at(phase.length)];
  const needs = newPhase(place, shape.template, { start, end, length: phase.length });
  if (index === 0 && "from" in shape.schema.entries) needs.from = tidy(start);
  if (typeof plain !== "object" || plain === null) {
    const value = { kind, ...needs };
    return applyChanges(document, source, [{ type: "set", path: phase.path, value }]);
  }
  return applyChanges(document, source, changesTo(phase.path, Object.keys(plain), kind, needs));
}

/** One odd key after the other is renamed to what is missing; what is left over goes or is added. */
function changesTo(
  path: Path,
  keys: readonly string[],
  kind: string,
  needs: Readonly<Record<string, NewValue>>,
): Change[] {
  const allowed = kindNamed(kind)?.schema.entries ?? {};
  const odd = keys.filter((key) => key !== "kind" && !Object.hasOwn(allowed, key));
  // the period of an exponential's factor is no staircase
  const stray = keys.includes("factor") && keys.includes("every") && !("factor" in needs);
  if (stray && !odd.includes("every")) odd.push("every");
  const missing = Object.keys(needs).filter((key) => !keys.includes(key));
  const pairs = Math.min(odd.length, missing.length);
  const changes: Change[] = [{ type: "set", path: [...path, "kind"], value: kind }];
  for (let i = 0; i < pairs; i++) {
    const [old = "", key = ""] = [odd[i], missing[i]];
    changes.push({ type: "rename", path: [...path, old], key });
    changes.push({ type: "set", path: [...path, old], value: needs[key] ?? null });
  }
  for (const key of odd.slice(pairs)) changes.push({ type: "remove", path: [...path, key] });
  for (const key of missing.slice(pairs)) {
    changes.push({
      type: "insert",
      path: [...path, key],
      value: needs[key] ?? null,
      after: "kind",
    });
  }
  return changes;
}
