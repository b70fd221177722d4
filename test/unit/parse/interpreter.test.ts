import { describe, expect, it } from "vitest";
import { InterpreterError } from "../../../src/core/program/errors";
import { Budget, Meter } from "../../../src/core/program/meter";
import {
  entryOf,
  type CustomFunction,
  type ParsedDocument,
} from "../../../src/core/parse/sourceValue";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { parser } from "./parser";
import { caughtWithin } from "../within";

const LIMIT_MS = 50;
const CONTEXT = { length: 100, globalStep: 7, runLength: 1000, from: 0.5 };

interface Compiled {
  readonly document: ParsedDocument;
  readonly call: CustomFunction | undefined;
}

function compile(source: string, before = ""): Compiled {
  const document = parseTypeScript(`${before}\ndefineSchedule({ v: ${source} });`, parser);
  const value = entryOf(document.roots[0]?.value, "v")?.value;
  return { document, call: value?.type === "function" ? value.call : undefined };
}

function run(source: string, before = "", step = 3): number {
  const { document, call } = compile(source, before);
  if (!call) throw new Error(JSON.stringify(document.problems));
  return call(step, CONTEXT);
}

describe("a custom function", () => {
  it.each<[string, string, number]>([
    ["(step) => step * 2", "", 6],
    ["step => step", "", 3],
    [
      "(step, context) => context.from * context.length + context.globalStep / context.runLength",
      "",
      50.007,
    ],
    ["(step, { length, from: start }) => start * (1 - step / length)", "", 0.485],
    ["function (step) { return step + 1; }", "", 4],
    ["rate", "function rate(step: number): number { return step * PEAK; } const PEAK = 0.5;", 1.5],
    ["(step) => table[step] ?? 0", "const table = [1, 2, 3, 4, 5];", 4],
    ["(step) => 0.1 ** at.filter((m) => step >= m).length", "const at = [1, 2, 50];", 0.1 ** 2],
    [
      "(step) => CONFIG.peak * (step > CONFIG.warmup ? 1 : 0)",
      "const CONFIG = { peak: 0.25, warmup: 2 };",
      0.25,
    ],
    ["(step) => Mode.Fast + step", "enum Mode { Fast = 5 }", 8],
    [
      "(step) => fib(step + 5)",
      "const fib = (n: number): number => n < 2 ? n : fib(n - 1) + fib(n - 2);",
      21,
    ],
    [
      "(step) => { let t = 0; for (let i = 0; i <= step; i++) { if (i === 1) continue; t += i; } return t; }",
      "",
      5,
    ],
    [
      "(step) => { let t = 0; for (const x of [1, 2, 3]) { t += x; if (x === 2) break; } return t; }",
      "",
      3,
    ],
    ["(step) => { let i = 0; while (true) { if (i > step) return i; i++; } }", "", 4],
    ["(step) => { let i = 9; do { i--; } while (i > step); return i; }", "", 3],
    ["(step) => { const scale = 3; const f = (x: number) => x * scale; return f(step); }", "", 9],
    ["(step) => { const a = step; { const a = 10; } return a; }", "", 3],
    ["(step) => [3, 1, 2].map((x) => x * step).reduce((a, b) => a + b, 0)", "", 18],
    ["(step) => Math.max(...[1, 5, step])", "", 5],
    [
      "(step) => { const { a, b = 4 } = { a: step }; const [c, d = 5] = [1]; return a + b + c + d; }",
      "",
      13,
    ],
    ["(step) => (step as number) satisfies number", "", 3],
    ["(step) => { let x = 1; return (x += 2, x ** 2); }", "", 9],
    ["(step, c, extra = 4) => extra + step", "", 7],
    ["(step) => `${step}!`.length", "", 2],
    ["(step) => { try { throw 1; } catch { return 2; } }", "", 2],
    ["(step) => (typeof step === 'number' ? 1 : 0)", "", 1],
    ["(step) => Number((step / 7).toFixed(2))", "", 0.43],
    ["(step) => { let n = 0; for (const k in { a: 1, b: 2 }) n += k.length; return n; }", "", 2],
    [
      "(step) => { let n = 0; a: for (;;) { for (;;) { if (n++ > 4) break a; } } return n; }",
      "",
      6,
    ],
    [
      "(step) => { const a = [1, 2]; a.push(step); a.reverse(); a[1] = 5; return a[0] * a[1]; }",
      "",
      15,
    ],
    ["(step) => { const o: any = { a: 1 }; o.a = step; o.b = 2; delete o.a; return o.b; }", "", 2],
    ["(step) => { let [a, b] = [1, step]; [a, b] = [b, a]; return a * 10 + b; }", "", 31],
    [
      "(step) => { const f: any = []; for (let i = 0; i < 3; i++) f.push(() => i); return f[1](); }",
      "",
      1,
    ],
    ["(step) => [1, 2].flatMap((x) => [x, x]).length + 'abc'.indexOf('c')", "", 6],
    [
      "(step) => helper(step)",
      "function helper(n: number) { return inner(n); function inner(m: number) { return m * 7; } }",
      21,
    ],
  ])("%s", (source, before, expected) => {
    expect(run(source, before)).toBeCloseTo(expected, 12);
  });

  it("is read from a method and from the example", () => {
    expect(compile("0, value(step) { return step; }").document.problems).toEqual([]);
  });

  it("keeps nothing between calls", () => {
    const { call } = compile("(step) => { let n = 0; n += step; return n; }");
    expect([call?.(1, CONTEXT), call?.(1, CONTEXT), call?.(2, CONTEXT)]).toEqual([1, 1, 2]);
  });
});

