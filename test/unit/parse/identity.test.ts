import { describe, expect, it } from "vitest";
import { entryOf } from "../../../src/core/parse/sourceValue";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { parser } from "./parser";
import { toPlain } from "./plain";

function read(before: string, value: string) {
  const { roots } = parseTypeScript(`${before}\ndefineSchedule({ v: ${value} });`, parser);
  return entryOf(roots[0]?.value, "v")?.value;
}

const plain = (before: string, value: string): unknown => {
  const found = read(before, value);
  return found && toPlain(found);
};

const NAMES = `const o = { x: 1 }, p = o, copy = { ...o };
const A = [1], B = A, nested = { o, list: [o, { x: 1 }] };
const same = (a, b) => a === b, wrap = (inner) => ({ inner }), make = () => ({ x: 1 });
const made = make(), again = make(), { o: taken } = nested, [first, ...rest] = nested.list, alias = rest;
const twice = (() => { const one = {}; return { a: one, b: one, c: {} }; })();`;

describe("two names of one thing, and two things that look alike", () => {
  // expected values: what JavaScript prints
  it.each<[string, unknown]>([
    ["o === p", true],
    ["o === copy", false],
    ["o !== copy", true],
    ["o == p", true],
    ["A === B", true],
    ["A === [1]", false],
    ["same(o, p)", true],
    ["same(o, { x: 1 })", false],
    ["same(nested.o, o)", true],
    ["nested.list.indexOf(p)", 0],
    ["nested.list.includes(copy)", false],
    ["wrap(o).inner === p", true],
    ["made === made", true],
    ["made === again", false],
    ["taken === o", true],
    ["first === o", true],
    ["rest === rest", true],
    ["rest === alias", true],
    ["rest[0] === nested.list[1]", true],
    ["twice.a === twice.b", true],
    ["twice.a === twice.c", false],
    ["[o, copy].filter((one) => one === p).length", 1],
    ["!o", false],
    ["`${A}`", "1"],
  ])("%s", (value, expected) => {
    expect(plain(NAMES, value)).toBe(expected);
  });

  it("is the same within a function of the step", () => {
    const found = read(NAMES, "(step) => (same(o, p) && !same(o, copy) ? step : -1)");
    const context = { length: 9, globalStep: 0, runLength: 9, from: 0 };
    expect(found?.type === "function" && found.call(3, context)).toBe(3);
  });

  // what a run of the statements made is made anew, so that it cannot be compared with what is known
  it.each([
    ["const o = { x: 1 }, list = []; list.push(o);", "list.includes(o)"],
    ["const o = { x: 1 }, list = []; list.push(o);", "list.indexOf(o)"],
    ["const o = { x: 1 }, held = { o: { x: 2 } }; held.o = o;", "held.o === o"],
  ])("is never wrong after a change: %s %s", (before, value) => {
    const found = read(before, value);
    const answer = found && found.type !== "unknown" ? toPlain(found) : undefined;
    expect([undefined, true, 0]).toContain(answer);
  });
});

describe("a function of the step over what statements have changed", () => {
  const CONTEXT = { length: 9, globalStep: 0, runLength: 9, from: 0 };

  // expected values: what JavaScript prints once the file has been run
  it.each<[string, string, number]>([
    ["let peak = 1; peak = 0.5;", "(s) => s * peak", 1],
    ["const table = []; for (let i = 0; i < 3; i++) table.push(i / 4);", "(s) => table[s]", 0.5],
    ["const o = { a: 1 }; o.a = 3; const of = () => o.a;", "(s) => of() + s", 5],
  ])("%s %s", (before, value, expected) => {
    const found = read(before, value);
    expect(found?.type === "function" && found.call(2, CONTEXT)).toBe(expected);
  });

  it("sees what comes after its definition, too", () => {
    const text = "let n = 1;\ndefineSchedule({ v: (s) => s * n });\nn = 4;";
    const { roots } = parseTypeScript(text, parser);
    const found = entryOf(roots[0]?.value, "v")?.value;
    expect(found?.type === "function" && found.call(2, CONTEXT)).toBe(8);
  });

  it.each([
    ["let n = 1; n = 2; export const set = (x) => { n = x; };", "(s) => s * n"],
    ["const o = { a: 1 }; export function set(x) { o.a = x; }", "(s) => s * o.a"],
    ["const A = [1]; A.push(2); const grow = (list) => list.push(3); grow(A);", "(s) => A[s]"],
    ["let n = 1; n = loader.length;", "(s) => s * n"],
  ])("is unknown where a function may change it later: %s", (before, value) => {
    expect(read(before, value)).toMatchObject({ type: "unknown", reason: "runtime" });
  });
});
