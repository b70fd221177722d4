import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InterpreterError } from "../../../src/core/program/errors";
import { entryOf, type CustomFunction } from "../../../src/core/parse/sourceValue";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { runs } from "../runs";
import { parser } from "./parser";

/** Programs per property. */
const PROGRAMS = runs(150, 50_000);
/** Functions of one file: parsing many at once makes the long run possible. */
const BATCH = 25;
const CONTEXT = { length: 100, globalStep: 7, runLength: 1000, from: 0.5 };
const STEPS = [0, 1, 2, 3.5, 17, 99];

/** The functions of a file, in order; undefined for those that were refused. */
function compileAll(bodies: readonly string[]): (CustomFunction | undefined)[] {
  const entries = bodies.map((body, index) => `f${index}: ${body}`).join(",\n");
  const { roots } = parseTypeScript(`defineSchedule({\n${entries}\n});`, parser);
  return bodies.map((_, index) => {
    const value = entryOf(roots[0]?.value, `f${index}`)?.value;
    return value?.type === "function" ? value.call : undefined;
  });
}

const UNARY = [
  "abs",
  "floor",
  "ceil",
  "round",
  "trunc",
  "sign",
  "sqrt",
  "exp",
  "log",
  "cos",
  "sin",
  "tanh",
  "cbrt",
  "log2",
];
const leaf = fc.oneof(
  fc.constantFrom(
    "step",
    "c.length",
    "c.from",
    "c.globalStep",
    "a",
    "b",
    "Math.PI",
    "0.5",
    "2",
    "10",
    "1e-3",
    "1_000",
    "0x1F",
  ),
  fc.integer({ min: -20, max: 20 }).map((value) => `(${value})`),
);

const { number, condition } = fc.letrec<{ number: string; condition: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4, depthIdentifier: "expression" },
    leaf,
    fc
      .tuple(
        tie("number"),
        fc.constantFrom("+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", ">>>"),
        tie("number"),
      )
      .map(([x, o, y]) => `(${x} ${o} ${y})`),
    fc.tuple(tie("number"), tie("number")).map(([x, y]) => `((${x}) ** (${y}))`),
    fc.tuple(fc.constantFrom(...UNARY), tie("number")).map(([f, x]) => `Math.${f}(${x})`),
    fc
      .tuple(fc.constantFrom("max", "min", "pow", "atan2", "hypot"), tie("number"), tie("number"))
      .map(([f, x, y]) => `Math.${f}(${x}, ${y})`),
    fc
      .tuple(tie("condition"), tie("number"), tie("number"))
      .map(([q, x, y]) => `(${q} ? ${x} : ${y})`),
    fc.tuple(fc.constantFrom("-", "+", "~"), tie("number")).map(([o, x]) => `(${o}(${x}))`),
    fc
      .tuple(tie("number"), tie("number"), tie("number"))
      .map(
        ([x, y, z]) =>
          `([${x}, ${y}, ${z}].map((v, i) => v + i).filter((v) => v > a).reduce((p, q) => p + q, 0))`,
      ),
    fc.tuple(tie("number"), tie("number")).map(([x, y]) => `([${x}, ${y}][(step | 0) & 1] ?? 3)`),
    fc.tuple(tie("number"), tie("number")).map(([x, y]) => `g(${x}, ${y})`),
  ),
  // "0 +", as the grammar takes `x < (-1)` for the start of type arguments
  condition: fc.oneof(
    { maxDepth: 3, depthIdentifier: "expression" },
    fc
      .tuple(
        tie("number"),
        fc.constantFrom("<", "<=", ">", ">=", "===", "!==", "==", "!="),
        tie("number"),
      )
      .map(([x, o, y]) => `(${x} ${o} 0 + ${y})`),
    fc
      .tuple(tie("condition"), fc.constantFrom("&&", "||"), tie("condition"))
      .map(([x, o, y]) => `(${x} ${o} ${y})`),
    tie("condition").map((x) => `(!${x})`),
    fc.constantFrom("(true)", "(false)"),
  ),
}));

