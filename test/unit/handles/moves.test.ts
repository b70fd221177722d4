import { describe, expect, it } from "vitest";
import { behind } from "../../../src/core/handles/constants";
import { constantEdits } from "../../../src/core/handles/constantEdits";
import { stepMagnets } from "../../../src/core/handles/magnets";
import { moveHandle, outOfRange, type MoveTo } from "../../../src/core/handles/moveHandle";
import { rebase, withEdits } from "../../../src/core/edit/rebase";
import { readJson, readTypeScript } from "../language/read";
import { bare, handleOf, movedText, scheduleOf } from "./moving";

const to = (place: Omit<MoveTo, "type" | "free">, free = false): MoveTo => ({
  type: "to",
  free,
  ...place,
});
const goyal = readJson(`{
  "length": { "epochs": 90, "stepsPerEpoch": 100 },
  "learningRate": [
    { "kind": "linear", "from": 1e-1, "to": 3.20, "for": "5 epochs" }, // warmup
    { "kind": "cosine", "to": 0 }
  ]
}`);
const { text } = goyal.document;

describe("a move", () => {
  it("lands on round amounts of the unit that is written", () => {
    const pixels = { stepPixel: 20, valuePixel: 0.02 };
    expect(movedText(goyal, "learningRate/0/end", to({ step: 733, value: 2.513 }), pixels)).toBe(
      text.replace("5 epochs", "7 epochs").replace("3.20", "2.5"),
    );
    // freed, every step and every digit that a pixel can tell
    expect(movedText(goyal, "learningRate/0/end", to({ step: 733 }, true), pixels)).toBe(
      text.replace("5 epochs", "7.33 epochs"),
    );
  });

  it("keeps the style of a number, also when it becomes ten times larger", () => {
    const pixels = { valuePixel: 0.02 };
    expect(movedText(goyal, "learningRate/0/from", to({ value: 0.2 }), pixels)).toBe(
      text.replace("1e-1", "2e-1"),
    );
  });

  it("is attracted by epochs and by the boundaries of other tracks", () => {
    const two = readJson(`{
      "length": { "steps": 1000 },
      "learningRate": [{ "kind": "linear", "from": 0, "to": 1, "for": 100 }, { "kind": "hold" }],
      "momentum": [{ "kind": "constant", "value": 0.5, "for": 237 }, { "kind": "constant", "value": 0.9 }]
    }`);
    const handle = handleOf(two, "learningRate/0/end");
    const { schedule } = scheduleOf(two);
    if (!schedule) throw new Error("no schedule");
    const steps = stepMagnets(schedule, handle, 235, 2);
    expect(movedText(two, handle.id, to({ step: 233 }), { stepPixel: 2, steps })).toContain(
      '"for": 237 },  { "kind": "hold"'.replace("  ", " "),
    );
  });

  it("takes from the next phase what it gives where all lengths are written", () => {
    const full = readJson(`{ "length": { "steps": 1000 }, "learningRate": [
      { "kind": "linear", "from": 0, "to": 1, "for": 100 },
      { "kind": "constant", "value": 1, "for": "50%" },
      { "kind": "cosine", "to": 0, "for": 400 } ] }`);
    expect(movedText(full, "learningRate/0/end", to({ step: 200 }), { stepPixel: 5 })).toBe(
      full.document.text.replace('"for": 100', '"for": 200').replace('"50%"', '"40%"'),
    );
  });

  it("moves what was written equal as one: the warmup's end and the stable phase", () => {
    const wsd = readJson(`{ "length": { "steps": 1000 }, "learningRate": [
      { "kind": "linear", "from": 0, "to": 1e-3, "for": 100 },
      { "kind": "constant", "value": 1e-3 },
      { "kind": "linear", "from": 1e-3, "to": 0, "for": 200 } ] }`);
    const pixels = { valuePixel: 1e-5 };
    expect(movedText(wsd, "learningRate/0/end", to({ value: 2e-3 }), pixels)).toBe(
      wsd.document.text.replaceAll("1e-3", "2e-3"),
    );
  });

  it("goes on by pixels where a divisor would pass zero", () => {
    const cycle = readJson(`{ "length": { "steps": 1000 },
      "learningRate": { "kind": "oneCycle", "peak": 0.4, "initialDivisor": 10 } }`);
    const nudge = (level: number) =>
      movedText(
        cycle,
        "learningRate/0/initialDivisor",
        { type: "by", time: 0, level, free: false },
        {
          valuePixel: 0.004,
        },
      );
    const divided = (by: number) => cycle.document.text.replace('Divisor": 10', `Divisor": ${by}`);
    expect(nudge(1)).toBe(divided(9));
    expect(nudge(5)).toBe(divided(5));
    // 0.04 + 20 · 0.004 = 0.12 is 0.4 / 3.33; round are the halves there
    expect(nudge(20)).toBe(divided(3.5));
    expect(nudge(-1)).toBe(divided(11));
  });

  it("stays within what is allowed", () => {
    const handle = handleOf(goyal, "learningRate/0/end");
    const { time, level } = handle;
    expect([time?.min, time?.max, level?.min]).toEqual([1, 8999, 0]);
    expect(time && outOfRange(time, 91)).toEqual({ min: 0.01, max: 89.99 });
    expect(level && outOfRange(level, -1)).toBeDefined();
    expect(level && outOfRange(level, 2)).toBeUndefined();
  });
});

