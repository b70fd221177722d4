import type { Formula } from "../../schedule/formula/formula";
import { shortNumber } from "./number";
import { branches, type Calls, type Tables } from "./body";
import { BINDS, type Dialect } from "./dialect";
import { LINE, pythonWrapped } from "./pythonWrap";

const FUNCTIONS = {
  floor: "math.floor",
  sqrt: "math.sqrt",
  exp: "math.exp",
  expm1: "math.expm1",
  log1p: "math.log1p",
  tanh: "math.tanh",
} as const;

/** Several values a line, which black and ruff would otherwise give a line each. */
export const UNTOUCHED = "  # fmt: skip";

/** A number as Python's `repr` and black write it. */
export function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'float("nan")';
  if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : '-float("inf")';
  return shortNumber(value);
}

/** Plain Python with `math`, in double precision. */
export const python: Dialect = {
  step: "step",
  pi: "math.pi",
  number: pythonNumber,
  function: (op, argument) => `${FUNCTIONS[op]}(${argument})`,
  cosine: (angle) => `math.cos(${angle})`,
  sine: (angle) => `math.sin(${angle})`,
  minimum: (a, b) => `min(${a}, ${b})`,
  maximum: (a, b) => `max(${a}, ${b})`,
  floorDivide: (a, b) => ({ text: `${a} // ${b}`, binds: BINDS.product }),
  choose: (of, bound, yes, no) => ({
    text: `${yes} if ${of} < ${bound} else ${no}`,
    binds: BINDS.choice,
  }),
  element: (name, index, last) => `${name}[min(${index}, ${last})]`,
  table: (name, values) => listBetween(`${name} = [`, values, "]"),
};

/** A list of Python between what opens and what closes it, in lines that no formatter touches. */
export const listBetween = (open: string, values: readonly string[], close: string): string =>
  [open, ...chunks(values, LINE - 4).map((line) => `    ${line}`), `${close}${UNTOUCHED}`].join(
    "\n",
  );

/** Values in lines of at most `width` characters, each with its comma. */
export function chunks(values: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const value of values) {
    const next = line === "" ? `${value},` : `${line} ${value},`;
    if (next.length > width && line !== "") {
      lines.push(line);
      line = `${value},`;
    } else line = next;
  }
  return line === "" ? lines : [...lines, line];
}

/** `def name(step: int) -> float:` with its docstring, formatted as black formats. */
export function pythonFunction(
  name: string,
  docstring: string,
  formula: Formula,
  tables: Tables,
  calls?: Calls,
): string {
  const list = branches(formula, python, tables, calls);
  const lines = list.flatMap(({ below, locals, value }) => {
    const indent = below === undefined ? "    " : "        ";
    return [
      ...(below === undefined ? [] : [`    if step < ${below}:`]),
      ...locals.flatMap((local) => pythonWrapped(`${indent}${local.name} = `, local.value)),
      ...pythonWrapped(`${indent}return `, value),
    ];
  });
  return [`def ${name}(step: int) -> float:`, `    """${docstring}"""`, ...lines].join("\n");
}
