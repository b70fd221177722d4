import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { confirmMove } from "../../../src/core/handles/foreign/confirmMove";
import type { AxisName, Handle } from "../../../src/core/handles/handle";
import { moveHandle } from "../../../src/core/handles/moveHandle";
import { FOREIGN_CASES, foreignText, saidOf } from "../../harness/foreignCases";
import { changed } from "../../harness/handleCases";
import { applyTextEdits } from "../edit/applyTextEdits";
import { readFormat } from "../formats/read";
import { bare, handleOf, handlesOf, scheduleOf } from "./moving";

const AXES: readonly AxisName[] = ["time", "level"];

const cases = FOREIGN_CASES.flatMap(({ name, mouse, keys }) =>
  [mouse, keys].map(({ handle, before, after }) => ({ name, handle, before, after })),
);

const read = (name: string, text: string): Promise<Analysis> =>
  readFormat(name, text, { values: saidOf(name) });

/** The amounts of a handle that are others than before. */
const amountsOf = (before: Handle, after: Handle): (readonly [AxisName, number])[] =>
  AXES.flatMap((axis) => {
    const amount = after[axis]?.amount;
    return amount === undefined || amount === before[axis]?.amount ? [] : [[axis, amount] as const];
  });

describe("what a handle of another program's file writes is followed by the schedule", () => {
  it.each(cases)("$name: $after", async ({ name, handle: id, before, after }) => {
    const text = foreignText(name);
    const said = changed(text, before, after);
    const [analysis, again] = await Promise.all([read(name, text), read(name, said)]);
    const handle = handleOf(analysis, id);
    const [change] = amountsOf(handle, handleOf(again, id));
    if (!change) throw new Error("no amount of the handle has changed");
    const [axis, amount] = change;
    const { source, schedule } = scheduleOf(analysis);
    const around = bare(schedule?.length ?? 0, Math.abs(handle.value) || 1);
    const wish = { type: "exactly", axis, amount } as const;
    const moved = moveHandle({ document: analysis.document, source }, handle, wish, around);
    if ("refusal" in moved) throw new Error(moved.refusal.reason);
    expect(applyTextEdits(text, moved.edits)).toBe(said);
    const now = { schedule: scheduleOf(again), handles: handlesOf(again) };
    expect(confirmMove(scheduleOf(analysis), handle, moved, now)).toBeUndefined();
  });
});
