import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../../src/core/parse/json";
import type { ParsedDocument, SourceValue } from "../../../src/core/parse/sourceValue";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { TypeScriptSession } from "../../../src/core/parse/typescriptSession";
import { runs, sampled } from "../runs";
import { parser } from "./parser";
import { toPlain } from "./plain";

/** Random edits per property. */
const EDITS = runs(300, 50_000);
const EDITS_A_RUN = 20;

const folder = (name: string) =>
  readdirSync(`examples/${name}`)
    .filter((file) => /\.(?:json|ts)$/.test(file))
    .map((file) => readFileSync(`examples/${name}/${file}`, "utf8"));
const jsonTexts = folder("json");
const typescriptTexts = folder("typescript");

/** Every range of a document lies in its text, the right way round. */
function checkRanges(document: ParsedDocument): void {
  const { length } = document.text;
  const check = ({ start, end }: { start: number; end: number }): void => {
    if (start < 0 || start > end || end > length) expect.fail(`range ${start}–${end} of ${length}`);
  };
  const visit = (value: SourceValue): void => {
    check(value.range);
    if (value.origin?.uri === undefined && value.origin) check(value.origin.range);
    if (value.type === "array") value.items.forEach(visit);
    if (value.type !== "object") return;
    for (const entry of value.entries) {
      check(entry.keyRange);
      check(entry.range);
      visit(entry.value);
    }
  };
  for (const { range } of document.problems) check(range);
  for (const { anchor, value } of document.roots) {
    check(anchor);
    visit(value);
  }
}

/** All of a document that must not depend on how its text came about. */
const essence = (document: ParsedDocument) => ({
  roots: document.roots.map(({ anchor, exportName, value }) => ({
    anchor,
    exportName,
    value: comparable(value),
  })),
  problems: document.problems,
});

function comparable(value: SourceValue): unknown {
  if (value.type === "function") return { ...value, call: "function" };
  if (value.type === "array") return { ...value, items: value.items.map(comparable) };
  if (value.type !== "object") return value;
  return {
    ...value,
    entries: value.entries.map((entry) => ({ ...entry, value: comparable(entry.value) })),
  };
}

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const SCRAPS = [
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  ",",
  ":",
  ";",
  '"',
  "'",
  "`",
  "\n",
  " ",
  "1",
  "e",
  ".",
  "+",
  "x",
  "//",
  "/*",
  "const ",
  "linear(",
  "defineSchedule({",
  "😀",
  "\u0000",
  "${",
  "=>",
];
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 5 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 400 }) },
  ),
  insert: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...SCRAPS) },
    { weight: 1, arbitrary: fc.constant("") },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...typescriptTexts, ...jsonTexts)
        .chain((text) => fc.nat(text.length).map((start) => text.slice(start, start + 120))),
    },
  ),
});

function applied(text: string, { at, remove, insert }: Edit): string {
  const start = Math.floor(at * (text.length + 1));
  return text.slice(0, start) + insert + text.slice(start + remove);
}

describe("texts cut off at every position", () => {
  it("JSON", { timeout: 120_000 }, () => {
    for (const text of jsonTexts) {
      for (let end = 0; end <= text.length; end++) checkRanges(parseJson(text.slice(0, end)));
    }
  });

  it(
    "TypeScript, typed character by character, ends as the file opened at once",
    { timeout: 300_000 },
    () => {
      for (const text of sampled(typescriptTexts, 5)) {
        const session = new TypeScriptSession(parser);
        for (let end = 0; end < text.length; end++) checkRanges(session.update(text.slice(0, end)));
        expect(essence(session.update(text))).toEqual(essence(parseTypeScript(text, parser)));
        session.dispose();
      }
    },
  );

  it("keeps a definition in view while its end is being typed", { timeout: 120_000 }, () => {
    for (const text of sampled(typescriptTexts, 4)) {
      const start = text.indexOf("{", text.indexOf("= defineSchedule(")) + 1;
      const end = text.lastIndexOf("}");
      let seen = 0;
      for (let cut = start; cut < end; cut++) {
        seen += parseTypeScript(text.slice(0, cut), parser).roots.some(
          ({ value }) => value.type === "object",
        )
          ? 1
          : 0;
      }
      expect(seen / (end - start)).toBeGreaterThan(0.97);
    }
  });
});

