import { partsIn } from "../../program/partsIn";
import type { Expression, Name } from "../../program/tree";
import type { Declaration, ForLoop, Statement } from "../../program/statementTree";
import { assignedIn, namesIn } from "./walk";

/** A statement that sets the rate of an optimizer. */
export interface Setter {
  readonly statement: Extract<Statement, { type: "expression" }>;
  readonly value: Expression;
  /** The optimizer's. */
  readonly name: string;
  /** The rate that it is made with. */
  readonly initial: Expression;
}

/** How the rate and the list of all rates are called in what is run in place of the loop. */
export interface Names {
  readonly rate: string;
  readonly rates: string;
}

const TRAINS = /\.(?:minimize|applyGradients|fit|fitDataset|trainOnBatch)\s*\(/;

/**
 * A loop without all that the rate does not depend on, which notes the rate that each of its rounds
 * trains with. Undefined where that cannot be told: it does not train, sets the rate in the same
 * statement in which it trains, or leaves rounds out.
 */
export function sliceOfLoop(
  text: string,
  loop: ForLoop,
  setter: Setter,
  names: Names,
): { readonly body: readonly Statement[]; readonly counter: string } | undefined {
  const round = innermost(loop, setter.statement);
  const trains = round.body.findIndex(({ range }) =>
    TRAINS.test(text.slice(range.start, range.end)),
  );
  const sets = round.body.findIndex((one) => holds(one, setter.statement));
  if (trains < 0 || trains === sets || skips(loop)) return undefined;
  const slice = new Slice(loop, setter, names, round, trains);
  const { range } = setter.statement;
  const start: Declaration[] = [
    declared(names.rate, setter.initial),
    declared(names.rates, { type: "list", kind: "list", items: [], range }),
  ];
  return { body: [...start, slice.loop(loop)], counter: counterOf(round) };
}

const counterOf = ({ initial }: ForLoop): string => {
  const target = initial?.type === "declaration" ? initial.declarators[0]?.target : undefined;
  return target?.type === "name" ? target.name : "";
};

const holds = (root: unknown, statement: Statement): boolean => {
  for (const part of partsIn(root)) if (part === statement) return true;
  return false;
};

/** The innermost counted loop around the setter. */
function innermost(loop: ForLoop, statement: Statement): ForLoop {
  let found = loop;
  for (const part of partsIn(loop.body, false))
    if (part.type === "forLoop" && holds(part, statement)) found = part;
  return found;
}

/** `continue` leaves the rest of a round out. */
function skips(loop: ForLoop): boolean {
  for (const part of partsIn(loop.body, false)) if (part.type === "continue") return true;
  return false;
}

const nameOf = (name: string, at: Expression): Name => ({ type: "name", name, range: at.range });

const declared = (name: string, value: Expression): Declaration => ({
  type: "declaration",
  kind: "let",
  declarators: [{ target: nameOf(name, value), value, range: value.range }],
  range: value.range,
});

class Slice {
  /** All that the rate depends on, within the loop. */
  private readonly needed: ReadonlySet<string>;

  constructor(
    loop: ForLoop,
    private readonly setter: Setter,
    private readonly names: Names,
    private readonly round: ForLoop,
    private readonly trains: number,
  ) {
    this.needed = neededIn(loop, setter);
  }

  loop(loop: ForLoop): ForLoop {
    const kept = loop.body.flatMap((statement, index) => [
      ...(loop === this.round && index === this.trains ? [this.note()] : []),
      ...this.kept(statement),
    ]);
    return { ...loop, body: kept };
  }

  private kept(statement: Statement): Statement[] {
    const { statement: sets, value } = this.setter;
    if (statement === sets) {
      const target = nameOf(this.names.rate, value);
      const assign = { type: "assign", target, value, range: sets.range } as const;
      return [{ type: "expression", value: assign, range: sets.range }];
    }
    if (!holds(statement, sets)) return this.matters(statement) ? [statement] : [];
    const within = (body: readonly Statement[]) => body.flatMap((one) => this.kept(one));
    if (statement.type === "forLoop") return [this.loop(statement)];
    if (statement.type === "block") return [{ ...statement, body: within(statement.body) }];
    if (statement.type === "if")
      return [
        { ...statement, then: within(statement.then), otherwise: within(statement.otherwise) },
      ];
    return [statement];
  }

  private matters(statement: Statement): boolean {
    for (const name of assignedIn(statement)) if (this.needed.has(name)) return true;
    return false;
  }

  /** `rates.push(rate)` */
  private note(): Statement {
    const { value } = this.setter;
    const { range } = value;
    const callee = {
      type: "member",
      object: nameOf(this.names.rates, value),
      name: "push",
      nameRange: range,
      range,
    } as const;
    const given = { kind: "positional", value: nameOf(this.names.rate, value), range } as const;
    return {
      type: "expression",
      value: { type: "call", callee, arguments: [given], range },
      range,
    };
  }
}

/** The names behind the rate: its own, those of the conditions around it, and what sets these. */
function neededIn(loop: ForLoop, { statement, value }: Setter): Set<string> {
  const needed = namesIn(value);
  for (const part of partsIn(loop.body, false)) {
    if (!holds(part, statement)) continue;
    if (part.type === "if") for (const name of namesIn(part.test)) needed.add(name);
    if (part.type === "forLoop")
      for (const name of namesIn([part.initial, part.test, part.update])) needed.add(name);
  }
  const parts = [...partsIn(loop.body, false)];
  for (let before = -1; before !== needed.size;) {
    before = needed.size;
    for (const part of parts)
      if (part.type === "declaration" || part.type === "assign" || part.type === "update")
        if ([...assignedIn(part)].some((name) => needed.has(name)))
          for (const name of namesIn(part)) needed.add(name);
  }
  return needed;
}
