import fc from "fast-check";
import { expect, it } from "vitest";
import { entryOf, type SourceValue } from "../../../src/core/parse/sourceValue";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { runs } from "../runs";
import { parser } from "./parser";

const EXPRESSIONS = runs(60, 20_000);
const CONTEXT = { length: 100, globalStep: 7, runLength: 1000, from: 0.5 };

/** What stands before each expression, in the module and in JavaScript alike. */
const NAMES = `const N = 3, F = 0.25, S = "abc", L = [3, 1, 2], O = { a: 1, b: [2, 4], c: "x" };
const add = (x, y = 2) => x + y;
`;

const leaf = fc.constantFrom(
  ...[
    "0",
    "1",
    "2.5",
    "-3",
    "1e-3",
    "N",
    "F",
    "O.a",
    "O.b[1]",
    "L[0]",
    "L.length",
    "S.length",
    "O.b.length",
  ],
  ...["Math.PI", "L.indexOf(2)", "true", "add(N)"],
);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc
      .tuple(
        tie("expression"),
        fc.constantFrom("+", "-", "*", "/", "%", "**", "<", ">=", "===", "!==", "&&", "||", "??"),
        tie("expression"),
      )
      .map(([a, operator, b]) => `((${a}) ${operator} (${b}))`),
    fc
      .tuple(tie("expression"), tie("expression"), tie("expression"))
      .map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc
      .tuple(
        fc.constantFrom(
          "Math.sqrt",
          "Math.floor",
          "Math.abs",
          "Math.round",
          "Number",
          "add",
          "-",
          "!",
          "+",
        ),
        tie("expression"),
      )
      .map(([f, a]) => `${f}(${a})`),
    fc
      .tuple(
        fc.constantFrom("Math.max", "Math.min", "add", "Math.pow"),
        tie("expression"),
        tie("expression"),
      )
      .map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc
      .tuple(tie("expression"), tie("expression"))
      .map(([a, b]) => `[${a}, ${b}, ...L].map((x) => x * 2).reduce((s, x) => s + x, 0)`),
    fc.tuple(tie("expression")).map(([a]) => `L.filter((x) => x > ${a}).length`),
    fc.tuple(tie("expression")).map(([a]) => `\`\${${a}}\`.length`),
    fc.tuple(tie("expression")).map(([a]) => `({ ...O, a: ${a} }).a`),
    fc
      .tuple(tie("expression"), tie("expression"))
      .map(([a, b]) => `((x) => { let y = x; if (y > ${b}) y += 1; return y; })(${a})`),
  ),
}));

/** JavaScript's own answer; no number where it throws. */
function native(source: string): unknown {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the independent second evaluation
    return new Function(`"use strict";\n${NAMES}return (${source});`)();
  } catch {
    return undefined;
  }
}

const outsideOf = (value: SourceValue | undefined): number | undefined =>
  value?.type === "number" ? value.value : undefined;

function insideOf(value: SourceValue | undefined): number | undefined {
  if (value?.type !== "function") return undefined;
  try {
    const found: unknown = value.call(0, CONTEXT);
    return typeof found === "number" ? found : undefined;
  } catch {
    return undefined;
  }
}

it("an expression has one value, inside of a function and outside of it, and it is JavaScript's", () => {
  const count = { both: 0, one: 0, none: 0 };
  fc.assert(
    fc.property(expression, (source) => {
      const expected = native(source);
      if (typeof expected !== "number" || !Number.isFinite(expected)) return;
      const text = `${NAMES}defineSchedule({ x: ${source}, f: () => ${source} });\n`;
      const root = parseTypeScript(text, parser).roots[0]?.value;
      const x = entryOf(root, "x")?.value;
      const [outside, inside] = [outsideOf(x), insideOf(entryOf(root, "f")?.value)];
      const told = `${source}: outside ${outside}, inside ${inside}, JavaScript ${expected}`;
      if (outside === undefined) expect(x?.type, told).toBe("unknown");
      else expect(Object.is(outside, expected), told).toBe(true);
      if (inside !== undefined) expect(Object.is(inside, expected), told).toBe(true);
      const known = [outside, inside].filter((value) => value !== undefined).length;
      count[known === 2 ? "both" : known === 1 ? "one" : "none"]++;
    }),
    { numRuns: EXPRESSIONS },
  );
  // what one of the ways doesn't know is the exception
  expect(count.both, JSON.stringify(count)).toBeGreaterThan(10 * (count.one + count.none));
});
