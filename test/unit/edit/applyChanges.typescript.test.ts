import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { applyChanges } from "../../../src/core/edit/applyChanges";
import type { Change } from "../../../src/core/edit/change";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { parser } from "../parse/parser";
import { applyTextEdits } from "./applyTextEdits";

const IMPORT = 'import { defineSchedule, linear, cosine, epochs } from "learning-rate-designer";\n';

function change(code: string, ...changes: Change[]): string {
  const text = IMPORT + code;
  const document = parseTypeScript(text, parser);
  const root = document.roots[0]?.value;
  if (root?.type !== "object")
    throw new Error(`no definition: ${JSON.stringify(document.problems)}`);
  const result = applyChanges(document, root, changes);
  if (result.refusal) return `refused: ${result.refusal.reason}`;
  const after = applyTextEdits(text, result.edits);
  expect(parseTypeScript(after, parser).problems).toEqual(document.problems);
  return after.startsWith(IMPORT) ? after.slice(IMPORT.length) : after;
}

const define = (phases: string): string =>
  `const s = defineSchedule({ length: { steps: 1_000 }, learningRate: ${phases} });\n`;

describe("set in TypeScript", () => {
  it("keeps underscores, quotes and unit calls", () => {
    const code = define("[linear({ from: 0, to: 5e-4, for: epochs(5) }), cosine({ to: '10%' })]");
    const rate = (index: number, key: string) => ["learningRate", index, key];
    expect(change(code, { type: "set", path: ["length", "steps"], value: 25_000 })).toBe(
      code.replace("1_000", "25_000"),
    );
    expect(change(code, { type: "set", path: rate(0, "to"), value: 2.5e-4 })).toBe(
      code.replace("5e-4", "2.5e-4"),
    );
    expect(change(code, { type: "set", path: rate(0, "for"), value: "2 epochs" })).toBe(
      code.replace("epochs(5)", "epochs(2)"),
    );
    expect(change(code, { type: "set", path: rate(0, "for"), value: "2 epochs" })).toContain(
      "epochs(2)",
    );
    expect(change(code, { type: "set", path: rate(1, "to"), value: "5%" })).toBe(
      code.replace("'10%'", "'5%'"),
    );
  });

  it("goes to a constant that is used once and not exported", () => {
    const code = `const WARMUP = 500; // steps\n${define("[linear({ from: 0, to: 1, for: WARMUP }), cosine({ to: 0 })]")}`;
    const set: Change = { type: "set", path: ["learningRate", 0, "for"], value: 50 };
    expect(change(code, set)).toBe(code.replace("500", "50"));
    expect(change(`export ${code}`, set)).toBe("refused: WARMUP is exported, others may use it");
    expect(change(`${code}console.log(WARMUP);\n`, set)).toBe(
      "refused: WARMUP is used in more than one place",
    );
    expect(change(`${code}// WARMUP in a comment does not count\n`, set)).toContain("WARMUP = 50;");
  });

  it("refuses what is computed", () => {
    const code = define("[linear({ from: 0, to: 0.1 * (8192 / 256), for: 5 }), cosine({ to: 0 })]");
    expect(change(code, { type: "set", path: ["learningRate", 0, "to"], value: 1 })).toBe(
      "refused: it is computed by 0.1 * (8192 / 256)",
    );
    const peak = `const PEAK = 0.1 * 2;\n${define("cosine({ from: PEAK, to: 0 })")}`;
    expect(change(peak, { type: "set", path: ["learningRate", 0, "from"], value: 1 })).toBe(
      "refused: it is computed by 0.1 * 2",
    );
  });

  it("refuses what comes from a spread", () => {
    const code = `const base = { momentum: 0.9 };\nconst s = defineSchedule({ ...base, length: { steps: 10 } });\n`;
    for (const type of ["set", "remove"] as const) {
      const result = change(code, { type, path: ["momentum"], value: 0.8 });
      expect(result).toMatch(/^refused: it is not written here/);
    }
  });

  it("changes a builder's kind with its import", () => {
    const code = define("cosine({ from: 1, to: 0 })");
    expect(
      change(code, { type: "set", path: ["learningRate", 0, "kind"], value: "polynomial" }),
    ).toBe(
      IMPORT.replace("epochs }", "epochs, polynomial }") + code.replace("cosine(", "polynomial("),
    );
  });
});

