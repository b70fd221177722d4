import type { AnalyzedSchedule } from "../../core/analysis";
import { behind } from "../../core/handles/constants";
import type { Axis, Handle } from "../../core/handles/handle";
import { listHandles } from "../../core/handles/listHandles";
import type { ParsedDocument } from "../../core/parse/sourceValue";
import { HANDLE_LIMITS, type AxisView, type HandleView } from "../../protocol/handles";

/** The handles of a schedule by track, as the panel gets them. */
export function handleViews(
  document: ParsedDocument,
  analyzed: AnalyzedSchedule,
): ReadonlyMap<string, HandleView[]> {
  const views = new Map<string, HandleView[]>();
  const all = listHandles(document, analyzed).slice(0, HANDLE_LIMITS.handles);
  for (const handle of all) {
    const view = viewOf(document, analyzed, handle);
    views.set(handle.track, [...(views.get(handle.track) ?? []), view]);
  }
  return views;
}

function viewOf(
  document: ParsedDocument,
  analyzed: AnalyzedSchedule,
  { id, role, phase, step, value, time, level }: Handle,
): HandleView {
  return {
    id,
    role,
    ...(phase !== undefined && { phase }),
    step,
    value,
    ...(time && { time: axisView(document, analyzed, time) }),
    ...(level && { level: axisView(document, analyzed, level) }),
  };
}

function axisView(
  document: ParsedDocument,
  { source }: AnalyzedSchedule,
  { unit, amount, min, max, refusal }: Axis,
): AxisView {
  if (!refusal) return { unit, amount, min, max };
  const { constant, place } = behind(document, source, refusal);
  const { reason } = refusal;
  return {
    unit,
    amount,
    min,
    max,
    refusal: { reason, ...(constant && { constant: constant.name }), place: place !== undefined },
  };
}
