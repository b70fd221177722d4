import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelsOf } from "../../../src/core/text/labels";

describe("the labels of several schedules", () => {
  it("are their names, with the origin where it tells them apart, else with a number", () => {
    expect(labelsOf([{ name: "a" }, { name: "b" }])).toEqual(["a", "b"]);
    expect(labelsOf([{ name: "a", origin: "x.ts" }])).toEqual(["a"]);
    expect(
      labelsOf([
        { name: "a", origin: "x.ts" },
        { name: "a", origin: "last commit" },
      ]),
    ).toEqual(["a (x.ts)", "a (last commit)"]);
    expect(labelsOf([{ name: "a" }, { name: "a" }, { name: "a (2)" }])).toEqual([
      "a",
      "a (2)",
      "a (2) (2)",
    ]);
  });

  it("are never alike", () => {
    const short = fc.constantFrom("", "a", "b", "a (2)", "a (b)");
    fc.assert(
      fc.property(fc.array(fc.record({ name: short, origin: short })), (all) => {
        expect(new Set(labelsOf(all)).size).toBe(all.length);
      }),
    );
  });
});
