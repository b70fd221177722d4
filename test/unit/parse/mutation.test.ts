import { describe, expect, it } from "vitest";
import { entryOf, type SourceValue } from "../../../src/core/parse/sourceValue";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { parser } from "./parser";
import { toPlain } from "./plain";

const LIBRARY = 'import { cosine, linear } from "learning-rate-designer";\n';

/** What `v` of the definition is after the statements before it. */
function read(before: string, value: string): SourceValue | undefined {
  const { roots } = parseTypeScript(
    `${LIBRARY}${before}\ndefineSchedule({ v: ${value} });`,
    parser,
  );
  return entryOf(roots[0]?.value, "v")?.value;
}

describe("a constant whose parts are changed", () => {
  // expected values: what JavaScript prints
  it.each<[string, string, unknown]>([
    ["const o = { a: 1 }; o.a = 2;", "o.a", 2],
    ["const A = [1, 2]; A[0] = 2;", "A", [2, 2]],
    ["const o: any = { a: 1 }; Object.assign(o, { b: 2 });", "o", { a: 1, b: 2 }],
    ["const o: any = { a: 1, b: 2 }; delete o.a;", "o", { b: 2 }],
    ["const A = [1, 2, 3]; A.reverse();", "A", [3, 2, 1]],
    ["const A = [1, 2, 3]; A.splice(1, 1);", "A", [1, 3]],
    ["const A = [1, 2, 3]; A.length = 0;", "A", []],
    ["const A = [1, 2]; const B = A; B[0] = 7;", "A", [7, 2]],
    ["const A: number[] = []; for (let i = 0; i < 3; i++) A.push(i * i);", "A", [0, 1, 4]],
    [
      "const EVERY = 2; const A: number[] = []; for (let k = EVERY; k < 6; k += EVERY) A.push(k);",
      "A",
      [2, 4],
    ],
    [
      "const A = [{ to: 1 }, { to: 2 }]; for (const p of A) p.to *= 2;",
      "A",
      [{ to: 2 }, { to: 4 }],
    ],
    ["const A = [{ to: 1 }]; A.forEach((p) => { p.to = 5; });", "A", [{ to: 5 }]],
    ["const A = [1, 2]; [A[0], A[1]] = [A[1], A[0]];", "A", [2, 1]],
    [
      "const phases = []; phases.push(linear({ from: 0, to: 1 })); phases.push(cosine({ to: 0 }));",
      "phases",
      [
        { kind: "linear", from: 0, to: 1 },
        { kind: "cosine", to: 0 },
      ],
    ],
    ["let n = 1; n = 3; const f = (x) => x * n; n += 1;", "f(2)", 8],
    ["let n = 1; const f = () => { n = 2; };", "(() => n)()", 1],
    ["let n = 1; const set = (x) => { n = x; }; set(5);", "[1, 2].map((v) => v * n)", [5, 10]],
    ["const A = []; for (let i = 0; i < 3; i++) A.push(i); const f = (i) => A[i];", "f(2)", 2],
    ["const o = { a: 1, b: 2 }; o.a = undefined;", "Object.keys(o)", ["a", "b"]],
    ["const o = { a: 1, b: 2 }; o.a = undefined;", "{ a: 3, ...o }", { b: 2 }],
    ["const o = { a: undefined, b: 2 };", "{ a: 3, ...o }", { b: 2 }],
    ["const o = { a: undefined, b: 2 };", "Object.keys(o).length", 2],
  ])("%s", (before, value, expected) => {
    const found = read(before, value);
    expect(found && toPlain(found)).toEqual(expected);
  });

  it.each<[string, string]>([
    ["const o = { a: 1 }; tune(o); o.a += 0;", "o.a"],
    ["const A = [1]; if (loader.ready) A.push(2);", "A"],
    ["const A = [1]; A[loader.index] = 2;", "A"],
    ["const o = { a: 1 }; run(() => { o.a = 2; });", "o.a"],
    ["const A = [1]; run({ then: () => A.push(2) });", "A"],
    ["const A = [1]; function again() { A.push(2); run(again); } run(again);", "A"],
    ["const o = { a: 1 }; loader.items.forEach((v) => { o.a = v; });", "o.a"],
    [
      "const A = [1], o = { a: 1 }; if (loader.ready) A.pop(); A.forEach((v) => { o.a = v; });",
      "o.a",
    ],
    ["const A = [1], B = [2]; const C = loader.ready ? A : B; run(C); B.pop();", "B"],
    ["const o: any = { a: 1 }; if (loader.ready) o.b = 2;", "Object.keys(o).length"],
    ["const o: any = { a: 1 }; if (loader.ready) o.b = 2;", "o.b"],
    ["const o: any = { a: 1 }; while (loader.next()) o.b = 2;", "Object.keys(o).length"],
    ["const A = [1]; A.push(loader.length);", "A.indexOf(2)"],
    ["const A = [1]; A.push(loader.length);", "A.includes(2)"],
    ["const A = [1];", "A.indexOf(loader.length)"],
    ["const A = [3, loader.length, 1]; A.sort((x, y) => y - x);", "A[0]"],
    ["const A = [3, loader.length, 1]; A.sort();", "A[0]"],
    ["const A = [3, loader.length, 1], B = A.toSorted((x, y) => x - y); A.push(2);", "B[0]"],
    ["const A = [1];", "A.includes(loader.length)"],
  ])("is unknown where the run decides: %s", (before, value) => {
    expect(read(before, value)?.type).toBe("unknown");
  });

  it("keeps the place of what was added", () => {
    const text = `${LIBRARY}const phases = [];\nphases.push(linear({ from: 0, to: 0.25 }));\ndefineSchedule({ v: phases });`;
    const { roots } = parseTypeScript(text, parser);
    const phases = entryOf(roots[0]?.value, "v")?.value;
    const first = phases?.type === "array" ? phases.items[0] : undefined;
    const to = entryOf(first, "to")?.value;
    const place = to?.origin?.range ?? to?.range;
    expect(text.slice(place?.start, place?.end)).toBe("0.25");
  });
});

