import type { Formula } from "../../schedule/formula/formula";
import type { Dialect } from "./dialect";
import { expression, type Names } from "./expression";
import { lifted } from "./lift";
import { localLookup, localsOf, operandsOf } from "./locals";

/** A function's way through a formula: what holds below which step, and how it is computed. */
export interface Branch {
  /** The branch holds below this step; undefined for the last one. */
  readonly below: string | undefined;
  /** Local variables, `name` = `value`, in the order in which they are needed. */
  readonly locals: readonly { readonly name: string; readonly value: string }[];
  readonly value: string;
}

/** The tables of values that a module's functions share. */
export class Tables {
  private readonly known = new Map<string, { name: string; values: readonly number[] }>();

  constructor(private readonly base: string) {}

  nameOf(values: readonly number[]): string {
    const key = values.join();
    const found = this.known.get(key);
    if (found) return found.name;
    const name = this.known.size === 0 ? this.base : `${this.base}_${this.known.size + 1}`;
    this.known.set(key, { name, values });
    return name;
  }

  statements(dialect: Dialect): string[] {
    return [...this.known.values()].map(({ name, values }) =>
      dialect.table(
        name,
        values.map((value) => dialect.number(value)),
      ),
    );
  }
}

/** Parts of a formula that have a name outside of the function: other tracks, called. */
export type Calls = (formula: Formula) => string | undefined;

const noCalls: Calls = () => undefined;

/** A formula as the branches of a function. */
export function branches(
  formula: Formula,
  dialect: Dialect,
  tables: Tables,
  calls: Calls = noCalls,
): Branch[] {
  if (holds(formula, calls)) return [branch(formula, undefined, { dialect, tables, calls })];
  const whole = lifted(formula);
  const writing = { dialect, tables, calls };
  if (whole.op !== "pieces" || whole.of.op !== "step") return [branch(whole, undefined, writing)];
  return whole.pieces.map((piece, i) => branch(piece, whole.bounds[i], writing));
}

/** True where the formula or a part of it is a call. */
const holds = (formula: Formula, calls: Calls): boolean =>
  calls(formula) !== undefined || operandsOf(formula).some((part) => holds(part, calls));

interface Writing {
  readonly dialect: Dialect;
  readonly tables: Tables;
  readonly calls: Calls;
}

function branch(
  formula: Formula,
  bound: number | undefined,
  { dialect, tables, calls }: Writing,
): Branch {
  const locals = localsOf(formula, calls);
  const text = (part: Formula, known: typeof locals): string => {
    const local = localLookup(known);
    const names: Names = {
      local: (inner) => calls(inner) ?? local(inner),
      table: (values) => tables.nameOf(values),
    };
    return expression(part, dialect, names).text;
  };
  return {
    below: bound === undefined ? undefined : dialect.number(bound),
    locals: locals.map(({ name, formula: part }, i) => ({
      name,
      value: text(part, locals.slice(0, i)),
    })),
    value: text(formula, locals),
  };
}

/** The whole formula as one value, for languages without `if` inside of a compiled function. */
export const single = (
  formula: Formula,
  dialect: Dialect,
  tables: Tables,
  calls: Calls = noCalls,
): Branch => branch(formula, undefined, { dialect, tables, calls });
