import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { withEdits } from "../../../src/core/edit/rebase";
import { listHandles } from "../../../src/core/handles/listHandles";
import { moveHandle } from "../../../src/core/handles/moveHandle";
import { parseJson } from "../../../src/core/parse/json";
import { activeSchedule } from "../../../src/host/model/shown";
import { peakHandle } from "../../../webview/panel/probe/rangeTest/peakHandle";

const EXAMPLES = path.resolve(import.meta.dirname, "../../../examples/json");
const files = readdirSync(EXAMPLES).filter((name) => name.endsWith(".schedule.json"));

/** The greatest rate of each schedule of a text, and the handle that says it. */
function peaks(text: string) {
  const { document, schedules } = analyze(parseJson(text));
  return schedules.map((analyzed) => {
    const view = { columns: 300, range: null };
    const shown = activeSchedule("id", "", analyzed, document, view);
    const { schedule } = analyzed;
    const track = schedule?.tracks.get("learningRate");
    const peak = schedule && track?.curve.extremes(0, schedule.length - 1).max;
    return {
      document,
      analyzed,
      peak,
      handle: peakHandle(shown.tracks.find(({ name }) => name === "learningRate")),
    };
  });
}

describe("the handle of the peak", () => {
  it.each(files)("sets the greatest rate of every schedule of %s, or there is none", (file) => {
    const text = readFileSync(path.join(EXAMPLES, file), "utf8");
    for (const [index, { document, analyzed, handle, peak }] of peaks(text).entries()) {
      if (!handle || handle.level?.refusal) continue;
      expect(Math.abs(handle.value / (peak ?? NaN) - 1)).toBeLessThan(1e-6);
      const own = listHandles(document, analyzed).find(({ id }) => id === handle.id);
      if (!own) throw new Error("no such handle");
      // Above all other values of the rate, so that it is the peak then.
      const amount = 2 * handle.value;
      const around = { stepPixel: 1, valuePixel: 1, steps: [], values: [] };
      const move = { type: "exactly", axis: "level", amount } as const;
      const moved = moveHandle({ document, source: analyzed.source }, own, move, around);
      if ("refusal" in moved) throw new Error(moved.refusal.reason);
      const after = peaks(withEdits(text, moved.edits))[index]?.peak ?? NaN;
      expect(Math.abs(after / amount - 1)).toBeLessThan(1e-6);
    }
  });

  it("is there in most of the examples", () => {
    const all = files.flatMap((file) => peaks(readFileSync(path.join(EXAMPLES, file), "utf8")));
    const found = all.filter(({ handle }) => handle !== undefined);
    expect(found.length).toBeGreaterThan(0.6 * all.length);
  });

  it.each([
    [{ phases: { kind: "cosine", from: 0.1, to: 0 }, scale: 2 }, false],
    [{ phases: { kind: "cosine", from: 0.1, to: 0 }, offset: 0.01 }, false],
    [{ phases: { kind: "cosine", from: 0.1, to: 0 }, min: 0.2 }, false],
    [
      [
        { kind: "linear", from: 0, to: 0.1, for: 10 },
        { kind: "cosine", to: "10%" },
      ],
      true,
    ],
    [0.1, true],
  ])("is a number that the text says: %o", (learningRate, expected) => {
    const [found] = peaks(JSON.stringify({ length: { steps: 100 }, learningRate }));
    expect(found?.handle !== undefined).toBe(expected);
  });
});
