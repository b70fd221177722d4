import { ExpressionParser, isTrue, type Expression } from "./expressions";
import { Scope } from "./semantics";
import { tokenize } from "./tokens";
import { PythonCall, PythonName, PythonTuple, toItems, type PythonValue } from "./values";

/** What a statement gives back: a returned value, or nothing. */
type Statement = (scope: Scope) => PythonValue | undefined;

class ProgramParser extends ExpressionParser {
  block(): Statement {
    if (!this.accept(":")) throw new SyntaxError("expected :");
    this.position += 2; // newline, indent
    const statements: Statement[] = [];
    while (this.type !== "dedent") statements.push(this.statement());
    this.position += 1;
    return sequence(statements);
  }

  statement(): Statement {
    if (this.text === "import" || this.text === "from") return this.import();
    if (this.accept("def")) return this.definition();
    if (this.accept("if")) return this.condition();
    if (this.text === "for" || this.text === "with") return this.skipBlock();
    if (this.accept("return")) {
      const value = this.line(this.expressions());
      return (scope) => value(scope);
    }
    if (this.accept("pass")) return this.line(() => undefined);
    return this.assignment();
  }

  /** One expression, or several that make a tuple. */
  private expressions(): Expression {
    const items = [this.expression()];
    while (this.accept(",")) items.push(this.expression());
    const [only] = items;
    if (only && items.length === 1) return only;
    return (scope) => new PythonTuple(items.map((item) => item(scope)));
  }

  private line<Result>(result: Result): Result {
    if (this.type !== "newline") throw new SyntaxError(`unexpected ${this.text}`);
    this.position += 1;
    return result;
  }

  /** `from a.b import c` and `import a.b as c` bind the last name to its full path. */
  private import(): Statement {
    const from = this.take() === "from" ? `${this.path()}.` : "";
    if (from) this.expect("import");
    const names: (readonly [string, string])[] = [];
    const bracket = this.accept("(");
    do {
      if (bracket && this.accept(")")) break;
      const path = this.path();
      const name = this.accept("as") ? this.take() : (path.split(".")[0] ?? path);
      names.push([name, name === path.split(".")[0] && !from ? name : from + path]);
    } while (this.accept(","));
    if (bracket) this.accept(")");
    return this.line((scope: Scope) => {
      for (const [name, path] of names) scope.names.set(name, new PythonName(path));
      return undefined;
    });
  }

  private path(): string {
    let path = this.take();
    while (this.accept(".")) path += `.${this.take()}`;
    return path;
  }

  private definition(): Statement {
    const name = this.take();
    const names: string[] = [];
    const defaults = new Map<string, Expression>();
    this.expect("(");
    while (!this.accept(")")) {
      const parameter = this.take();
      names.push(parameter);
      if (this.accept("=")) defaults.set(parameter, this.expression());
      this.accept(",");
    }
    const body = this.block();
    return (scope) => {
      scope.names.set(name, (...values) => {
        const filled = names.map((n, i) => values[i] ?? defaults.get(n)?.(scope) ?? null);
        return body(scope.inner(names, filled)) ?? null;
      });
      return undefined;
    };
  }

  private condition(): Statement {
    const test = this.expression();
    const then = this.block();
    const otherwise = this.accept("else") ? this.block() : () => undefined;
    return (scope) => (isTrue(test(scope)) ? then(scope) : otherwise(scope));
  }

  /** Training loops are not run. */
  private skipBlock(): Statement {
    let depth = 0;
    let type = this.type;
    for (let begun = false; !begun || depth > 0; type = this.type) {
      if (type === "indent") depth += 1;
      if (type === "dedent") depth -= 1;
      begun ||= depth > 0;
      this.position += 1;
    }
    return () => undefined;
  }

  private assignment(): Statement {
    const targets: string[] = [];
    const start = this.position;
    while (this.type === "name") {
      targets.push(this.take());
      if (!this.accept(",")) break;
    }
    if (!this.accept("=") && !this.accept("+=")) {
      this.position = start;
      const value = this.line(this.expression());
      return (scope) => {
        const result = value(scope);
        if (result instanceof PythonCall) scope.calls.push(result);
        return undefined;
      };
    }
    const value = this.line(this.expression());
    return (scope) => {
      assign(scope, targets, value(scope));
      return undefined;
    };
  }
}

function assign(scope: Scope, targets: readonly string[], value: PythonValue): void {
  const [only] = targets;
  if (only !== undefined && targets.length === 1) scope.names.set(only, value);
  else if (value instanceof Object && "callee" in value) {
    for (const name of targets) scope.names.set(name, value);
  } else toItems(value).forEach((item, index) => scope.names.set(targets[index] ?? "", item));
}

const sequence =
  (statements: readonly Statement[]): Statement =>
  (scope) => {
    for (const statement of statements) {
      const result = statement(scope);
      if (result !== undefined) return result;
    }
    return undefined;
  };

/** Runs a snippet's top level: the values of its names, and every expression it evaluates. */
export function runSnippet(source: string): Scope {
  const parser = new ProgramParser(tokenize(source));
  const scope = new Scope();
  while (parser.type !== "end") parser.statement()(scope);
  return scope;
}
