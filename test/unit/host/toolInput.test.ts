import { describe, expect, it } from "vitest";
import { ToolInput } from "../../../src/host/tools/input";

describe("what a model passes to a tool", () => {
  it("is read where it is as the schema says", () => {
    const input = new ToolInput({ file: "a.ts", steps: [0, 5], schedule: null });
    expect(input.text("file")).toBe("a.ts");
    expect(input.optionalSteps("steps", 2)).toEqual([0, 5]);
    expect(input.optionalText("schedule")).toBeUndefined();
    expect(input.optionalSteps("count", 2)).toBeUndefined();
  });

  it.each<[unknown, RegExp]>([
    [undefined, /"file" is missing/],
    ["a.ts", /"file" is missing/],
    [{ file: 5 }, /"file" must be a string/],
    [{ file: "" }, /"file" is missing/],
  ])("is refused as %j, with what to do", (value, message) => {
    expect(() => new ToolInput(value).text("file")).toThrow(message);
  });

  it.each<[unknown, RegExp]>([
    [[1.5], /whole numbers/],
    [[-1], /whole numbers/],
    [["1"], /whole numbers/],
    [{ length: 1 }, /must be a list/],
    [[1, 2, 3], /ask for 2 at most/],
  ])("has no steps like %j", (steps, message) => {
    expect(() => new ToolInput({ steps }).optionalSteps("steps", 2)).toThrow(message);
  });
});
