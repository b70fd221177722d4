import { describe, expect, it } from "vitest";
import { readPanelMessage } from "../../../src/protocol/panelMessages";

const about = { revision: 3, schedule: "file#1#a", handle: "learningRate/0/end" };
const start = { type: "drag.start", ...about, drag: 1, constant: false };
const to = { type: "to", step: 10, value: 0.1, free: false };
const move = { type: "drag.move", drag: 1, move: to, stepPixel: 2, valuePixel: 1e-3 };
const set = { type: "handle.set", ...about, axis: "level", amount: 0.1 };
const phase = { type: "phase.change", revision: 3, schedule: "a", track: "learningRate", phase: 0 };

const isRead = (message: unknown): boolean => readPanelMessage(message).ok;

describe("messages about handles", () => {
  it("are read", () => {
    const by = { type: "by", time: -10, level: 0, free: true };
    expect([start, move, { ...move, move: by }, set].map(isRead)).toEqual([true, true, true, true]);
    for (const operation of [
      { type: "add", kind: "cosine" },
      { type: "split", at: 10 },
      { type: "delete" },
      { type: "move", by: -1 },
      { type: "kind", kind: "linear" },
    ]) {
      expect(isRead({ ...phase, operation })).toBe(true);
    }
  });

  it.each<[string, unknown]>([
    ["a position that is no number", { ...move, move: { ...to, step: "10" } }],
    ["a position that is not finite", { ...move, move: { ...to, step: Infinity } }],
    ["a value that is not a number", { ...move, move: { ...to, value: NaN } }],
    ["a pixel without a size", { ...move, stepPixel: 0 }],
    ["a negative pixel", { ...move, valuePixel: -1 }],
    ["half a key press", { ...move, move: { type: "by", time: 0.5, level: 0, free: false } }],
    ["too many key presses", { ...move, move: { type: "by", time: 1e12, level: 0, free: false } }],
    ["an exact amount that is not finite", { ...set, amount: -Infinity }],
    ["an exact amount that is a text", { ...set, amount: "0.1 // and more" }],
    ["an axis that is none", { ...set, axis: "__proto__" }],
    ["text to be written", { ...set, text: "process.exit()" }],
    ["a file", { ...start, uri: "file:///etc/passwd" }],
    ["a revision that is none", { ...start, revision: -1 }],
    ["a name of a megabyte", { ...start, handle: "a".repeat(1_000_000) }],
    ["a kind that nobody may choose", { ...phase, operation: { type: "kind", kind: "custom" } }],
    ["a split nowhere", { ...phase, operation: { type: "split", at: NaN } }],
    ["a move by two", { ...phase, operation: { type: "move", by: 2 } }],
    ["an operation that is none", { ...phase, operation: { type: "replace", text: "1" } }],
  ])("are refused with %s", (_, message) => {
    expect(isRead(message)).toBe(false);
  });
});
