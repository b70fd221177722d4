import { describe, expect, it } from "vitest";
import type { ParsedDocument } from "../../../src/core/parse/sourceValue";
import { toPlain } from "./plain";
import { within } from "../within";
import { read, runtime } from "./typescriptText";

/** Twice the 200 ms that a quiet machine takes at most. */
const LIMIT_MS = 400;

describe("half-typed code", () => {
  const unfinished = (symbol: string) => ({ unknown: symbol, reason: "unfinished" });
  it.each<[string, unknown]>([
    ["defineSchedule({ to: , name: 'x' });", { to: unfinished(""), name: "x" }],
    ["defineSchedule({ to:\n  name: 'x' });", { to: unfinished(""), name: "x" }],
    ["defineSchedule({ to: 3 + , name: 'x' });", { to: unfinished("3"), name: "x" }],
    [
      "const W = 3 +;\ndefineSchedule({ to: W, name: 'x' });",
      { to: unfinished("3 +;"), name: "x" },
    ],
    ["defineSchedule({ name: 'x', nam });", { name: "x", nam: unfinished("nam") }],
    [
      "defineSchedule({ name: 'x', list: [1, epochs(), 2] });",
      { name: "x", list: [1, unfinished(""), 2] },
    ],
    [
      "const a = defineSchedule({ name: 'x', list: [linear({ to: 1 }), cosine({ to: ",
      {
        name: "x",
        list: [
          { kind: "linear", to: 1 },
          { kind: "cosine", to: unfinished("") },
        ],
      },
    ],
    [
      "const a = defineSchedule({ name: 'x', list: [1, 2\n\nexport const y = 3;\n",
      { name: "x", list: [1, 2] },
    ],
    [
      "const a: ScheduleDefinition = { name: 'x', to: Y, b: [\n",
      { name: "x", to: runtime("Y"), b: [] },
    ],
    [
      "const Y = 4; const a = defineSchedule({ name: 'x', to: Y, b: 'ab",
      { name: "x", to: 4, b: "ab" },
    ],
    ["defineSchedule(", unfinished("")],
  ])("%s", (text, expected) => {
    const document = read(text);
    expect(toPlain(document.roots[0]?.value)).toEqual(expected);
    expect(document.problems.length).toBeGreaterThan(0);
    for (const { range } of document.problems) expect(range.end).toBeLessThanOrEqual(text.length);
  });
});

describe("hostile code", () => {
  const timed = (text: string): ParsedDocument => within(LIMIT_MS, () => read(text));
  it.each([
    ["brackets", `defineSchedule({ a: ${"[".repeat(20_000)}`],
    ["closed brackets", `defineSchedule({ a: ${"[".repeat(5_000)}${"]".repeat(5_000)} });`],
    ["a long sum", `defineSchedule({ a: ${"1+".repeat(20_000)}1 });`],
    ["many definitions", "defineSchedule({ a: 1 });".repeat(10_000)],
    ["a name still to be typed", "defineSchedule({ a: (step) => { let a = 1; . while(1) } });"],
    [
      "doubling",
      `${Array.from({ length: 40 }, (_, i) => `const a${i + 1} = [...a${i}, ...a${i}];`).join("")}const a0 = [1];defineSchedule({ a: a40 });`,
    ],
    [
      "doubling calls",
      `${Array.from({ length: 40 }, (_, i) => `const f${i + 1} = (x: number) => f${i}(x) + f${i}(x);`).join("")}const f0 = (x: number) => x;defineSchedule({ a: f40(1) });`,
    ],
    [
      "doubling strings",
      `const s0 = 'ab';${Array.from({ length: 60 }, (_, i) => `const s${i + 1} = s${i} + s${i};`).join("")}defineSchedule({ a: s60 });`,
    ],
    [
      "endless recursion",
      "const f = (x: number): number => f(x + 1); defineSchedule({ a: f(1) });",
    ],
    ["one name everywhere", `${"use(a, a, a);".repeat(10_000)}defineSchedule({ a });`],
    [
      "prototype",
      "const o = { a: 1 }; defineSchedule({ a: o.__proto__, b: o.constructor, c: o['__proto__'], __proto__: { x: 1 } });",
    ],
    ["too many items", "defineSchedule({ a: Array.from({ length: 1e9 }, (_, i) => i) });"],
  ])("%s", (_name, text) => {
    const document = timed(text);
    expect(document.problems.length).toBeLessThanOrEqual(52);
  });

  it.each([
    `defineSchedule({ a: ${"1+".repeat(20_000)}1 });`,
    `const a0 = [1];${Array.from({ length: 40 }, (_, i) => `const a${i + 1} = [a${i}, a${i}];`).join("")}defineSchedule({ a: a40 });`,
    `const a0 = [1];${Array.from({ length: 40 }, (_, i) => `const a${i + 1} = [...a${i}, ...a${i}];`).join("")}defineSchedule({ a: a40 });`,
  ])("says where it stops to read: %.40s", (text) => {
    expect(read(text).problems.map(({ code }) => code)).toContain("too-large");
  });
});
