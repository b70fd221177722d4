import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { DATA_LIMITS, probeDataSchema } from "../../../src/core/data/probeData";
import { readTable } from "../../../src/core/data/readTable";

const table = (head: string, rows: readonly string[]): string => [head, ...rows].join("\n");
const many = (count: number, row: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => row(i));
const species = (i: number): string => ["cat", "dog"][i % 2] ?? "";

describe("readTable", () => {
  it("reads numbers and classes", () => {
    const text = table(
      "size,weight,species",
      many(10, (i) => `${i}, ${i / 2} ,${species(i)}`),
    );
    const data = readTable(text, "my.csv", "species");
    expect(data).toMatchObject({
      name: "my.csv",
      features: ["size", "weight"],
      classes: ["cat", "dog"],
      notes: [],
    });
    expect([...data.inputs.slice(0, 6)]).toEqual([0, 0, 1, 0.5, 2, 1]);
    expect([...data.labels]).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
    expect(v.is(probeDataSchema, data)).toBe(true);
  });

  it("takes the last column for the classes without a label, and any other with one", () => {
    const text = table(
      "k,x",
      many(10, (i) => `${species(i)},${i % 5}`),
    );
    expect(readTable(text, "t", "k").features).toEqual(["x"]);
    expect(readTable(text, "t")).toMatchObject({
      features: ["k=cat", "k=dog"],
      classes: ["0", "1", "2", "3", "4"],
    });
  });

  it("leaves out rows with holes, and says how many", () => {
    const holes = ["", "NA", "NaN", "null", "?"];
    const text = table("x,k", [
      ...many(12, (i) => `${i},${species(i)}`),
      ...holes.map((hole) => `${hole},cat`),
      "7,",
    ]);
    const data = readTable(text, "t", "k");
    expect(data.labels).toHaveLength(12);
    expect(data.notes).toEqual(["6 of 18 rows with holes are left out."]);
  });

  it("leaves out columns that tell nothing, and says which", () => {
    const text = table(
      "x,same,name,mostly,k",
      many(20, (i) => `${i},5,name ${i},${i < 6 ? i : ""},${species(i)}`),
    );
    const data = readTable(text, "t", "k");
    expect(data.features).toEqual(["x"]);
    expect(data.labels).toHaveLength(20);
    expect(data.notes).toEqual([
      'Column "same" is the same in every row and is left out.',
      'Column "name" has 20 different words and is left out.',
      'Column "mostly" has 14 holes and is left out.',
    ]);
  });

  it("makes an input of each word of a column", () => {
    const text = table(
      "color,x,k",
      many(12, (i) => `${["red", "blue"][i % 2]},${i},${species(i)}`),
    );
    const data = readTable(text, "t", "k");
    expect(data.features).toEqual(["color=blue", "color=red", "x"]);
    expect([...data.inputs.slice(0, 6)]).toEqual([0, 1, 0, 1, 0, 1]);
  });

  it.each([
    ["", "t is empty."],
    ["1,2\n3,4", "The first line of t must name the columns."],
    ["a,a\n1,2", 't has two columns "a".'],
    ["a,b\n1,2\n1,2,3", "Line 3 of t has 3 fields, its first line 2."],
    ["a,b\n1,x\n2,y", "t has 2 rows; a probe needs at least 10."],
    [
      table(
        "a,k",
        many(30, (i) => `${i},only`),
      ),
      'Column "k" of t has only one class: "only".',
    ],
    [
      table(
        "a,k",
        many(100, (i) => `${i},${i}.5`),
      ),
      /Column "k" of t has 100 different values; .* fits no numbers\./,
    ],
    [table("k", many(20, species)), "t has no column to learn from."],
    [
      table(
        "a,k",
        many(20, (i) => `1e999,${species(i)}`),
      ),
      "t has no column to learn from.",
    ],
    [
      table(
        "a,k",
        many(20, (i) => `,${species(i)}`),
      ),
      "t has no column to learn from.",
    ],
  ])("says in one sentence why nothing can be trained on (%#)", (text, message) => {
    expect(() => readTable(text, "t")).toThrow(message);
  });

  it("names the columns there are where the label is none of them", () => {
    const text = table(
      "a,b",
      many(10, (i) => `${i},${species(i)}`),
    );
    expect(() => readTable(text, "t", "species")).toThrow(
      't has no column "species" for the classes; it has a, b.',
    );
  });

  it("takes at most the rows and inputs of its limits", () => {
    const long = table(
      "a,k",
      many(DATA_LIMITS.rows + 1000, (i) => `${i},${species(i)}`),
    );
    const data = readTable(long, "t");
    expect(data.labels).toHaveLength(DATA_LIMITS.rows);
    expect(data.notes).toEqual(["50,000 of 51,000 rows are used, evenly spread."]);
    expect(v.is(probeDataSchema, data)).toBe(true);
    const names = many(DATA_LIMITS.features + 1, (i) => `c${i}`);
    const wide = table(
      [...names, "k"].join(),
      many(12, (i) => [...names.map((_, j) => i * (j + 1)), species(i)].join()),
    );
    expect(() => readTable(wide, "t")).toThrow("t has 257 inputs; a probe takes 256.");
  });

  it("looks at each of 300,000 columns once", () => {
    const names = many(300_000, (i) => `c${i}`);
    const twice = `${names.join()},c0\n1`;
    expect(() => readTable(twice, "t")).toThrow('t has two columns "c0".');
    expect(() => readTable(`${names.join()}\n1`, "t")).toThrow("Line 2 of t has 1 field");
  });
});
