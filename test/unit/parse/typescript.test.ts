import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../../src/core/parse/json";
import { unknownSymbols } from "../../../src/core/parse/symbols";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { parser } from "./parser";
import { toPlain } from "./plain";
import { read, plain, at, slice, runtime } from "./typescriptText";

describe("finding definitions", () => {
  it("costs nothing where the words are missing", () => {
    const never = {
      parse: () => {
        throw new Error("parsed");
      },
    };
    expect(parseTypeScript("const x = 1;".repeat(1000), never).roots).toEqual([]);
  });

  it.each([
    [
      'import { defineSchedule } from "learning-rate-designer";\nexport const a = defineSchedule({ n: 1 });',
      "a",
      "a",
    ],
    [
      'import { defineSchedule as ds } from "learning-rate-designer";\nconst a = ds({ n: 1 });',
      "a",
      "a",
    ],
    [
      'import * as lrd from "learning-rate-designer";\nconst a = lrd.defineSchedule({ n: 1 });',
      "a",
      "a",
    ],
    ["export default defineSchedule({ n: 1 });", "defineSchedule", "default"],
    ["train(defineSchedule({ n: 1 }));", "defineSchedule", undefined],
    ["const s: ScheduleDefinition = { n: 1 };", "s", "s"],
    ["const s = { n: 1 } satisfies ScheduleDefinition;", "s", "s"],
    ["export default { n: 1 } satisfies ScheduleDefinition;", "ScheduleDefinition", "default"],
    ["function f() { const s: ScheduleDefinition = { n: 1 }; return s; }", "s", "s"],
    [
      "const base: ScheduleDefinition = { n: 1 };\nexport const a = defineSchedule(base);",
      "a",
      "a",
    ],
  ])("%s", (text, anchor, exportName) => {
    const document = read(text);
    expect(document.problems).toEqual([]);
    expect(document.roots).toHaveLength(1);
    const [root] = document.roots;
    expect(toPlain(root?.value)).toEqual({ n: 1 });
    expect(slice(document, root?.anchor ?? { start: 0, end: 0 })).toBe(anchor);
    expect(root?.exportName).toBe(exportName);
  });

  it("ignores comments, strings and functions of the same name", () => {
    const text =
      '// defineSchedule({ a: 1 })\nconst t = "defineSchedule({})";\nfunction defineSchedule(x: ScheduleDefinition) { return x; }\ndefineSchedule({ n: 1 });';
    expect(read(text).roots).toEqual([]);
  });

  it("reads every example to what its JSON form says", () => {
    const names = readdirSync("examples/typescript").map((name) => name.replace(/\.ts$/, ""));
    const both = names.filter((name) =>
      readdirSync("examples/json").includes(`${name}.schedule.json`),
    );
    expect(both.length).toBeGreaterThan(8);
    for (const name of both) {
      const document = read(readFileSync(`examples/typescript/${name}.ts`, "utf8"));
      const json = parseJson(readFileSync(`examples/json/${name}.schedule.json`, "utf8"));
      expect(document.problems).toEqual([]);
      expect(normal(toPlain(document.roots[0]?.value))).toEqual(
        normal(toPlain(json.roots[0]?.value)),
      );
    }
  });
});

/** Durations written in another way, and rounding in the fifteenth digit, are no difference. */
function normal(given: unknown): unknown {
  if (typeof given === "number") return Number(given.toPrecision(12));
  if (typeof given === "string") {
    const [, amount, multiple, unit] = /^([\d.e+]+)\s*([kMB]?)\s*(\w+|%)$/.exec(given) ?? [];
    if (amount === undefined) return given;
    const factor = { k: 1e3, M: 1e6, B: 1e9 }[multiple ?? ""] ?? 1;
    return `${Number(amount) * factor} ${unit ?? ""}`;
  }
  if (Array.isArray(given)) return given.map(normal);
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([key, part]) => [key, normal(part)]));
}