const computed =
  readTypeScript(`import { defineSchedule, linear, cosine } from "learning-rate-designer";
const BASE = 0.1; // per 256 samples
const PEAK = BASE * (8192 / 256);
const LOADER = loader.length;
export default defineSchedule({
  length: { steps: 1000 },
  learningRate: [linear({ from: 0.01, to: PEAK, for: 100 }), cosine({ to: PEAK / 100 })],
  momentum: [linear({ from: 0.5, to: 0.9, for: 50 }), cosine({ to: 0.5 })],
});
`);

describe("what is computed", () => {
  it("is refused with the constant behind it", () => {
    const { level } = handleOf(computed, "learningRate/1/end");
    expect(level?.refusal?.reason).toBe("it is computed by PEAK / 100");
    const { source } = scheduleOf(computed);
    const found = behind(computed.document, source, level?.refusal ?? { path: [] });
    expect(found.constant).toMatchObject({ name: "BASE", value: 0.1 });
  });

  it("moves with its constant", async () => {
    const { source } = scheduleOf(computed);
    const { document } = computed;
    const handle = handleOf(computed, "learningRate/0/end");
    const edits = await constantEdits({
      definition: { document, source },
      handle,
      axis: "level",
      move: to({ value: 6.4 }),
      pixel: 0.05,
      trial: (changes) =>
        Promise.resolve(
          handleOf(readTypeScript(withEdits(document.text, changes)), "learningRate/0/end"),
        ),
    });
    expect(edits && withEdits(document.text, edits)).toBe(
      document.text.replace("BASE = 0.1;", "BASE = 0.2;"),
    );
  });

  it("does not keep its neighbours from being moved", () => {
    const { source } = scheduleOf(computed);
    const handle = handleOf(computed, "momentum/0/end");
    const move = to({ step: 100, value: 0.9 });
    const result = moveHandle({ document: computed.document, source }, handle, move, bare(1000, 1));
    expect("edits" in result && result.edits.length).toBe(1);
  });
});

describe("edits told against the text before", () => {
  it("lead from one state of a drag to the next, each in the narrowest range", () => {
    const base = "a 10 b 20 c";
    const edit = (start: number, added: string) => ({
      range: { start, end: start + 2 },
      text: added,
    });
    const first = [edit(2, "100"), edit(7, "5")];
    const second = [edit(2, "9")];
    const now = withEdits(base, first);
    const changes = rebase(base, first, second);
    expect(changes).toEqual([
      { range: { start: 2, end: 5 }, text: "9" },
      { range: { start: 8, end: 9 }, text: "20" },
    ]);
    expect(withEdits(now, changes)).toBe(withEdits(base, second));
    expect(rebase(base, second, second)).toEqual([]);
  });
});
