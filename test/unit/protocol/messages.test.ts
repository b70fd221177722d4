import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HostMessage } from "../../../src/protocol/hostMessages";
import { readPanelMessage, type PanelMessage } from "../../../src/protocol/panelMessages";
import { LIMITS } from "../../../src/protocol/shapes";
import { readHostMessage } from "../../harness/readHostMessage";

const reveal: PanelMessage = {
  type: "reveal",
  revision: 3,
  schedule: "file:///a.schedule.json#0",
  track: "learningRate",
  phase: 1,
  focus: false,
};

const good: PanelMessage[] = [
  { type: "ready" },
  { type: "view", columns: 800, range: null },
  { type: "view", columns: 1, range: { unit: "percent", first: 0, last: 100 } },
  { type: "select", schedule: "x" },
  { type: "compare", schedules: [] },
  reveal,
  { type: "reveal.problem", revision: 1, schedule: "x", problem: 0 },
  { type: "table", revision: 1, schedule: "x", first: 0, last: 99, rows: 20 },
  { type: "probe.start", schedules: ["x"], options: { task: "spirals", steps: 300, seeds: 3 } },
  { type: "probe.state", probe: { state: "running", step: 3, steps: 300, backend: "wasm" } },
  { type: "log", level: "error", message: "lost" },
];

describe("readPanelMessage", () => {
  it.each(good)("takes a well-formed $type", (message) => {
    expect(readPanelMessage(structuredClone(message))).toEqual({ ok: true, value: message });
  });

  it.each<[string, unknown]>([
    ["not an object", 7],
    ["no type", {}],
    ["a type of the host", { type: "snapshot" }],
    ["a name of the prototype as type", { type: "__proto__" }],
    ["NaN columns", { type: "view", columns: NaN, range: null }],
    [
      "an infinite range",
      { type: "view", columns: 9, range: { unit: "steps", first: -Infinity, last: 1 } },
    ],
    ["fractional columns", { type: "view", columns: 1.5, range: null }],
    ["no columns", { type: "view", columns: 0, range: null }],
    ["too many columns", { type: "view", columns: LIMITS.columns + 1, range: null }],
    ["an unknown unit", { type: "view", columns: 9, range: { unit: "years", first: 0, last: 1 } }],
    ["an extra key", { ...reveal, uri: "file:///etc/passwd" }],
    ["a negative phase", { ...reveal, phase: -1 }],
    ["a phase that is text", { ...reveal, phase: "0" }],
    ["a huge text", { type: "select", schedule: "x".repeat(LIMITS.text + 1) }],
    ["too many schedules", { type: "compare", schedules: Array.from({ length: 33 }, () => "x") }],
    ["zero probe steps", { type: "probe.start", schedules: [], options: { steps: 0 } }],
    ["endless probe steps", { type: "probe.start", schedules: [], options: { steps: 1e999 } }],
    ["an unknown probe option", { type: "probe.start", schedules: [], options: { url: "x" } }],
  ])("refuses %s", (_name, data) => {
    const result = readPanelMessage(data);
    expect(result.ok).toBe(false);
    expect(!result.ok && result.reason.length).toBeGreaterThan(0);
  });

  it("never throws, whatever arrives", () => {
    const messages = fc.anything({ withNullPrototype: true, withSparseArray: true });
    const typed = fc.record({
      type: fc.constantFrom(...good.map(({ type }) => type)),
      x: messages,
    });
    fc.assert(
      fc.property(fc.oneof(messages, typed), (data) => {
        expect(readPanelMessage(data)).toHaveProperty("ok");
      }),
      { numRuns: 2000 },
    );
  });
});

describe("readHostMessage", () => {
  const snapshot: HostMessage = {
    type: "snapshot",
    revision: 1,
    document: { label: "a.schedule.json", version: 1, language: "json" },
    schedules: [{ id: "x", name: "a", state: "ok", length: 100 }],
    omitted: 0,
    active: "x",
    shown: [
      {
        id: "x",
        name: "a",
        state: "ok",
        length: 100,
        origin: "a.schedule.json",
        time: { steps: 100 },
        tracks: [
          {
            name: "learningRate",
            phases: [{ kind: "constant", start: 0, end: 100, missing: false }],
            columns: { step: [0], first: [0.1], last: [0.1], min: [0.1], max: [null] },
          },
        ],
        facts: [{ id: "peak", label: "Peak", value: "0.1" }],
        problems: [{ code: "x", severity: "error", message: "m", line: 1, column: 1 }],
      },
    ],
    cursor: { schedule: "x" },
    notice: null,
  };

  it("takes a snapshot as it comes out of JSON", () => {
    expect(readHostMessage(JSON.parse(JSON.stringify(snapshot)))).toEqual({
      ok: true,
      value: snapshot,
    });
  });

  it("refuses a curve value that is not finite", () => {
    const broken = structuredClone(snapshot) as unknown as { shown: { length: unknown }[] };
    for (const shown of broken.shown) shown.length = Infinity;
    expect(readHostMessage(broken)).toMatchObject({ ok: false });
  });
});
