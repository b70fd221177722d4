import { describe, expect, it } from "vitest";
import { clamp, readRules } from "../../../src/host/settingValues";

const bounds = { least: 40, most: 400, usual: 120 };

describe("clamp", () => {
  it.each<[unknown, number]>([
    [100, 100],
    [-5, 40],
    [1e999, 400],
    [NaN, 120],
    ["100", 120],
    [null, 120],
    [undefined, 120],
  ])("makes %s to %s", (value, expected) => {
    expect(clamp(value, bounds)).toBe(expected);
  });
});

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
