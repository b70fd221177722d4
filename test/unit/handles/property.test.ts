import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moveHandle, type Move } from "../../../src/core/handles/moveHandle";
import { applyTextEdits } from "../edit/applyTextEdits";
import { corpus, read } from "./corpus";
import { runs } from "../runs";
import { bare, handlesOf, handleOf, scheduleOf } from "./moving";

const close = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(1e-9, Math.abs(a), Math.abs(b));

const share = fc.double({ min: -0.1, max: 1.1, noNaN: true });
const move = fc.record({ step: share, value: share, free: fc.boolean() });

describe.each(corpus)("handles of $name", (source) => {
  const before = read(source, source.text);
  const all = before.schedules.flatMap((_, index) =>
    handlesOf(before, index).map((handle) => ({ handle, index })),
  );
  const length = (index: number): number => scheduleOf(before, index).schedule?.length ?? 1;

  it("are there, each with a name of its own", () => {
    const ids = all.map(({ handle, index }) => `${index} ${handle.id}`);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("lie where they say: the text as it is leads to their position", () => {
    for (const { handle } of all) {
      const { time, level, step, value } = handle;
      if (time) expect([handle.id, time.positionAt(time.amount)]).toEqual([handle.id, step]);
      if (level) expect(close(level.positionAt(level.amount), value), handle.id).toBe(true);
    }
  });

  it("are where they were asked to be after the edit, and the rest of the text is untouched", () => {
    fc.assert(
      fc.property(fc.nat({ max: Math.max(0, all.length - 1) }), move, (which, wish) => {
        const { handle, index } = all[which] ?? {};
        if (!handle || index === undefined) return;
        const { source: root, problems } = scheduleOf(before, index);
        const top = 2 * (handle.value || 1);
        const to: Move = {
          type: "to",
          step: Math.round(wish.step * length(index)),
          value: wish.value * top,
          free: wish.free,
        };
        const around = bare(length(index), Math.abs(top));
        const result = moveHandle({ document: before.document, source: root }, handle, to, around);
        if ("refusal" in result) {
          expect(handle.time?.refusal ?? handle.level?.refusal).toBeDefined();
          return;
        }
        const text = applyTextEdits(source.text, result.edits);
        const after = read(source, text);
        // a factor at every step can lead to where a number has no more room
        const beyond = ["exponential-zero", "not-finite"];
        if (scheduleOf(after, index).problems.some(({ code }) => beyond.includes(code))) return;
        const again = handleOf(after, handle.id, index);
        expect([handle.id, again.step], text).toEqual([handle.id, result.step]);
        const { time, level } = handle;
        if (level) {
          const found = `${handle.id} ${again.value} ${result.value}`;
          expect(close(again.value, result.value), found).toBe(true);
        }
        if (time) {
          expect(again.step).toBeGreaterThanOrEqual(time.min);
          expect(again.step).toBeLessThanOrEqual(time.max);
        }
        if (level)
          expect(
            again.value <= level.max * (1 + 1e-9) && again.value >= level.min * (1 - 1e-9) - 1e-300,
          ).toBe(true);
        // no phase falls off the run, none leaves a gap
        const places = ["phases-longer-than-run", "phases-shorter-than-run", "zero-length"];
        const codes = (list: typeof problems): string[] =>
          list.flatMap(({ code }) => (places.includes(code) ? [code] : []));
        expect(codes(scheduleOf(after, index).problems), text).toEqual(codes(problems));
        // back again, from the new text, unless what is now the peak of shares was 0
        if (again.level && again.level.min > handle.value) return;
        const back = moveHandle(
          { document: after.document, source: scheduleOf(after, index).source },
          again,
          { type: "to", step: handle.step, value: handle.value, free: false },
          { ...around, steps: [handle.step], values: [handle.value] },
        );
        if ("refusal" in back) return;
        expect([handle.id, back.step]).toEqual([handle.id, handle.step]);
        if (level) expect(close(back.value, handle.value), handle.id).toBe(true);
      }),
      { numRuns: runs(25, 600) },
    );
  });
});
