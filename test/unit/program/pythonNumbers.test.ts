import { PYTHON } from "../../../src/core/program/languageRules";
import { describe, expect, it } from "vitest";
import { NOWHERE } from "../../../src/core/program/machine";
import { runProgram } from "../../../src/core/program/program";
import { pythonSemantics } from "../../../src/core/program/python/semantics";
import { formatted, reprOf } from "../../../src/core/program/python/text";
import { roundHalfEven } from "../../../src/core/program/python/numbers";
import type { BinaryOperator, Expression } from "../../../src/core/program/tree";
import type { Statement } from "../../../src/core/program/statementTree";
import { Float, type Value } from "../../../src/core/program/values";

const range = { start: 0, end: 0 };
const number = (value: number, float = false): Expression => ({
  type: "number",
  value,
  range,
  ...(float && { float }),
});

/** What a program of one assignment gives its variable. */
function valueOf(value: Expression): string {
  const target = { type: "name", name: "x", range } as const;
  const body: Statement[] = [{ type: "assignment", targets: [target], value, range }];
  const run = runProgram({ rules: PYTHON, text: "", body }, { semantics: pythonSemantics });
  const found = run.read("x");
  if (typeof found === "symbol") throw new Error("unset");
  return run.problems[0]?.type ?? reprOf(run.machine, found, NOWHERE);
}

const machine = runProgram(
  { rules: PYTHON, text: "", body: [] },
  { semantics: pythonSemantics },
).machine;

describe("Python's numbers, as CPython 3.11 prints them", () => {
  it.each<[number, boolean, BinaryOperator, number, boolean, string]>([
    [7, false, "//", 2, false, "3"],
    [-7, false, "//", 2, false, "-4"],
    [7, false, "//", -2, false, "-4"],
    [-7, false, "%", 3, false, "2"],
    [7, false, "%", -3, false, "-2"],
    [-7.5, true, "%", 2, false, "0.5"],
    [7.5, true, "//", 2, false, "3.0"],
    [1, true, "//", 0.1, true, "9.0"],
    [1, true, "%", 0.1, true, "0.09999999999999995"],
    [10, false, "/", 5, false, "2.0"],
    [2, false, "**", 10, false, "1024"],
    [2, false, "**", -1, false, "0.5"],
    [2, true, "**", 2, false, "4.0"],
    [1, false, "+", 1, true, "2.0"],
    [0.5, true, "+", 0.5, true, "1.0"],
    [1, false, "/", 0, false, "ZeroDivisionError"],
    [1, false, "%", 0, false, "ZeroDivisionError"],
    [0, true, "**", -1, false, "ZeroDivisionError"],
    [10, true, "**", 400, false, "OverflowError"],
    [6, false, "&", 3, false, "2"],
    [1, false, "<<", 40, false, "1099511627776"],
  ])("%d (float: %s) %s %d (float: %s) is %s", (a, aFloat, operator, b, bFloat, expected) => {
    const value = {
      type: "binary",
      operator,
      left: number(a, aFloat),
      right: number(b, bFloat),
      range,
    };
    expect(valueOf(value as Expression)).toBe(expected);
  });

  it("are unknown where whole numbers pass 2^53", () => {
    const value = { type: "binary", operator: "**", left: number(2), right: number(60), range };
    expect(valueOf(value as Expression)).toBe("a whole number above 2^53");
  });

  it.each<[number, string]>([
    [1e-5, "1e-05"],
    [1e16, "1e+16"],
    [123456789012345680, "1.2345678901234568e+17"],
    [0.0001, "0.0001"],
    [1.5, "1.5"],
    [1e22, "1e+22"],
    [Infinity, "inf"],
  ])("%d is written %s", (value, expected) => {
    const float: Value = Number.isInteger(value) ? new Float(value) : value;
    expect(reprOf(machine, float, NOWHERE)).toBe(expected);
  });

  it.each<[number, number, number]>([
    [0.5, 0, 0],
    [1.5, 0, 2],
    [2.5, 0, 2],
    [-1.5, 0, -2],
    [2.675, 2, 2.67],
    [0.125, 2, 0.12],
    [0.375, 2, 0.38],
    [1234.5678, -2, 1200],
  ])("round(%d, %d) is %d", (value, digits, expected) => {
    expect(roundHalfEven(value, digits)).toBe(expected);
  });

  it.each<[Value, string, string]>([
    [0.1, ".2e", "1.00e-01"],
    [1234567.891, ",.2f", "1,234,567.89"],
    [3, ">5", "    3"],
    ["a", "<4", "a   "],
    [0.256, ".1%", "25.6%"],
    [0.00001234, ".3g", "1.23e-05"],
    [1234.5, "g", "1234.5"],
    [-5, "06.1f", "-005.0"],
    [5, "+d", "+5"],
    ["ab", "^6", "  ab  "],
  ])("%s in the format %s is %s", (value, spec, expected) => {
    expect(formatted(machine, value, spec, NOWHERE)).toBe(expected);
  });
});