const statement = fc.oneof(
  fc
    .tuple(fc.constantFrom("a", "b"), fc.constantFrom("=", "+=", "-=", "*=", "/=", "%="), number)
    .map(([v, o, x]) => `${v} ${o} ${x};`),
  fc.tuple(fc.constantFrom("a", "b"), fc.constantFrom("++", "--")).map(([v, o]) => `${v}${o};`),
  fc.tuple(condition, number, number).map(([q, x, y]) => `if ${q} { a = ${x}; } else b = ${y};`),
  fc
    .tuple(fc.integer({ min: 0, max: 6 }), number)
    .map(
      ([n, x]) =>
        `for (let i = 0; i < ${n}; i++) { if (i === 3) continue; a += ${x} * i; if (a > 1e6) break; }`,
    ),
  fc
    .tuple(fc.integer({ min: 0, max: 4 }), number)
    .map(([n, x]) => `{ let k = ${n}; while (k-- > 0) b = ${x} - k; }`),
  fc
    .tuple(number, number)
    .map(([x, y]) => `for (const v of [${x}, ${y}]) { const a = v; b += a; }`),
  fc.tuple(condition, number).map(([q, x]) => `if ${q} return ${x};`),
);

const program = fc
  .tuple(number, number, fc.array(statement, { maxLength: 5 }), number)
  .map(
    ([a, b, statements, result]) =>
      `(step, c) => { const g = (x, y = 2) => (x - y) / 3; let a = 1, b = 2; a = ${a}; b = ${b}; ${statements.join(" ")} return ${result}; }`,
  );

/** JavaScript's own answer. Only here, in the test, and only for programs made above. */
function native(source: string): CustomFunction {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the independent second evaluation
  return new Function(`return ${source}`)() as CustomFunction;
}

describe("generated programs", () => {
  it("compute what JavaScript computes", { timeout: 7_200_000 }, () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.array(program, { minLength: BATCH, maxLength: BATCH }), (sources) => {
        const compiled = compileAll(sources);
        for (const [index, source] of sources.entries()) {
          const call = compiled[index];
          expect(call, source).toBeDefined();
          const expected = native(source);
          for (const step of STEPS) {
            expect(call?.(step, CONTEXT), `${source} at ${step}`).toBe(expected(step, CONTEXT));
          }
          compared++;
        }
      }),
      { numRuns: Math.ceil(PROGRAMS / BATCH), endOnFailure: true },
    );
    expect(compared).toBeGreaterThanOrEqual(PROGRAMS);
  });

  it(
    "of any words neither hang, nor escape, nor throw anything but their own error",
    { timeout: 7_200_000 },
    () => {
      const before = Object.getOwnPropertyNames(globalThis).length;
      const pieces = fc.constantFrom(
        ..."step c a [ ] ( ) { } , ; . => = + - * / ** < > ? : ?. ... 0 1 1e9 'x' [1,2] return let const if else for while of while(1) constructor prototype __proto__ length globalThis process require import eval Function Math Math.max Math['constructor'] Array Object Reflect Symbol this new get set async await yield function (x)=>x .map .filter .call .bind .constructor ['constructor'] .__proto__ valueOf toString".split(
          " ",
        ),
      );
      const soup = fc
        .array(pieces, { minLength: 1, maxLength: 14 })
        .map((words) => `(step, c) => { let a = 1; ${words.join(" ")} }`);
      const expressionSoup = fc
        .array(pieces, { minLength: 1, maxLength: 8 })
        .map((words) => `(step, c) => ${words.join(" ")}`);
      let run = 0;
      fc.assert(
        fc.property(fc.oneof(soup, expressionSoup), (source) => {
          const [call] = compileAll([source]);
          run++;
          if (!call) return;
          try {
            expect(typeof call(3, CONTEXT)).toBe("number");
          } catch (error) {
            expect(error).toBeInstanceOf(InterpreterError);
          }
        }),
        { numRuns: PROGRAMS, endOnFailure: true },
      );
      expect(run).toBeGreaterThanOrEqual(PROGRAMS);
      expect(Object.getOwnPropertyNames(globalThis)).toHaveLength(before);
      expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("polluted");
    },
  );
});
