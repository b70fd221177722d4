import { describe, expect, it } from "vitest";
import { readRules } from "../../../src/core/rules/severities";

describe("readRules", () => {
  it("keeps what is a severity, and nothing else", () => {
    const value: unknown = JSON.parse(
      '{ "a": "off", "b": "error", "c": "fatal", "d": 1, "__proto__": "off", "e": null }',
    );
    expect({ ...readRules(value) }).toEqual({ a: "off", b: "error", ["__proto__"]: "off" });
  });

  it("has no names that were not set", () => {
    expect(readRules({})["constructor"]).toBeUndefined();
    expect(readRules("off")["length"]).toBeUndefined();
    expect(Object.keys(readRules(null))).toEqual([]);
  });
});
