import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnAt, packColumns, type Column } from "../../../src/protocol/columns";

// a message knows one zero only
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((drawn) => drawn + 0);
const value = fc.option(number, { nil: null });
const level = value.map((all): Column => ({ first: all, last: all, min: all, max: all }));
const steady = fc.tuple(number, number).map(([first, last]): Column => ({
  first,
  last,
  min: Math.min(first, last),
  max: Math.max(first, last),
}));
const turning: fc.Arbitrary<Column> = fc.record({
  first: value,
  last: value,
  min: value,
  max: value,
});
const columns = fc.oneof(
  fc.array(level),
  fc.array(fc.oneof(level, steady)),
  fc.array(fc.oneof(level, steady, turning)),
);

describe("packed columns", () => {
  it("say what the columns say", () => {
    fc.assert(
      fc.property(columns, (all) => {
        const placed = all.map((one, step) => ({ ...one, step }));
        const packed = packColumns(placed, all.length);
        expect(placed.map((_, i) => ({ ...columnAt(packed, i), step: packed.step[i] }))).toEqual(
          placed,
        );
      }),
    );
  });

  it("leave out what follows", () => {
    const rising = { step: 0, first: 1, last: 2, min: 1, max: 2 };
    const flat = { step: 0, first: 1, last: 1, min: 1, max: 1 };
    const wave = { step: 0, first: 1, last: 1, min: 0, max: 1 };
    expect(packColumns([flat], 9)).toEqual({ step: [0], first: [1], end: 9 });
    expect(packColumns([rising], 9)).toEqual({ step: [0], first: [1], last: [2], end: 9 });
    expect(packColumns([wave], 9)).toEqual({ step: [0], first: [1], min: [0], max: [1], end: 9 });
  });
});
