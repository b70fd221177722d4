import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { parser } from "./parser";
import { within } from "../within";

/** From the text to the list of problems, in milliseconds of a processor that has much else to do. */
const LIMIT_MS = 250;

describe("a function that would stall or escape", () => {
  it.each<[string, string, string]>([
    ["an endless loop", "(step) => { while (1) {} }", "operations"],
    ["deep recursion", "(step) => { const f = (n) => f(n + 1); return f(0); }", "calls inside"],
    [
      "branching recursion",
      "(step) => { const f = (n) => n > 60 ? 1 : f(n + 1) + f(n + 1); return f(0); }",
      "operations",
    ],
    ["a constructor", "(step) => [].constructor.constructor('return 1')()", "constructor"],
    ["a prototype", "(step, context) => context.__proto__.x", "__proto__"],
    ["a name still to be typed", "(step) => { let a = 1; . while(1) }", "not finished here"],
    ["a getter", "(step) => ({ get a() { while (1) {} } }).a", "plain names"],
    ["a huge exponent", "(step) => 10 ** 1e308", "Infinity"],
    [
      "an array that doubles to 10^6 items",
      "(step) => { let a = [1]; for (let i = 0; i < 20; i++) a = [...a, ...a]; return a.length; }",
      "An array of more than",
    ],
    [
      "an array of 10^6 items",
      "(step) => Array.from({ length: 1e6 }, (_, i) => i).length",
      "An array of more than",
    ],
  ])("%s is told of within 250 ms", (_name, source, message) => {
    const text = `export const s = defineSchedule({ length: { steps: 1e6 }, learningRate: custom({ value: ${source} }) });`;
    const { problems } = within(LIMIT_MS, () => analyze(parseTypeScript(text, parser)));
    const told = problems.filter(({ severity }) => severity === "error");
    expect(told.map((problem) => problem.message).join()).toContain(message);
    for (const { range } of told) expect(range.end).toBeLessThanOrEqual(text.length);
  });

  it("of 10^6 items written out is refused, and says so", () => {
    const text = `defineSchedule({ length: { steps: 9 }, learningRate: custom({ value: (step) => [${"1,".repeat(1e6)}].length }) });`;
    const { problems } = within(LIMIT_MS, () => analyze(parseTypeScript(text, parser)));
    expect(problems.map(({ code }) => code)).toEqual(["too-large"]);
  });
});
