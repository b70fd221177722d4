import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../../src/core/parse/json";
import { MAX_JSON_LENGTH, MAX_PROBLEMS } from "../../../src/core/parse/limits";
import type { SourceValue } from "../../../src/core/parse/sourceValue";
import { toPlain } from "./plain";
import { within } from "../within";

const LIMIT_MS = 200;
const SCRAPS = Array.from("{}[]:,\"'0123456789.e+-/*\ntrue\n \u2028\uD800");

function rootOf(text: string): SourceValue | undefined {
  return parseJson(text).roots[0]?.value;
}

/** What each problem says, with the text it underlines. */
function complaints(text: string): [string, string][] {
  return parseJson(text).problems.map(({ range, message }) => [
    text.slice(range.start, range.end),
    message,
  ]);
}

const timed = <T>(run: () => T): T => within(LIMIT_MS, run);

describe("parseJson on sound text", () => {
  it("reads every JSON value as JSON.parse does", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const document = parseJson(text);
        expect(document.problems).toEqual([]);
        expect(toPlain(document.roots[0]?.value)).toEqual(JSON.parse(text));
      }),
      { numRuns: 1000 },
    );
  });

  it("gives every scalar the range of its literal", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 2);
        const check = (part: SourceValue): void => {
          const literal = text.slice(part.range.start, part.range.end);
          expect(toPlain(part)).toEqual(JSON.parse(literal));
          if (part.type === "array") part.items.forEach(check);
          if (part.type === "object") {
            for (const entry of part.entries) {
              expect(JSON.parse(text.slice(entry.keyRange.start, entry.keyRange.end))).toBe(
                entry.key,
              );
              expect(entry.range).toEqual({
                start: entry.keyRange.start,
                end: entry.value.range.end,
              });
              check(entry.value);
            }
          }
        };
        const root = rootOf(text);
        if (root) check(root);
      }),
      { numRuns: 300 },
    );
  });

  it("accepts comments, trailing commas and a byte order mark", () => {
    const text = '\uFEFF// head\n{ "a": [1, 2, /* two */], "b": 5e-4, }';
    expect(parseJson(text).problems).toEqual([]);
    expect(toPlain(rootOf(text))).toEqual({ a: [1, 2], b: 5e-4 });
  });

  it("keeps 1e999 as Infinity at its range, and __proto__ as a key", () => {
    const text = '{ "__proto__": { "x": 1 }, "rate": 1e999 }';
    const root = rootOf(text);
    expect(root?.type === "object" && root.entries.map((entry) => entry.key)).toEqual([
      "__proto__",
      "rate",
    ]);
    const rate = root?.type === "object" ? root.entries[1]?.value : undefined;
    expect(rate).toMatchObject({ type: "number", value: Infinity });
    expect(text.slice(rate?.range.start, rate?.range.end)).toBe("1e999");
  });

  it("reads every example without a problem", () => {
    for (const name of readdirSync("examples/json")) {
      const document = parseJson(readFileSync(`examples/json/${name}`, "utf8"));
      expect(document.problems).toEqual([]);
      expect(document.roots).toHaveLength(1);
    }
  });
});

