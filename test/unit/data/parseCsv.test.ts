import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCsv } from "../../../src/core/data/parseCsv";

const fieldsOf = (text: string): (readonly string[])[] =>
  parseCsv(text).map(({ fields }) => fields);

describe("parseCsv", () => {
  it("reads quotes, doubled quotes, line breaks and delimiters within them", () => {
    expect(fieldsOf('a,"b, c","d ""e"" f"\n"x\r\ny",,z')).toEqual([
      ["a", "b, c", 'd "e" f'],
      ["x\r\ny", "", "z"],
    ]);
  });

  it.each([
    [
      "semicolons",
      "a;b\n1,5;2",
      [
        ["a", "b"],
        ["1,5", "2"],
      ],
    ],
    [
      "tabs",
      "a\tb\r\n1\t2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "bars",
      "a|b\r1|2\r",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a byte order mark",
      "\uFEFFa,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "semicolons, with a comma in a quoted name",
      '"x, y, z";b\n1;2',
      [
        ["x, y, z", "b"],
        ["1", "2"],
      ],
    ],
    ["one column", "a\n1\n\n2\n", [["a"], ["1"], ["2"]]],
    ["nothing", "", []],
    ["nothing but empty lines", "\n\r\n \n", []],
  ])("reads %s", (_, text, fields) => {
    expect(fieldsOf(text)).toEqual(fields);
  });

  it("counts lines as editors do", () => {
    const lines = parseCsv('a,b\n\n"1\n1",2\r\n3,4');
    expect(lines.map(({ line }) => line)).toEqual([1, 3, 5]);
  });

  it("says where a quote is never closed, and where something follows one", () => {
    expect(() => parseCsv('a,b\n1,"2\n3,4')).toThrow("The quote in line 2 is never closed.");
    expect(() => parseCsv('a,b\n1,"2"3')).toThrow("In line 2, something follows a closing quote.");
  });

  it("reads back what was written, whatever it is", () => {
    const field = fc.string({
      unit: fc.constantFrom("a", "1", " ", ",", '"', "\n", "\r", ";", "é"),
    });
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1 }),
      );
    fc.assert(
      fc.property(table, fc.constantFrom("\n", "\r\n"), (rows, end) => {
        const head = (rows[0] ?? []).map(() => "n").join(",");
        const quoted = rows.map((row) => row.map((f) => `"${f.replaceAll('"', '""')}"`).join(","));
        expect(fieldsOf([head, ...quoted].join(end))).toEqual([head.split(","), ...rows]);
      }),
    );
  });

  it("never throws but with a sentence, and always ends", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", "\t") }), (text) => {
        try {
          parseCsv(text);
        } catch (error) {
          expect(String(error)).toMatch(/^DataError: .*\.$/);
        }
      }),
    );
  });
});
