import { describe, expect, it } from "vitest";
import { entryOf, type SourceValue } from "../../../src/core/parse/sourceValue";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { parser } from "./parser";
import { toPlain } from "./plain";

const CONTEXT = { length: 100, globalStep: 7, runLength: 1000, from: 0.5 };

function read(before: string, value: string): SourceValue | undefined {
  const text = `import { cosine, linear } from "learning-rate-designer";\n${before}\ndefineSchedule({ v: ${value} });`;
  const { roots } = parseTypeScript(text, parser);
  return entryOf(roots[0]?.value, "v")?.value;
}

describe("what stands outside of functions", () => {
  // expected values: what JavaScript prints
  it.each<[string, string, unknown]>([
    ["const o = { a: 1, b: 2 };", "({ ...o, a: undefined })", { b: 2 }],
    ["", "[null, 1, undefined].join('-')", "-1-"],
    ["const A = [1, 2, 1];", "A.indexOf(1, 1)", 2],
    ["const A = [1, 2, 1];", "A.includes(2, 2)", false],
    ["const A = [1, 2, 1];", "A.lastIndexOf(1, 1)", 0],
    ["", "[3, 1, 2].toSorted()", [1, 2, 3]],
    ["", "[3, 1, 2].find((x) => x < 3)", 1],
    ["", "[3, 1, 2].findIndex((x) => x < 3)", 1],
    ["", "[3, 1].some((x) => x > 2) ? 1 : 2", 1],
    ["const o = { a: 1 };", "Object.assign({}, o, { b: 2 })", { a: 1, b: 2 }],
    ["", "[1, 2].map((x, i, all) => x + i + all.length)", [3, 5]],
    ["const f = (x, ...more) => x + more.length;", "f(1, 2, 3)", 3],
    ["const f = ({ a, b = 2 }) => a + b;", "f({ a: 1 })", 3],
    ["const f = (n) => { const l = []; while (n-- > 0) l.push(n); return l; };", "f(3)", [2, 1, 0]],
    [
      "const make = (to) => [linear({ to, for: 1 })];",
      "make(2)",
      [{ kind: "linear", to: 2, for: 1 }],
    ],
  ])("%s %s", (before, value, expected) => {
    const found = read(before, value);
    expect(found && toPlain(found)).toEqual(expected);
  });

  it.each<[string, string]>([
    ["", "[1, 2, 1].slice(loader.from)"],
    ["const A = [...loader.milestones, 1];", "A.length"],
    ["const A = [...loader.milestones, 1];", "A[1]"],
    ["const A = [...loader.milestones, 1];", "A.map((x) => x)"],
    ["let n = 0; const next = () => ++n;", "next()"],
    ["const A = [1]; const add = (x) => { A.push(x); return A.length; };", "add(1)"],
  ])("is unknown where only the run knows: %s %s", (before, value) => {
    expect(read(before, value)?.type).toBe("unknown");
  });

  it("keeps what the user may give a value for", () => {
    const before = "function f(x) { let y = 0; for (const v of [1, 2]) y += v * x; return y; }";
    expect(read(before, "f(loader.peak)")).toMatchObject({ symbol: "loader.peak" });
  });

  it("tells functions of one factory apart", () => {
    const before = "const times = (f) => (s) => s * f;\nconst two = times(2), three = times(3);";
    const value = read(before, "(s) => two(s) + three(s)");
    expect(value?.type === "function" && value.call(10, CONTEXT)).toBe(50);
    const made = read(before, "times(4)");
    expect(made?.type === "function" && made.call(10, CONTEXT)).toBe(40);
  });

  it("does not call a function that sees what only the run knows", () => {
    const value = read("const times = (f) => (s) => s * f;", "times(loader.factor)");
    expect(value).toMatchObject({ type: "unknown", symbol: "loader.factor" });
  });

  it("leaves an argument where it is written, so that it can be changed there", () => {
    const text = "const make = (to) => linear({ to });\ndefineSchedule({ v: make(0.25) });";
    const { roots } = parseTypeScript(text, parser);
    const to = entryOf(entryOf(roots[0]?.value, "v")?.value, "to")?.value;
    expect(to && text.slice(to.range.start, to.range.end)).toBe("0.25");
    expect(to?.literal).toBe(true);
  });
});