describe("what a function cannot be or do", () => {
  it.each<[string, string, string]>([
    ["async (step) => 1", "async (step) => 1", "async"],
    ["(step) => new Date()", "new Date()", "new"],
    ["(step) => this", "this", "this"],
    ["(step) => /x/", "/x/", "regular"],
    ["(step) => Math.random()", "Math.random", "Math.random"],
    ["(step) => Math.constructor", "Math.constructor", "Math.constructor"],
    ["(step) => { PEAK = 2; return 1; }", "PEAK", "variables of its own"],
    ["(step) => { const a = 1; a = 2; return a; }", "a", "constant"],
    ["(step) => { const b = a; const a = 1; return b; }", "a", "before it is declared"],
    ["(step) => step in []", "step in []", "operator in"],
    ["(step) => 10n", "10n", "no number"],
    ["(step) => ({ get a() { return 1; } }).a", "get a() { return 1; }", "plain names"],
  ])("%s", (source, blamed, message) => {
    const { document, call } = compile(source);
    expect(call).toBeUndefined();
    const [problem] = document.problems;
    expect(problem?.code).toBe("custom-function");
    expect(document.text.slice(problem?.range.start, problem?.range.end)).toBe(blamed);
    expect(problem?.message).toContain(message);
  });

  it("names what only the running program knows", () => {
    for (const source of [
      "(step) => loader(step)",
      "(step) => fetch('x')",
      "(step) => globalThis",
    ]) {
      const { document } = compile(source);
      const value = entryOf(document.roots[0]?.value, "v")?.value;
      expect(value).toMatchObject({ type: "unknown", reason: "runtime" });
      expect(document.problems).toEqual([]);
    }
    const given = parseTypeScript("defineSchedule({ v: (step) => step * WORLD });", parser, {
      values: new Map([["WORLD", 8]]),
    });
    const value = entryOf(given.roots[0]?.value, "v")?.value;
    expect(value?.type === "function" && value.call(2, CONTEXT)).toBe(16);
  });

  it.each<[string, string, string]>([
    ["endless while", "(step) => { while (1) {} }", "operations"],
    ["endless for", "(step) => { for (;;); }", "operations"],
    ["endless do", "(step) => { do {} while (true); return 1; }", "operations"],
    [
      "deep recursion",
      "(step) => { const f = (n: number): number => f(n + 1); return f(0); }",
      "calls",
    ],
    [
      "branching recursion",
      "(step) => { const f = (n: number): number => n > 60 ? 1 : f(n + 1) + f(n + 1); return f(0); }",
      "operations",
    ],
    ["growing array", "(step) => { let a = [1]; while (true) a = [...a, ...a]; }", "array"],
    ["growing by concat", "(step) => { let a = [1]; while (true) a = a.concat(a, a); }", "array"],
    [
      "nested array work",
      "(step) => { const a = [0,1,2,3,4,5,6,7,8,9]; const b = a.map(() => a.map(() => a.map(() => a.map(() => a.map(() => 1))))); return 1; }",
      "operations",
    ],
    ["constructor", "(step) => [].constructor", "constructor"],
    ["__proto__", "(step) => [].__proto__", "__proto__"],
    ["__proto__ of a context", "(step, context) => context.__proto__", "__proto__"],
    ["computed key", "(step, context) => context['constructor']", "no constructor here"],
    ["key of an array", "(step) => [1]['constructor']", "constructor of an array"],
    ["unknown context", "(step, context) => context.steps", "length, globalStep, runLength, from"],
    ["function of an object", "(step) => ((x) => x).call", "a function"],
    ["no number", "(step) => 'a'", "must return a number"],
    ["nothing", "(step) => {}", "must return a number"],
    ["not a function", "(step) => (1)(2)", "cannot be called"],
    ["a string in a sum", "(step) => 'a' + step", 'returns the string "a3"'],
    ["a part of a number", "(step) => { step.x = 1; return 1; }", "cannot be changed"],
    ["undefined in a product", "(step) => [1][5] * step", "A number is expected"],
    ["thrown", "(step) => { throw 1; }", "throws"],
  ])("%s ends with a clear error", (_name, source, message) => {
    const { document, call } = compile(source);
    expect(document.problems).toEqual([]);
    const caught = caughtWithin(LIMIT_MS, () => call?.(3, CONTEXT));
    expect(caught).toBeInstanceOf(InterpreterError);
    const error = caught as InterpreterError;
    expect(error.message).toContain(message);
    expect(error.range.start).toBeGreaterThanOrEqual(document.text.indexOf("(step"));
    expect(error.range.end).toBeLessThanOrEqual(document.text.length);
  });

  it("computes with huge exponents as JavaScript does", () => {
    expect(run("(step) => 10 ** 1e308 > 1 ? 2 ** 1e9 : 0")).toBe(Infinity);
  });

  it("survives code that is nested or long beyond all use", () => {
    for (const body of [
      `${"(".repeat(20_000)}1${")".repeat(20_000)}`,
      `1${"+1".repeat(20_000)}`,
      `[${"1,".repeat(50_000)}].length`,
    ]) {
      const { document, call } = compile(`(step) => ${body}`);
      const complaint = document.problems.length > 0;
      if (!complaint) expect(() => call?.(1, CONTEXT)).toThrow(InterpreterError);
    }
  });

  it("limits what many calls take together, light ones too", () => {
    const budget = new Budget(() => 0, 1_000);
    const meter = new Meter(budget);
    let calls = 0;
    const call = () => {
      meter.start();
      try {
        meter.spend(10);
        calls++;
      } finally {
        meter.stop();
      }
    };
    expect(() => {
      for (;;) call();
    }).toThrow("too long together");
    expect(calls).toBe(100);
  });

  it("gives every second its own work", () => {
    let now = 0;
    const budget = new Budget(() => now, 1_000);
    budget.book(1_000);
    expect(budget.grant(500)).toBe(0);
    now = 1_000;
    expect(budget.grant(500)).toBe(500);
  });
});
