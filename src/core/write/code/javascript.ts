import type { Formula } from "../../schedule/formula/formula";
import { branches, type Calls, type Tables } from "./body";
import { BINDS, type Dialect } from "./dialect";
import { shortNumber } from "./number";
import { chunks } from "./python";
import { wrapped } from "./wrap";

const FUNCTIONS = {
  floor: "Math.floor",
  sqrt: "Math.sqrt",
  exp: "Math.exp",
  expm1: "Math.expm1",
  log1p: "Math.log1p",
  tanh: "Math.tanh",
} as const;

const LINE = 100;

/** JavaScript, in double precision. */
export const javascript: Dialect = {
  step: "step",
  pi: "Math.PI",
  number: shortNumber,
  function: (op, argument) => `${FUNCTIONS[op]}(${argument})`,
  cosine: (angle) => `Math.cos(${angle})`,
  sine: (angle) => `Math.sin(${angle})`,
  minimum: (a, b) => `Math.min(${a}, ${b})`,
  maximum: (a, b) => `Math.max(${a}, ${b})`,
  floorDivide: (a, b) => ({ text: `Math.floor(${a} / ${b})`, binds: BINDS.atom }),
  choose: (of, bound, yes, no) => ({
    text: `${of} < ${bound} ? ${yes} : ${no}`,
    binds: BINDS.choice,
  }),
  element: (name, index, last) => `${name}[Math.min(${index}, ${last})]`,
  table: (name, values) =>
    [`const ${name} = [`, ...chunks(values, LINE - 2).map((line) => `  ${line}`), "];"].join("\n"),
};

/** `export function name(step) { … }` with its comment, formatted as prettier formats. */
export function javascriptFunction(
  name: string,
  comment: string,
  formula: Formula,
  tables: Tables,
  calls?: Calls,
): string {
  const lines = branches(formula, javascript, tables, calls).flatMap(({ below, locals, value }) => {
    const indent = below === undefined ? "  " : "    ";
    const statements = [
      ...locals.flatMap((local) =>
        wrapped(`${indent}const ${local.name} = `, local.value, LINE, ";"),
      ),
      ...wrapped(`${indent}return `, value, LINE, ";"),
    ];
    return below === undefined ? statements : [`  if (step < ${below}) {`, ...statements, "  }"];
  });
  return [
    "/**",
    ` * ${comment}`,
    " * @param {number} step the number of the update, from 0",
    " * @returns {number}",
    " */",
    `export function ${name}(step) {`,
    ...lines,
    "}",
  ].join("\n");
}