describe("a variable that is given another value", () => {
  // expected values: what JavaScript prints
  it.each<[string, string, unknown]>([
    ["let n = 1; n = 2;", "n", 2],
    ["let n = 1; n++;", "n * 2", 4],
    ["let n; n = 4;", "n", 4],
    ["let n = 1, k = 2; [n, k] = [k, n];", "[n, k]", [2, 1]],
    ["let n = 1; for (const step of [1, 2]) n += step;", "n", 4],
    ["let n = 1; for (let n = 0; n < 3; n++) {}", "n", 1],
    ["let n = 1; function set() { n = 5; } set();", "n", 5],
    ["let list = [1]; list = [...list, 2];", "list", [1, 2]],
    ["let list = [1, 2, 3]; list = list.slice(1);", "list.indexOf(3)", 1],
    ["let n = 3; n = 1;", "[1, 2, 3].includes(n)", true],
  ])("%s %s", (before, value, expected) => {
    const found = read(before, value);
    expect(found && toPlain(found)).toEqual(expected);
  });

  it.each<[string, string]>([
    ["let n = 1; if (loader.ready) n = 2;", "n"],
    ["let n = 1; while (loader.next()) n++;", "n"],
    ["let n = 1; run(() => { n = 2; });", "n"],
    ["let n = 1; run(() => { n += missing[0]; });", "n"],
    ["let n = 1; n = loader.length;", "[1, 2].indexOf(n)"],
  ])("is unknown where the run decides: %s %s", (before, value) => {
    expect(read(before, value)?.type).toBe("unknown");
  });

  it("stands where it was given last", () => {
    const found = read("let n = 1; n = 20;", "n");
    const origin = found?.origin?.range;
    const text = `${LIBRARY}let n = 1; n = 20;`;
    expect(origin && text.slice(origin.start, origin.end)).toBe("20");
  });
});
