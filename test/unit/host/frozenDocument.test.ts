import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MOST_FROZEN,
  readFrozen,
  type FrozenDocument,
} from "../../../src/host/frozen/frozenDocument";

const pin: FrozenDocument = {
  key: "pin:1",
  kind: "pin",
  label: "pinned at 10:30",
  uri: "file:///a.schedule.json",
  language: "json",
  text: "{}",
  only: "1#a",
  files: { "file:///b.ts": "export const A = 1" },
  values: { peak: 0.1 },
};

describe("what was kept of frozen schedules", () => {
  it("is read back as it was written", () => {
    const kept: unknown = JSON.parse(JSON.stringify([pin, { ...pin, key: "pin:2" }]));
    expect(readFrozen(kept)).toEqual([pin, { ...pin, key: "pin:2" }]);
  });

  it("is left out where it is not understood, and bounded", () => {
    const broken = [
      { ...pin, kind: "x" },
      { ...pin, values: { a: true } },
      { ...pin, text: "x".repeat(300_001) },
    ];
    expect(readFrozen([...broken, pin])).toEqual([pin]);
    expect(readFrozen(Array.from({ length: 100 }, () => pin))).toHaveLength(MOST_FROZEN);
    fc.assert(fc.property(fc.jsonValue(), (kept) => Array.isArray(readFrozen(kept))));
  });
});
