import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digitsOf } from "../../../src/core/recordings/text/looseJson";
import { NumberScanner } from "../../../src/core/recordings/text/numbers";
import { pairs, readText } from "./read";

const scanner = new NumberScanner();
const scanned = (text: string): number | undefined =>
  scanner.scan(`,${text},`, 1, text.length + 1) ? scanner.value : undefined;

/** Numbers as programs print them. */
const printed = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc
    .tuple(fc.double({ min: 1e-12, max: 1e6 }), fc.integer({ min: 1, max: 17 }))
    .map(([value, digits]) => value.toPrecision(digits)),
  fc
    .tuple(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.integer({ min: 0, max: 12 }))
    .map(([value, digits]) => value.toExponential(digits)),
  fc.integer().map(String),
);

describe("a number read where it stands", () => {
  it("is the double that the language reads, with its digits", () => {
    fc.assert(
      fc.property(printed, (text) => {
        expect(scanned(text)).toBe(Number(text));
        expect(scanner.digits).toBe(Math.min(255, digitsOf(text)));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["", undefined],
    [" ", undefined],
    [".", undefined],
    ["-", undefined],
    ["1e", undefined],
    ["1.2.3", undefined],
    ["1x", undefined],
    ["0x10", undefined],
    ["e5", undefined],
    ["nan", NaN],
    ["-inf", -Infinity],
    [" +1.50 ", 1.5],
    [".5", 0.5],
    ["5.", 5],
    ["1e400", Infinity],
    ["1_000", 1000],
  ])("%j is %s", (text, value) => {
    expect(scanned(text)).toBe(value);
  });
});

describe("records of one shape", () => {
  const value = fc.double({ min: 0, max: 1, noNaN: true });
  const rows = fc.array(fc.record({ lr: value, loss: value }), { minLength: 3, maxLength: 40 });

  it("give the same series as JSON lines, as a list, as a table, and with another key in between", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const records = list.map(({ lr, loss }, step) => ({ step, lr, loss }));
        const lines = records.map((record) => JSON.stringify(record));
        const table = [
          "step,lr,loss",
          ...records.map(({ step, lr, loss }) => `${step},${lr},${loss}`),
        ];
        const odd = lines.map((line, i) =>
          i % 3 === 1 ? line.replace("}", ',"note":"x"}') : line,
        );
        const texts = [
          ["a.jsonl", lines.join("\n")],
          ["a.jsonl", odd.join("\n")],
          ["a.json", `[${lines.join(",\n")}]`],
          ["a.csv", table.join("\n")],
        ] as const;
        for (const [name, text] of texts) {
          const { runs } = readText(name, text);
          expect(pairs(runs[0], "learningRate"), name).toEqual(
            list.map(({ lr }, step) => [step, lr]),
          );
          expect(pairs(runs[0], "loss"), name).toEqual(list.map(({ loss }, step) => [step, loss]));
          expect(runs[0]?.skipped).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("begin another run where the counter starts over, and leave out rates that aren't numbers", () => {
    const lines = [0, 1, 2, 0, 1].map(
      (step, i) => `{"step": ${step}, "lr": ${i === 4 ? "NaN" : i}}`,
    );
    const { runs } = readText("a.jsonl", lines.join("\n"));
    expect(runs.map((run) => pairs(run, "learningRate"))).toEqual([
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
      [[0, 3]],
    ]);
    expect(runs[1]?.skipped).toBe(1);
  });
});
