import { attributeOf, binary, callValue, type Scope } from "./semantics";
import type { Token } from "./tokens";
import {
  PythonDict,
  PythonFloat,
  PythonTuple,
  toItems,
  toNumber,
  type PythonValue,
} from "./values";

export type Expression = (scope: Scope) => PythonValue;

const BINARY: readonly (readonly string[])[] = [
  ["<", ">", "<=", ">=", "==", "!=", "in"],
  ["+", "-"],
  ["*", "/", "//", "%"],
];

/** Reads the expressions of the recorded snippets into functions of a scope. */
export class ExpressionParser {
  position = 0;

  constructor(protected readonly tokens: readonly Token[]) {}

  get text(): string {
    const token = this.tokens[this.position];
    return token && token.type !== "string" ? token.text : "";
  }

  get type(): Token["type"] {
    return this.tokens[this.position]?.type ?? "end";
  }

  accept(text: string): boolean {
    if (this.text !== text) return false;
    this.position += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw new SyntaxError(`expected ${text}, found ${this.text}`);
  }

  take(): string {
    return this.tokens[this.position++]?.text ?? "";
  }

  expression(): Expression {
    if (this.accept("lambda")) return this.lambda();
    const value = this.binary(0);
    if (!this.accept("if")) return value;
    const condition = this.binary(0);
    this.expect("else");
    const other = this.expression();
    return (scope) => (condition(scope) === true ? value(scope) : other(scope));
  }

  private lambda(): Expression {
    const names: string[] = [];
    while (!this.accept(":")) {
      names.push(this.take());
      this.accept(",");
    }
    const body = this.expression();
    return (scope) =>
      (...values) =>
        body(scope.inner(names, values));
  }

  private binary(level: number): Expression {
    const operators = BINARY[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    while (operators.includes(this.text)) {
      const operator = this.take();
      const [a, b] = [left, this.binary(level + 1)];
      left = (scope) => binary(operator, a(scope), b(scope));
    }
    return left;
  }

  private unary(): Expression {
    if (!this.accept("-")) return this.power();
    const value = this.unary();
    return (scope) => binary("-", 0, value(scope));
  }

  private power(): Expression {
    const base = this.postfix();
    if (!this.accept("**")) return base;
    const exponent = this.unary();
    return (scope) => binary("**", base(scope), exponent(scope));
  }

  private postfix(): Expression {
    let value = this.atom();
    for (;;) {
      const before = value;
      if (this.accept(".")) {
        const name = this.take();
        value = (scope) => attributeOf(before(scope), name);
      } else if (this.accept("(")) value = this.call(before);
      else return value;
    }
  }

  private call(callee: Expression): Expression {
    const positional: Expression[] = [];
    const keywords: (readonly [string, Expression])[] = [];
    while (!this.accept(")")) {
      if (this.type === "name" && this.tokens[this.position + 1]?.text === "=") {
        const name = this.take();
        this.expect("=");
        keywords.push([name, this.expression()]);
      } else positional.push(this.expression());
      this.accept(",");
    }
    return (scope) =>
      callValue(
        callee(scope),
        positional.map((item) => item(scope)),
        new Map(keywords.map(([name, item]) => [name, item(scope)])),
      );
  }

  private atom(): Expression {
    const { type } = this;
    if (type === "number") return this.number();
    if (type === "string") {
      const text = this.take().slice(1, -1);
      return () => text;
    }
    if (this.accept("(")) return this.tuple();
    if (this.accept("[")) return this.list();
    if (this.accept("{")) return this.dict();
    const name = this.take();
    return (scope) => scope.get(name);
  }

  private number(): Expression {
    const text = this.take();
    const value = Number(text.replaceAll("_", ""));
    const result = /[.eE]/.test(text) ? new PythonFloat(value) : value;
    return () => result;
  }

  private tuple(): Expression {
    const items: Expression[] = [];
    let commas = 0;
    while (!this.accept(")")) {
      items.push(this.expression());
      if (this.accept(",")) commas += 1;
    }
    const [only] = items;
    if (only && commas === 0) return only;
    return (scope) => new PythonTuple(items.map((item) => item(scope)));
  }

  private list(): Expression {
    const items: Expression[] = [];
    while (!this.accept("]")) {
      const item = this.expression();
      if (this.accept("for")) return this.comprehension(item);
      items.push(item);
      this.accept(",");
    }
    return (scope) => items.map((item) => item(scope));
  }

  private comprehension(item: Expression): Expression {
    const name = this.take();
    this.expect("in");
    const list = this.expression();
    this.expect("]");
    return (scope) => toItems(list(scope)).map((value) => item(scope.inner([name], [value])));
  }

  private dict(): Expression {
    const entries: (readonly [Expression, Expression])[] = [];
    while (!this.accept("}")) {
      const key = this.expression();
      this.expect(":");
      entries.push([key, this.expression()]);
      this.accept(",");
    }
    return (scope) => new PythonDict(entries.map(([key, item]) => [key(scope), item(scope)]));
  }
}

export const isTrue = (value: PythonValue): boolean =>
  typeof value === "boolean" ? value : toNumber(value) !== 0;