describe("random edits", () => {
  it("of JSON never throw and keep every range in the text", { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...jsonTexts),
        fc.array(edit, { minLength: EDITS_A_RUN, maxLength: EDITS_A_RUN }),
        (text, edits) => {
          edits.reduce((before, change) => {
            const after = applied(before, change);
            checkRanges(parseJson(after));
            return after;
          }, text);
        },
      ),
      { numRuns: Math.ceil((EDITS * 4) / EDITS_A_RUN) },
    );
  });

  it("of TypeScript give what the same text gives when opened", { timeout: 3_600_000 }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...typescriptTexts),
        fc.array(edit, { minLength: EDITS_A_RUN, maxLength: EDITS_A_RUN }),
        (text, edits) => {
          const session = new TypeScriptSession(parser);
          let now = text;
          session.update(now);
          for (const change of edits) {
            now = applied(now, change);
            const document = session.update(now);
            checkRanges(document);
            expect(essence(document)).toEqual(essence(parseTypeScript(now, parser)));
          }
          expect(essence(session.update(text))).toEqual(essence(parseTypeScript(text, parser)));
          session.dispose();
        },
      ),
      { numRuns: Math.ceil(EDITS / EDITS_A_RUN), endOnFailure: true },
    );
  });

  it(
    "that lead back to the start give the start's reading in a long file, too",
    { timeout: 300_000 },
    () => {
      const padding = "export function other(a: number): number {\n  return a * 2;\n}\n".repeat(
        800,
      );
      const text = `${padding}${typescriptTexts.join("\n").replace(/^import .*$/gm, "")}`;
      const expected = essence(parseTypeScript(text, parser));
      fc.assert(
        fc.property(fc.array(edit, { minLength: 5, maxLength: 5 }), (edits) => {
          const session = new TypeScriptSession(parser);
          let now = text;
          for (const change of edits) {
            now = applied(now, change);
            checkRanges(session.update(now));
          }
          expect(essence(session.update(text))).toEqual(expected);
          session.dispose();
        }),
        { numRuns: Math.ceil(EDITS / 100), endOnFailure: true },
      );
    },
  );
});

describe("definitions written out and read again", () => {
  it("are the same in JSON and in TypeScript", () => {
    for (const text of typescriptTexts) {
      const value = toPlain(parseTypeScript(text, parser).roots[0]?.value);
      const json = JSON.stringify(value, null, 2);
      expect(toPlain(parseJson(json).roots[0]?.value)).toEqual(value);
      expect(toPlain(parseTypeScript(`defineSchedule(${json});`, parser).roots[0]?.value)).toEqual(
        value,
      );
    }
  });

  it("whatever they hold", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), (given) => {
        const text = `defineSchedule(${JSON.stringify(given)});`;
        const read = parseTypeScript(text, parser);
        expect(toPlain(read.roots[0]?.value)).toEqual(JSON.parse(JSON.stringify(given)));
      }),
      { numRuns: runs(50, 5000) },
    );
  });
});

describe("work that nobody needs any more", () => {
  it("ends without a result, and the next reading is that of its text", () => {
    const text = `${"export const a = (x: number): number => x * 2;\n".repeat(5_000)}defineSchedule({ to: 1 });\n`;
    const session = new TypeScriptSession(parser);
    let asked = 0;
    const cancelled = session.update(text, { expired: () => ++asked > 2 });
    expect(asked).toBeLessThan(10);
    expect(cancelled.roots).toEqual([]);
    expect(cancelled.problems.map(({ code }) => code)).toEqual(["too-large"]);
    const changed = `${text}const b = 1;\n`;
    expect(essence(session.update(changed))).toEqual(essence(parseTypeScript(changed, parser)));
    session.dispose();
  });
});
