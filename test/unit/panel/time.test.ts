import { describe, expect, it } from "vitest";
import { unitsOf } from "../../../webview/panel/time";

const names = (time: Parameters<typeof unitsOf>[0]): string[] =>
  unitsOf(time).map(({ name }) => name);

describe("the units of the time axis", () => {
  it("call steps what they are", () => {
    expect(names({ steps: 300 })).toEqual(["steps", "percent"]);
    expect(names({ steps: 300, clock: "epoch" })).toEqual(["epochs", "percent"]);
    expect(names({ steps: 300, clock: "round" })).toEqual(["rounds", "percent"]);
    expect(names({ steps: 300, stepsPerEpoch: 100 })).toEqual(["steps", "epochs", "percent"]);
  });
});
