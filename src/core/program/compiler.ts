import { MAX_FUNCTION_NODES, MAX_NESTING } from "../parse/limits";
import type { Range } from "../text/range";
import type { Eval, Exec, Unit } from "./code";
import { ProgramError } from "./errors";
import type { Machine } from "./machine";
import { hoisted, namesOfInner } from "./names";
import { Scope } from "./scope";
import { compileExpression } from "./expressions";
import { compileStatement } from "./statements";
import type { Expression } from "./tree";
import type { Statement } from "./statementTree";
import type { Site, Value } from "./values";
import { formatCount } from "../text/format";
import { t } from "../text/words";

const LITERALS: ReadonlySet<string> = new Set(["number", "string", "boolean", "null", "template"]);

/** Turns a program's tree into closures, once. */
export class Compiler {
  scope: Scope;
  /** How many nodes have been compiled: what running them costs. */
  cost = 0;
  private nesting = 0;

  constructor(
    readonly machine: Machine,
    readonly unit: Unit,
  ) {
    this.scope = new Scope({ outer: undefined, surroundings: unit.surroundings, inner: new Set() });
  }

  get tracked(): boolean {
    return this.machine.tracked;
  }

  /** Functions of a step: what they cannot do is told when they are read. */
  get isStrict(): boolean {
    return !this.tracked;
  }

  textOf(range: Range): string {
    return this.unit.text.slice(range.start, range.end);
  }

  site(node: { readonly range: Range; readonly type?: string }): Site {
    const { uri, blame } = this.unit;
    const literal =
      LITERALS.has(node.type ?? "") ||
      (node.type === "unary" && /^-?[\d.]/.test(this.textOf(node.range)));
    return { uri, range: blame ?? node.range, literal };
  }

  expression(node: Expression): Eval {
    return this.nested(node.range, () => compileExpression(this, node));
  }

  statement(node: Statement): Exec {
    return this.nested(node.range, () => compileStatement(this, node));
  }

  /** Compiles in the scope of a new function. */
  inFunction<T>(owner: object, parts: unknown, compile: (scope: Scope) => T): T {
    const { scope, cost } = this;
    const { surroundings } = this.unit;
    const inner = namesOfInner(owner, parts);
    this.scope = new Scope({ outer: scope, surroundings, inner });
    try {
      return compile(this.scope);
    } finally {
      this.scope = scope;
      this.cost = cost + 1;
    }
  }

  /** Makes known the names that belong to the whole of a function. */
  hoist(statements: readonly Statement[]): void {
    for (const name of hoisted(statements, false)) {
      if (!this.scope.own(name)) this.scope.declare(name, false, true);
    }
  }

  /** Wraps an expression whose value comes from where it stands. */
  marked(node: Expression, evaluate: Eval): Eval {
    if (!this.tracked) return evaluate;
    const site = this.site(node);
    const { machine } = this;
    return (frame) => {
      const value = evaluate(frame);
      machine.place = site;
      return value;
    };
  }

  constant(node: Expression, value: Value): Eval {
    return this.marked(node, () => value);
  }

  private nested<T>(range: Range, compile: () => T): T {
    if (this.nesting >= MAX_NESTING)
      throw this.refusal(range, t`Nested deeper than ${MAX_NESTING} expressions.`);
    if (++this.cost > MAX_FUNCTION_NODES) {
      const limit = formatCount(MAX_FUNCTION_NODES);
      throw this.refusal(range, t`A function of more than ${limit} parts is not read.`);
    }
    this.nesting++;
    try {
      return compile();
    } finally {
      this.nesting--;
    }
  }

  private refusal(range: Range, message: string): ProgramError {
    return new ProgramError(message, this.site({ range }), "TooLarge");
  }
}
