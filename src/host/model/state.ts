import type { AnalyzedSchedule } from "../../core/analysis";
import type { SourceValue } from "../../core/parse/sourceValue";
import type { ScheduleState } from "../../protocol/scheduleView";

/** How much of a schedule is known, and if not all, for which reason. */
export function stateOf(analyzed: AnalyzedSchedule): ScheduleState {
  const { complete, problems, source, unknowns } = analyzed;
  if (hasUnknown(source, "unfinished")) return "typing";
  if (problems.some(({ severity }) => severity === "error")) return "errors";
  if (unknowns.length > 0 || hasUnknown(source, "runtime")) return "unknown";
  return complete ? "ok" : "errors";
}

/** Walks with a list of its own, so that deep nesting cannot overflow the stack. */
function hasUnknown(root: SourceValue, reason: "runtime" | "unfinished"): boolean {
  const open: SourceValue[] = [root];
  for (let value = open.pop(); value; value = open.pop()) {
    if (value.type === "unknown" && value.reason === reason) return true;
    if (value.type === "array") open.push(...value.items);
    if (value.type === "object") for (const entry of value.entries) open.push(entry.value);
  }
  return false;
}
