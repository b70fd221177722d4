import type { Analysis, AnalyzedSchedule } from "../../../src/core/analysis";
import type { Handle } from "../../../src/core/handles/handle";
import { listHandles } from "../../../src/core/handles/listHandles";
import {
  moveHandle,
  type Move,
  type MoveResult,
  type Surroundings,
} from "../../../src/core/handles/moveHandle";
import { applyTextEdits } from "../edit/applyTextEdits";

export const scheduleOf = ({ schedules }: Analysis, index = 0): AnalyzedSchedule => {
  const schedule = schedules[index];
  if (!schedule) throw new Error(`no schedule number ${index}`);
  return schedule;
};

export const handlesOf = (analysis: Analysis, index = 0): readonly Handle[] =>
  listHandles(analysis.document, scheduleOf(analysis, index));

export function handleOf(analysis: Analysis, id: string, index = 0): Handle {
  const all = handlesOf(analysis, index);
  const found = all.find((handle) => handle.id === id);
  if (!found) throw new Error(`no handle ${id} among ${all.map((handle) => handle.id).join(", ")}`);
  return found;
}

/** A chart of 400 × 100 pixels without anything that attracts. */
export const bare = (length: number, top: number): Surroundings => ({
  stepPixel: length / 400,
  valuePixel: top / 100,
  steps: [],
  values: [],
});

/** The text after a move; throws where it is refused. */
export function movedText(
  analysis: Analysis,
  id: string,
  move: Move,
  around?: Partial<Surroundings>,
): string {
  const handle = handleOf(analysis, id);
  const { source } = scheduleOf(analysis);
  const surroundings = { ...bare(400, 1), ...around };
  const result: MoveResult = moveHandle(
    { document: analysis.document, source },
    handle,
    move,
    surroundings,
  );
  if ("refusal" in result) throw new Error(result.refusal.reason);
  return applyTextEdits(analysis.document.text, result.edits);
}
