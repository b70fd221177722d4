import { describe, expect, it } from "vitest";
import { floorDivide } from "../../../src/core/parse/floorDivide";

describe("Python's floor division of floats", () => {
  // printed by CPython 3.11: a // b
  it.each([
    [7, 2, 3],
    [-7, 2, -4],
    [7, -2, -4],
    [-7, -2, 3],
    [37, 7.4, 4],
    [1, 0.1, 9],
    [0.3, 0.1, 2],
    [1e17, 3, 33333333333333332],
    [-0.5, 1, -1],
    [0.5, -1, -1],
    [0, -3, -0],
    [-0, 3, -0],
  ])("%d // %d is %d", (a, b, expected) => {
    expect(floorDivide(a, b)).toBe(expected);
  });
});
