import type { Formula } from "../../schedule/formula/formula";
import { single, type Branch, type Calls, type Tables } from "../code/body";
import type { Dialect } from "../code/dialect";
import { guarded } from "../code/guard";
import { lifted } from "../code/lift";
import { LINE, pythonWrapped } from "../code/pythonWrap";
import type { WrittenTrack } from "../source";

/** The statements of a function without branches: locals, then `return`. */
export function functionLines(
  { formula, length }: WrittenTrack,
  dialect: Dialect,
  tables: Tables,
  indent: string,
  calls?: Calls,
): string[] {
  const same = calls?.(formula);
  if (same !== undefined) return [`${indent}return ${same}`];
  const whole = guarded(calls ? formula : lifted(formula), length);
  const parts = whole.op === "pieces" && whole.of.op === "step" ? whole : undefined;
  const branch = (part: Formula): Branch => single(part, dialect, tables, calls);
  if (parts === undefined) return statements(branch(whole), `${indent}return `, indent);
  const [last, ...earlier] = parts.pieces.map(branch).reverse();
  if (last === undefined) return [];
  const bounds = [...parts.bounds].reverse();
  return [
    ...statements(last, `${indent}value = `, indent),
    ...earlier.flatMap((one, i) => chosenBelow(one, bounds[i] ?? 0, dialect, indent)),
    `${indent}return value`,
  ];
}

function statements({ locals, value }: Branch, head: string, indent: string): string[] {
  return [
    ...locals.flatMap((local) => pythonWrapped(`${indent}${local.name} = `, local.value)),
    ...pythonWrapped(head, value),
  ];
}

/** `value = where(step < bound, …, value)`: an array language computes all cases and chooses. */
function chosenBelow(
  { locals, value }: Branch,
  bound: number,
  dialect: Dialect,
  indent: string,
): string[] {
  const text = dialect.choose(dialect.step, dialect.number(bound), value, "value").text;
  const line = `${indent}value = ${text}`;
  const short = line.length <= LINE;
  return [
    ...locals.flatMap((local) => pythonWrapped(`${indent}${local.name} = `, local.value)),
    ...(short
      ? [line]
      : [...pythonWrapped(`${indent}below = `, value), chosenLine(bound, dialect, indent)]),
  ];
}

const chosenLine = (bound: number, dialect: Dialect, indent: string): string =>
  `${indent}value = ${dialect.choose(dialect.step, dialect.number(bound), "below", "value").text}`;
