import { describe, expect, it } from "vitest";
import { clamp } from "../../../src/host/settingValues";

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
