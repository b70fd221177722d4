import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digitsOf } from "../../../src/core/recordings/text/looseJson";
import { NumberScanner } from "../../../src/core/recordings/text/numbers";
import { runs } from "../runs";
import { pairs, readText } from "./read";

const scanner = new NumberScanner();
const scanned = (text: string): number | undefined => {
  const bytes = new TextEncoder().encode(`,${text},`);
  return scanner.scan(bytes, 1, bytes.length - 1) ? scanner.value : undefined;
};

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
  // any digits at all, on either side of a point, with any exponent
  fc
    .tuple(
      fc.stringMatching(/^[+-]?\d{1,12}(?:\.\d{0,14})?$/),
      fc.option(fc.integer({ min: -30, max: 30 })),
    )
    .map(([text, exponent]) => (exponent === null ? text : `${text}e${exponent}`)),
  // as near to the middle between two doubles as 17 or 18 digits come
  fc
    .tuple(
      fc.bigInt({ min: 2n ** 52n, max: 2n ** 53n - 1n }),
      fc.integer({ min: 1, max: 70 }),
      fc.constantFrom(17, 18),
    )
    .map(([mantissa, halvings, digits]) => middleAbove(mantissa, halvings, digits)),
);

/** The first digits of (m + 1/2) / 2ⁿ, as 1.234e-5. */
function middleAbove(mantissa: bigint, halvings: number, digits: number): string {
  const text = ((2n * mantissa + 1n) * 5n ** BigInt(halvings + 1)).toString();
  return `${text.charAt(0)}.${text.slice(1, digits)}e${text.length - 2 - halvings}`;
}

describe("a number read where it stands", () => {
  it("is the double that the language reads, with its digits", () => {
    fc.assert(
      fc.property(printed, (text) => {
        expect(scanned(text)).toBe(Number(text));
        expect(scanner.digits).toBe(Math.min(255, digitsOf(text)));
      }),
      { numRuns: runs(4000, 1_000_000) },
    );
  });

  it("is so where many digits end in the middle of two doubles, or beside it", () => {
    for (let i = 0; i < runs(20_000, 2_000_000); i++) {
      // 2⁵³ + an odd number: a tie, exactly, with 16 digits and a point
      const whole = 2n ** 53n + 1n + 2n * BigInt(i);
      for (const beside of [whole * 10n, whole * 10n - 1n, whole * 10n + 1n]) {
        const text = beside.toString();
        const point = `${text.slice(0, 5)}.${text.slice(5)}`;
        if (scanned(point) !== Number(point) || scanned(`${text}e-1`) !== Number(`${text}e-1`))
          expect.unreachable(text);
      }
    }
  });

  it("is JSON's where JSON would write it so", () => {
    const text = fc.stringMatching(/^[+-]?0?\d{0,3}\.?\d{0,3}(?:[eE][+-]?\d{0,3})?$/);
    fc.assert(
      fc.property(text, (one) => {
        const bytes = new TextEncoder().encode(one);
        const isWhole = scanner.token(bytes, 0, bytes.length) && scanner.end === bytes.length;
        let parsed: unknown;
        try {
          parsed = JSON.parse(one);
        } catch {
          parsed = undefined;
        }
        expect(isWhole && scanner.isJson ? scanner.value : undefined).toBe(parsed);
      }),
      { numRuns: runs(2000, 200_000) },
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
          const log = readText(name, text);
          expect(pairs(log.runs[0], "learningRate"), name).toEqual(
            list.map(({ lr }, step) => [step, lr]),
          );
          expect(pairs(log.runs[0], "loss"), name).toEqual(
            list.map(({ loss }, step) => [step, loss]),
          );
          expect(log.runs[0]?.skipped).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("begin another run where the counter starts over, and leave out rates that aren't numbers", () => {
    const lines = [0, 1, 2, 0, 1].map(
      (step, i) => `{"step": ${step}, "lr": ${i === 4 ? "NaN" : i}}`,
    );
    const log = readText("a.jsonl", lines.join("\n"));
    expect(log.runs.map((run) => pairs(run, "learningRate"))).toEqual([
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
      [[0, 3]],
    ]);
    expect(log.runs[1]?.skipped).toBe(1);
  });
});