describe("parseJson on half-typed text", () => {
  it.each([
    ['{ "to": }', ":", "A value is missing here."],
    ['{ "to": , "for": 3 }', ":", "A value is missing here."],
    ['{ "to": \n "for": 3 }', ":", "A value is missing here."],
    ['{ "to" }', '"to"', "A colon and a value are missing after this name."],
    ['{ "a": 1 "b": 2 }', '"b"', "A comma is missing before this."],
    ['{ "a": [1, 2 }', "[", "This [ is not closed: ] is missing."],
    ['{ "a": 1', "{", "This { is not closed: } is missing."],
    ['{ "a": 5e- }', "5e-", "5e- is no complete number: a digit is missing."],
    ['{ "a": .5 }', ".5", "JSON does not know this way to write a number: write 0.5."],
    ['{ "a": 1_000 }', "1_000", "JSON does not know this way to write a number: write 1000."],
    ['{ "a": True }', "True", "JSON writes true in small letters."],
    ['{ "a": NaN }', "NaN", "NaN is no JSON value: write a finite number."],
    ["{ a: 1 }", "a", "Names stand in double quotes in JSON."],
    ["{ \"a\": 'b c' }", "'b c'", "JSON strings stand in double quotes."],
    ['{ "a": "b }', '"b }', "This string is not closed: a double quote is missing at its end."],
    ['{ "a": 1 } 2', "2", "The definition ends before this: one file holds one JSON value."],
    ['{ /* "a": 1 }', "/*", "This comment is not closed: */ is missing."],
    ["[1, , 2]", ",", ", is not expected here."],
    ["[1}, 2]", "}", "} is not expected here."],
  ])("%s", (text, blamed, message) => {
    expect(complaints(text)).toContainEqual([blamed, message]);
    expect(parseJson(text).problems[0]?.code).toBe("syntax");
  });

  it("keeps what is whole around what is not", () => {
    const root = rootOf('{ "name": "x", "to": \n "for": 3, "list": [1, {"kind": "linear", "fr');
    expect(toPlain(root)).toEqual({
      name: "x",
      to: { unknown: "", reason: "unfinished" },
      for: 3,
      list: [1, { kind: "linear" }],
    });
  });

  it("reports a key that is given twice, at the second", () => {
    const text = '{ "to": 1, "to": 2 }';
    const [problem] = parseJson(text).problems;
    expect(problem).toMatchObject({ code: "duplicate-key", range: { start: 11, end: 15 } });
    expect(problem?.related?.[0]?.range).toEqual({ start: 2, end: 6 });
  });

  it("offers fixes that make the text sound", () => {
    for (const text of ['{ "a": 1 "b": 2 }', "{ a: 'x' }", '{ "a": +.5e3 }', '{ "a": True }']) {
      let mended = text;
      for (const { fixes } of [...parseJson(text).problems].reverse()) {
        const [edit] = fixes[0]?.edits ?? [];
        if (!edit) continue;
        mended = mended.slice(0, edit.range.start) + edit.text + mended.slice(edit.range.end);
      }
      expect(() => JSON.parse(mended) as unknown).not.toThrow();
    }
  });
});

describe("parseJson on hostile text", () => {
  it("names an empty file", () => {
    for (const text of ["", "  \n", "// only a comment"]) {
      expect(parseJson(text)).toMatchObject({
        roots: [],
        problems: [{ range: { start: 0, end: 0 } }],
      });
    }
  });

  it("refuses binary junk with one problem", () => {
    const { roots, problems } = parseJson("\u007fELF\u0002\u0001\u0000\u0000");
    expect(roots).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  it("says that 5 MB on one line is too much", () => {
    const { problems } = timed(() => parseJson(`{"a":[${"1,".repeat(2_500_000)}1]}`));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(MAX_JSON_LENGTH.toLocaleString("en"));
  });

  it.each(["[", "{", '{"a":', "[{", "}", "]", "[}"])("takes 200,000 times %s", (bracket) => {
    const { problems } = timed(() => parseJson(bracket.repeat(200_000)));
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(MAX_PROBLEMS + 1);
  });

  it("keeps what stands after a part that is nested too deeply", () => {
    const deep = "[".repeat(1000) + "]".repeat(1000);
    const root = rootOf(`{ "a": ${deep}, "b": 2 }`);
    expect(root?.type === "object" && root.entries[1]).toMatchObject({
      key: "b",
      value: { value: 2 },
    });
  });

  it.each(["1,", '"a":1,', "x ", '"', "/*", "'", "-", "{}", "\uFFFD"])(
    "takes the largest text of %s",
    (part) => {
      const text = "[" + part.repeat(Math.floor((MAX_JSON_LENGTH - 1) / part.length));
      const { problems } = timed(() => parseJson(text));
      expect(problems.length).toBeLessThanOrEqual(MAX_PROBLEMS + 2);
    },
  );

  it("survives any text", () => {
    const scraps = fc.constantFrom(...SCRAPS);
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        for (const { range } of parseJson(text).problems) {
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeLessThanOrEqual(text.length);
          expect(range.start).toBeLessThanOrEqual(range.end);
        }
      }),
      { numRuns: 20_000 },
    );
  });
});
