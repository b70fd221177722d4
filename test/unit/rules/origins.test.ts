import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import type { Problem } from "../../../src/core/problem";
import { applyTextEdits } from "../edit/applyTextEdits";
import { parser } from "../parse/parser";

/** A definition whose warmup is the expression, in /project/main.ts beside other files. */
const definition = (warmup: string, head: string): string => `${head}
import { cosine, defineSchedule, epochs, linear } from "learning-rate-designer";
export default defineSchedule({
  length: { epochs: 10, stepsPerEpoch: 100 },
  learningRate: [linear({ from: 0.01, to: 0.1, for: ${warmup} }), cosine({ to: 0 })],
});
`;

const CODE = "warmup-longer-than-run";

function judge(text: string, files: Readonly<Record<string, string>>): Problem {
  const resolveImport = (specifier: string) => {
    const uri = `file:///project/${specifier.replace("./", "")}`;
    const found = [uri, `${uri}.ts`].find((name) =>
      Object.hasOwn(files, name.split("/").at(-1) ?? ""),
    );
    return found === undefined
      ? undefined
      : { uri: found, text: files[found.split("/").at(-1) ?? ""] ?? "" };
  };
  const options = { resolveImport, uri: "file:///project/main.ts" };
  const problems = analyze(parseTypeScript(text, parser, options)).problems;
  const found = problems.find(({ code }) => code === CODE);
  if (found === undefined) throw new Error(JSON.stringify(problems.map(({ code }) => code)));
  return found;
}

interface Case {
  readonly name: string;
  readonly use: string;
  readonly head: string;
  readonly files: Readonly<Record<string, string>>;
  /** What the problem points at in the other file. */
  readonly points: string;
  /** The other file after the preferred fix; undefined where none may be offered. */
  readonly mended: string | undefined;
}

const TWO = `import { WARMUP } from "./constants";`;

const cases: readonly Case[] = [
  {
    name: "a constant of another file",
    use: "WARMUP",
    head: TWO,
    files: { "constants.ts": "// steps\nexport const WARMUP = 5_000; // long\n" },
    points: "5_000",
    mended: "// steps\nexport const WARMUP = 50; // long\n",
  },
  {
    name: "a constant three files away",
    use: "WARMUP",
    head: TWO,
    files: {
      "constants.ts": `export { WARMUP } from "./lengths";\n`,
      "lengths.ts": `import { LONG } from "./long";\nexport const WARMUP = LONG;\n`,
      "long.ts": "export const LONG = 5e3;\n",
    },
    points: "5e3",
    mended: "export const LONG = 5e1;\n",
  },
  {
    name: "a member of an object",
    use: "LENGTHS.warmup",
    head: `import { LENGTHS } from "./lengths";`,
    files: { "lengths.ts": "export const LENGTHS = { run: 1000, warmup: 5000 };\n" },
    points: "5000",
    mended: "export const LENGTHS = { run: 1000, warmup: 50 };\n",
  },
  {
    name: "a duration in quotes",
    use: "WARMUP",
    head: TWO,
    files: { "constants.ts": `export const WARMUP = '50 epochs';\n` },
    points: "'50 epochs'",
    mended: `export const WARMUP = '0.5 epochs';\n`,
  },
  {
    name: "the number of a unit's call",
    use: "epochs(WARMUP)",
    head: TWO,
    files: { "constants.ts": "export const WARMUP = 50;\n" },
    points: "50",
    mended: "export const WARMUP = 0.5;\n",
  },
  {
    name: "a JSON file",
    use: "lengths.warmup",
    head: `import lengths from "./lengths.json";`,
    files: { "lengths.json": `{ "run": 1000, "warmup": 5000 }` },
    points: "5000",
    mended: `{ "run": 1000, "warmup": 50 }`,
  },
  {
    name: "an expression, which no fix replaces",
    use: "WARMUP",
    head: TWO,
    files: { "constants.ts": "export const WARMUP = 10 * 500;\n" },
    points: "10 * 500",
    mended: undefined,
  },
];

describe("values from other files", () => {
  it.each(cases)("$name", ({ use, head, files, points, mended }) => {
    const text = definition(use, head);
    const problem = judge(text, files);
    expect(text.slice(problem.range.start, problem.range.end)).toBe(use);
    const [origin] = problem.related ?? [];
    const file = origin?.uri?.split("/").at(-1) ?? "";
    expect(files[file]?.slice(origin?.range.start, origin?.range.end)).toBe(points);
    const [fix, ...others] = problem.fixes.filter(({ preferred }) => preferred);
    expect(others).toEqual([]);
    expect(fix?.edits ?? []).toEqual([]);
    expect(fix?.safe).toBeUndefined();
    const after = fix?.elsewhere && applyTextEdits(fix.elsewhere.text, fix.elsewhere.edits);
    expect(after).toBe(mended);
    if (fix?.elsewhere === undefined || after === undefined) return;
    expect(fix.title).toContain(`(in ${file})`);
    const changed = { ...files, [file]: after };
    expect(() => judge(text, changed)).toThrow();
  });

  it.each([
    ["WARMUP * 100", "50"],
    ["Math.max(WARMUP, 1)", "5000"],
    ["`${WARMUP} epochs`", "50"],
  ])(
    "that are computed there, as %s, are not mended at what they are computed of",
    (use, value) => {
      const files = { "constants.ts": `export const WARMUP = ${value};\n` };
      const { fixes } = judge(definition(use, TWO), files);
      // A literal that is the value itself may be replaced; one that is a part of it may not.
      for (const { elsewhere } of fixes) {
        const after = elsewhere && applyTextEdits(elsewhere.text, elsewhere.edits);
        if (after === undefined) continue;
        expect(() => judge(definition(use, TWO), { "constants.ts": after })).toThrow();
      }
    },
  );

  it("of an exported constant are mended where they are written, which the fix says", () => {
    const text = definition("WARMUP", "export const WARMUP = 5_000;");
    const [fix, ...others] = judge(text, {}).fixes.filter(({ preferred }) => preferred);
    expect(others).toEqual([]);
    expect(fix?.title).toMatch(/ \(on line 1\)$/);
    expect(applyTextEdits(text, fix?.edits ?? [])).toBe(text.replace("5_000", "50"));
  });

  it("of the same file are mended where they are written", () => {
    const text = definition("WARMUP", "const WARMUP = 5_000;");
    const problem = judge(text, {});
    expect(text.slice(problem.range.start, problem.range.end)).toBe("WARMUP");
    const [origin] = problem.related ?? [];
    expect(text.slice(origin?.range.start, origin?.range.end)).toBe("5_000");
    const fixed = applyTextEdits(text, problem.fixes[0]?.edits ?? []);
    expect(fixed).toBe(text.replace("5_000", "50"));
  });
});
