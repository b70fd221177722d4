import type { Analysis } from "../../core/analysis";
import type { Schedule } from "../../core/schedule/schedule";
import type { FrozenSchedule } from "./frozenSchedules";

/** A schedule that no text defines, as the panel compares it. */
export function frozenCurve(
  id: string,
  label: string,
  schedule: Schedule,
  document: Analysis["document"],
): FrozenSchedule {
  const range = { start: 0, end: document.text.length };
  const analyzed = {
    name: schedule.name,
    anchor: range,
    range,
    source: { type: "object", entries: [], range, literal: true },
    schedule,
    complete: true,
    problems: [],
    unknowns: [],
  } as const;
  return { id, title: schedule.name, schedule: analyzed, document, kind: "file", label };
}
