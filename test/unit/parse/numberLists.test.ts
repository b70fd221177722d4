import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../../src/core/parse/json";
import { MAX_VALUES } from "../../../src/core/parse/limits";
import {
  entryOf,
  type ParsedDocument,
  type SourceValue,
} from "../../../src/core/parse/sourceValue";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { parser } from "./parser";

/** What may stand in a list of numbers, right and wrong. */
const spellings = (...slips: string[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
    { weight: 4, arbitrary: fc.constantFrom("0", "-0", "1e3", "2E-5", "-1.50", "1e999") },
    {
      weight: 1,
      arbitrary: fc.constantFrom("01", "1.", ".5", "1_000", "", '"1"', ...slips),
    },
  );
const separator = fc.constantFrom(",", ", ", " ,\n", ",\r\n\t");
const lists = (...slips: string[]) =>
  fc.array(fc.tuple(spellings(...slips), separator), { maxLength: 30 });

/** The same list read number by number: a comment is nothing that the short way passes over. */
const interrupted = (items: readonly (readonly [string, string])[]): string =>
  items.map(([number, between]) => number + between.replace(",", "/**/,/**/")).join("");
const written = (items: readonly (readonly [string, string])[]): string =>
  items.map(([number, between]) => number + between).join("");

type Read = (values: string) => { document: ParsedDocument; text: string };

const readers: readonly [string, Read, ReturnType<typeof lists>][] = [
  [
    "JSON",
    (values) => {
      const text = `{"values":[${values}]}`;
      return { document: parseJson(text), text };
    },
    lists("-", "1e", "5epochs", "1 2"),
  ],
  [
    "TypeScript",
    (values) => {
      const text = `export default defineSchedule({ values: [${values}] });\n`;
      return { document: parseTypeScript(text, parser), text };
    },
    // what is no TypeScript becomes another tree with each comment in it
    lists(),
  ],
];

const itemsOf = ({ roots: [root] }: ParsedDocument): readonly SourceValue[] => {
  const values = entryOf(root?.value, "values")?.value;
  return values?.type === "array" ? values.items : [];
};

describe.each(readers)("a list of numbers in %s", (_, read, list) => {
  it("says the same as the numbers one by one", () => {
    fc.assert(
      fc.property(list, (items) => {
        const short = read(written(items));
        const long = read(interrupted(items));
        const said = ({ document, text }: typeof short) => ({
          items: itemsOf(document).map(({ range, ...rest }) => [
            rest,
            text.slice(range.start, range.end).replaceAll("/**/", ""),
          ]),
          problems: document.problems.map(({ code, message }) => [
            code,
            message.replaceAll("/**/", ""),
          ]),
        });
        expect(said(short)).toEqual(said(long));
      }),
      { numRuns: 400 },
    );
  });

  it("has every number at its own text", () => {
    const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, separator, (values, between) => {
        const { document, text } = read(values.map(String).join(between));
        const items = itemsOf(document);
        expect(items.map((item) => (item.type === "number" ? item.value : item.type))).toEqual(
          // "-0" is how nobody writes it, but String(-0) is "0"
          values.map((value) => Number(String(value))),
        );
        for (const [index, { range, literal }] of items.entries()) {
          expect(text.slice(range.start, range.end)).toBe(String(values[index]));
          expect(literal).toBe(true);
        }
      }),
    );
  });
});

describe("a list past the limit of a file", () => {
  it("ends there with a problem at the first number that is not read", () => {
    // the object, the list and this many numbers
    const fits = MAX_VALUES - 2;
    const text = (count: number): string => `{"values":[${new Array(count).fill("1").join(",")}]}`;
    expect(parseJson(text(fits)).problems).toEqual([]);
    const [problem, ...others] = parseJson(text(fits + 1)).problems;
    expect(others).toEqual([]);
    expect(problem?.message).toContain("values: the text is not read from here on");
    expect(problem?.range.start).toBe('{"values":['.length + 2 * fits);
  });
});
