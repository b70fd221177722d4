import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { titleOf } from "../../../src/core/text/title";

const unnamed = { name: "schedule", unnamed: true } as const;

describe("what a schedule is called", () => {
  it.each([
    ["file:///work/bert.schedule.json", "bert"],
    ["/work/bert.schedule.jsonc", "bert"],
    ["C:\\runs\\resnet-50.json", "resnet-50"],
    ["/work/v1.2.ts", "v1.2"],
    ["Untitled-1", "Untitled-1"],
    ["/work/.json", ".json"],
    ["/work/$&.json", "$&"],
    ["", "schedule"],
  ])("without a name: its file's, %s", (address, title) => {
    expect(titleOf(unnamed, address)).toBe(title);
  });

  it("counts several of one file", () => {
    expect(titleOf({ name: "schedule 2", unnamed: true }, "/a/bert.ts")).toBe("bert 2");
  });

  it("is its own name where it has one, also the one that stands for none", () => {
    const read = (text: string) => analyze(parseJson(text)).schedules[0];
    const titled = (text: string) => {
      const schedule = read(text);
      return schedule && titleOf(schedule, "/a/bert.schedule.json");
    };
    expect(titled('{ "length": { "steps": 3 }, "learningRate": 1 }')).toBe("bert");
    expect(titled('{ "name": "schedule", "length": { "steps": 3 } }')).toBe("schedule");
    expect(titled('{ "schedules": { "schedule": { "length": { "steps": 3 } } } }')).toBe(
      "schedule",
    );
  });
});