describe("insert and remove in TypeScript", () => {
  const constant = { kind: "constant", value: 0.1 };

  it("writes builders where the neighbours do, and imports them", () => {
    const code = define("[\n  linear({ from: 0, to: 1, for: 5 }), // up\n  cosine({ to: 0 }),\n]");
    expect(change(code, { type: "insert", path: ["learningRate", 1], value: constant })).toBe(
      IMPORT.replace("epochs }", "epochs, constant }") +
        code.replace("// up\n", "// up\n  constant({ value: 0.1 }),\n"),
    );
    expect(
      change(code, { type: "insert", path: ["learningRate", 2], value: { kind: "linear", to: 0 } }),
    ).toBe(code.replace("cosine({ to: 0 }),\n", "cosine({ to: 0 }),\n  linear({ to: 0 }),\n"));
    expect(change(code, { type: "remove", path: ["learningRate", 0] })).toBe(
      code.replace("linear({ from: 0, to: 1, for: 5 }), // up", "// up"),
    );
  });

  it("writes objects in the file's quotes where the neighbours do", () => {
    const code = define(
      "[{ kind: 'linear', from: 0, to: 1, for: 5 }, { kind: 'cosine', to: 0 }]",
    ).replace(IMPORT, "");
    const after = change(code, { type: "insert", path: ["learningRate", 1], value: constant });
    expect(after).toBe(code.replace("}, {", "}, { kind: 'constant', value: 0.1 }, {"));
  });

  it("adds and removes parameters of a builder", () => {
    const code = define("cosine({ from: 1, to: 0 })");
    expect(change(code, { type: "insert", path: ["learningRate", 0, "every"], value: "1%" })).toBe(
      code.replace("to: 0 }", 'to: 0, every: "1%" }'),
    );
    expect(change(code, { type: "remove", path: ["learningRate", 0, "from"] })).toBe(
      code.replace("from: 1, ", ""),
    );
  });

  it("makes a list of a single builder call", () => {
    const code = define("cosine({ from: 1, to: 0 })");
    expect(
      change(code, {
        type: "insert",
        path: ["learningRate", 0],
        value: { kind: "linear", from: 0, to: 1, for: 5 },
      }),
    ).toBe(
      code.replace(
        "cosine({ from: 1, to: 0 })",
        "[\n  linear({ from: 0, to: 1, for: 5 }),\n  cosine({ from: 1, to: 0 })\n]",
      ),
    );
  });
});

describe("fixes of rules in TypeScript", () => {
  it("mend a long warmup through its constant, in one place", () => {
    const text = `${IMPORT}const WARMUP = 5_000;\n${define("[linear({ from: 0.01, to: 0.1, for: WARMUP }), cosine({ to: 0 })]")}`;
    const problem = analyze(parseTypeScript(text, parser)).problems.find(
      ({ code }) => code === "warmup-longer-than-run",
    );
    expect(text.slice(problem?.range.start, problem?.range.end)).toBe("WARMUP");
    const [origin] = problem?.related ?? [];
    expect(text.slice(origin?.range.start, origin?.range.end)).toBe("5_000");
    const after = applyTextEdits(text, problem?.fixes[0]?.edits ?? []);
    expect(after).toBe(text.replace("5_000", "50"));
    expect(analyze(parseTypeScript(after, parser)).problems.map(({ code }) => code)).toEqual([]);
  });

  it.each(["goyal-imagenet", "minicpm-wsd", "gpt3", "bert-pretraining", "sgdr"])(
    "%s gives no errors or warnings",
    (name) => {
      const text = readFileSync(
        join(import.meta.dirname, `../../../examples/typescript/${name}.ts`),
        "utf8",
      );
      const { problems } = analyze(parseTypeScript(text, parser));
      expect(
        problems.filter(({ severity }) => severity === "error" || severity === "warning"),
      ).toEqual([]);
    },
  );
});