describe("expressions", () => {
  it.each<[string, unknown]>([
    ["1_000", 1000],
    ["0x1F", 31],
    ["0b101", 5],
    ["0o17", 15],
    ["5e-4", 5e-4],
    [".5", 0.5],
    ["-3", -3],
    ["+-3", -3],
    ["2 ** 3 ** 2", 512],
    ["(1 + 2) * 3 / 4 - 5 % 3", 0.25],
    ["7 >> 1 | 8", 11],
    ["3 > 2 ? 'a' : 'b'", "a"],
    ["null ?? 5", 5],
    ["0 || 7", 7],
    ["1 && 2", 2],
    ["!0", true],
    ["'it\\'s \\u00e9\\x41\\n'", "it's éA\n"],
    ["`n ${1 + 1}!`", "n 2!"],
    ["`plain`", "plain"],
    ["'a' + 1", "a1"],
    ["Math.floor(1_281_167 / 8192)", 156],
    ["Math.max(1, 5, 3)", 5],
    ["Math.min(...[4, 2])", 2],
    ["Math.PI", Math.PI],
    ["Number('12')", 12],
    ["Number.MAX_SAFE_INTEGER", Number.MAX_SAFE_INTEGER],
    ["parseInt('0x10', 16)", 16],
    ["1e999", Infinity],
    ["Infinity", Infinity],
    ["(5 as number)!", 5],
    ["<number>5", 5],
    ["[1, 2] as const", [1, 2]],
    ["[...[1, 2], 3]", [1, 2, 3]],
    ["[1, 2].map((x) => x * 2)", [2, 4]],
    ["[1, 2, 3].length", 3],
    ["[1, 2, 3].at(-1)", 3],
    ["Array.from({ length: 3 }, (_, i) => i * 10)", [0, 10, 20]],
    ["{ a: 1, ...{ b: 2 }, a2: 3 }.b", 2],
    ["epochs(5)", "5 epochs"],
    ["percent(2.5 * 4)", "10%"],
    ["{ ['a' + 1]: 2, 'b-c': 3, 4: 5 }", { a1: 2, "b-c": 3, "4": 5 }],
    ["Object.freeze({ a: 1 })", { a: 1 }],
    ["true === false", false],
  ])("%s", (expression, expected) => {
    expect(plain(expression)).toEqual(expected);
  });

  it.each<[string, string, unknown]>([
    ["const A = 3;", "A", 3],
    ["const A = 3; const B = A * 2;", "B", 6],
    ["let A = 3;", "A", 3],
    ["const A = 1, B = 2;", "B", 2],
    ["const { a, b: { c }, d = 4 } = { a: 1, b: { c: 2 } };", "[a, c, d]", [1, 2, 4]],
    ["const [x, , y = 9] = [1, 2];", "x", 1],
    ["enum E { A, B = 5, C }", "[E.A, E.B, E.C]", [0, 5, 6]],
    ["const enum S { Fast = 'fast' }", "S.Fast", "fast"],
    [
      "const C = { peak: 0.1, list: [1, 2] } as const;",
      "[C.peak, C['peak'], C.list[1]]",
      [0.1, 0.1, 2],
    ],
    ["const f = (x: number, y = 2) => x * y;", "f(3)", 6],
    [
      "function f(x: number) { const k = 2; if (x > 2) { return x * k; } else return 0; }",
      "[f(3), f(1)]",
      [6, 0],
    ],
    ["function f(n: number): number { return n <= 1 ? 1 : n * f(n - 1); }", "f(5)", 120],
    [
      "function f(n: number) { let t = 0; for (let i = 1; i <= n; i++) t += i; return t; }",
      "f(100)",
      5050,
    ],
    [
      "const warm = (n: number) => linear({ from: 0, to: PEAK, for: n }); const PEAK = 0.3;",
      "warm(5)",
      { kind: "linear", from: 0, to: 0.3, for: 5 },
    ],
    ["const BASE = { a: 1, b: 2 };", "{ ...BASE, b: 3 }", { a: 1, b: 3 }],
    ["const h = { twice: (x: number) => 2 * x };", "h.twice(4)", 8],
    ["const add = (a: number) => (b: number) => a + b;", "add(1)(2)", 3],
    ["const $a = 1; const $ = 2;", "$a + $", 3],
    ["const v = 7;", "v", 7],
  ])("%s then %s", (before, expression, expected) => {
    expect(plain(expression, before)).toEqual(expected);
  });

  it("reads shorthand entries and drops undefined ones", () => {
    const document = read("const v = 7, w = undefined; defineSchedule({ v, w, x: undefined });");
    expect(toPlain(document.roots[0]?.value)).toEqual({ v: 7 });
  });

  it("sees the scope that JavaScript sees", () => {
    const text =
      "const a = 1; function f() { const a = 2; return defineSchedule({ a, b: ((a) => a)(3) }); }";
    expect(toPlain(read(text).roots[0]?.value)).toEqual({ a: 2, b: 3 });
  });
});

