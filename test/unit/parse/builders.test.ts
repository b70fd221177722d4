import { describe, expect, it } from "vitest";
import { phaseBuilders, unitBuilders } from "../../../src/core/parse/typescript/builders";
import * as library from "../../../src/library/index";

describe("builders that are known without an import", () => {
  it("are those that the library exports", () => {
    const { defineSchedule, ScheduleError, ...others } = library;
    const { steps, epochs, rounds, tokens, samples, percent, ...builders } = others;
    expect(typeof defineSchedule).toBe("function");
    expect([steps, epochs, rounds, tokens, samples, percent, ScheduleError]).not.toContain(
      undefined,
    );
    expect([...phaseBuilders].sort()).toEqual(Object.keys(builders).sort());
  });

  it("say of a number what the library's functions say at run time", () => {
    const { steps, epochs, rounds, tokens, samples, percent } = library;
    const functions = { steps, epochs, rounds, tokens, samples, percent };
    expect([...unitBuilders.keys()].sort()).toEqual(Object.keys(functions).sort());
    for (const [name, build] of Object.entries(functions)) {
      for (const amount of [5, 0.1, 375e6, 1e21]) {
        expect(unitBuilders.get(name)?.(amount)).toBe(build(amount));
      }
    }
  });
});