describe("what only the running program knows", () => {
  it.each<[string, string, unknown]>([
    ["", "loader.length", runtime("loader.length")],
    ["", "loader.length * 3", runtime("loader.length")],
    ["", "epochs(args.warmup)", runtime("args.warmup")],
    ["", "Math.random()", runtime("Math.random()")],
    ["", "Date.now()", runtime("Date.now()")],
    ["", "process.env.LR", runtime("process.env.LR")],
    ["", "await steps()", runtime("await steps()")],
    ["let n = 1; n = loader.length;", "n", runtime("n")],
    ["let n = 1; const f = () => { n = 2; return n; };", "f()", runtime("f()")],
    ["let n = 1; n = loader.length; const f = (x) => x * n;", "f(2)", runtime("n")],
    ["let n = 1; const f = (x) => x * n; elsewhere(() => { n = 2; });", "f(2)", runtime("n")],
    ["let n;", "n", runtime("n")],
    ["class Run {}", "new Run()", runtime("new Run()")],
    ["const n = await fetch('x');", "n", runtime("await fetch('x')")],
    ["import { n } from './elsewhere';", "n + 1", runtime("n")],
    ["for (const n of [1]) {}", "n", runtime("n")],
    ["const a = b; const b = a;", "a", runtime("a")],
    [
      "",
      "[].constructor.constructor('return 1')()",
      runtime("[].constructor.constructor('return 1')()"),
    ],
    ["", "linear(options)", runtime("options")],
    ["", "unknownFlag ? 1 : 2", runtime("unknownFlag")],
  ])("%s %s", (before, expression, expected) => {
    expect(plain(expression, before)).toEqual(expected);
  });

  it("takes the value that the user gave for a symbol", () => {
    const text = "defineSchedule({ length: { steps: loader.length * 90 } });";
    const values = new Map([["loader.length", 100]]);
    const document = parseTypeScript(text, parser, { values });
    expect(toPlain(document.roots[0]?.value)).toEqual({ length: { steps: 9000 } });
    expect(unknownSymbols(document)).toEqual([]);
    expect(unknownSymbols(read(text))).toEqual([
      {
        symbol: "loader.length",
        range: { start: text.indexOf("loader"), end: text.indexOf(" }") },
      },
    ]);
  });

  it("takes a function's parameter for a symbol", () => {
    const text = "function make(peak: number) { return defineSchedule({ to: peak }); }";
    expect(toPlain(read(text).roots[0]?.value)).toEqual({ to: runtime("peak") });
  });

  it("reports a spread of what is not known, and keeps the rest", () => {
    const document = read("defineSchedule({ ...base, name: 'x' });");
    expect(toPlain(document.roots[0]?.value)).toEqual({ name: "x" });
    expect(document.problems.map(({ code, range }) => [code, slice(document, range)])).toEqual([
      ["unknown-spread", "...base"],
    ]);
  });
});

describe("places", () => {
  it("keeps the literal's place, and the constant's", () => {
    const document = read(
      "const WARMUP = 5;\nconst A = WARMUP;\ndefineSchedule({ a: 0.1, b: WARMUP, c: A, d: epochs(WARMUP), e: WARMUP + 1, f: -2, g: (3) });",
    );
    const five = { start: 15, end: 16 };
    const about = (key: string) => {
      const { range, origin, literal } = at(document, [key]);
      return [slice(document, range), literal, origin];
    };
    expect(about("a")).toEqual(["0.1", true, undefined]);
    expect(about("b")).toEqual(["WARMUP", false, { range: five }]);
    expect(about("c")).toEqual(["A", false, { range: five }]);
    expect(about("d")).toEqual(["epochs(WARMUP)", false, { range: five }]);
    expect(about("e")).toEqual(["WARMUP + 1", false, undefined]);
    expect(about("f")).toEqual(["-2", true, undefined]);
    expect(about("g")).toEqual(["3", true, undefined]);
  });

  it("underlines a builder by its name", () => {
    const document = read("defineSchedule({ learningRate: [linear({ to: 1 })] });");
    const phase = at(document, ["learningRate", 0]);
    expect(
      phase.type === "object" && phase.builderRange && slice(document, phase.builderRange),
    ).toBe("linear");
    expect(slice(document, phase.range)).toBe("linear({ to: 1 })");
    expect(slice(document, at(document, ["learningRate", 0, "kind"]).range)).toBe("linear");
  });

  it("puts a helper's argument where it is written, the rest at the call", () => {
    const document = read(
      "const warm = (n: number) => linear({ from: 0, to: 0.3, for: n });\ndefineSchedule({ learningRate: [warm(500)] });",
    );
    const length = at(document, ["learningRate", 0, "for"]);
    expect([slice(document, length.range), length.literal]).toEqual(["500", true]);
    const peak = at(document, ["learningRate", 0, "to"]);
    expect(slice(document, peak.range)).toBe("warm(500)");
    expect(peak.origin && slice(document, peak.origin.range)).toBe("0.3");
  });

  it("reports a name given twice, but not one that a spread brings", () => {
    const document = read("const b = { a: 1 }; defineSchedule({ ...b, a: 2, a: 3 });");
    expect(document.problems.map(({ code, range }) => [code, range.start])).toEqual([
      ["duplicate-key", document.text.lastIndexOf("a: 3")],
    ]);
  });
});
