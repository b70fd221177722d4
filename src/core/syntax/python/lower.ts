import { PYTHON } from "../../program/languageRules";
import { rangeOf, type SyntaxNode } from "../../parse/syntaxTree";
import type {
  BinaryOperator,
  Expression,
  FunctionExpression,
  Name,
  Pattern,
} from "../../program/tree";
import type {
  Assignment,
  Import,
  ImportBinding,
  MatchPattern,
  Program,
  Statement,
  Try,
} from "../../program/statementTree";
import { argument, lowerExpression, lowerPattern, sourceOf } from "./lowerExpression";
import { lowerParameters } from "./lowerParameters";
import { partsOf } from "./parts";

/** Lowers tree-sitter-python's tree, however broken; the tree may be deleted afterwards. */
export const lowerPython = (root: SyntaxNode, text: string): Program => ({
  rules: PYTHON,
  text,
  body: new Lowering(text).block(root),
});

/** The statements of the function that a text begins with, and what breaks out of it. */
export function lowerBody(root: SyntaxNode, text: string): Statement[] {
  const lowering = new Lowering(text);
  const [head, ...others] = partsOf(root);
  if (head?.type !== "function_definition") return lowering.block(root);
  const body = lowering.block(head.childForFieldName("body"));
  return [...body, ...others.flatMap((other) => lowering.statement(other))];
}

/** Calls of a function with such a body are unknown. */
export const suspends = (body: string): boolean => /\byield\b/.test(body);

class Lowering {
  constructor(private readonly text: string) {}

  block(node: SyntaxNode | null | undefined): Statement[] {
    return node ? partsOf(node).flatMap((part) => this.statement(part)) : [];
  }

  private expression(node: SyntaxNode | null | undefined): Expression {
    return lowerExpression(node, this.text);
  }

  private pattern(node: SyntaxNode | null | undefined): Pattern {
    return lowerPattern(node, this.text);
  }

  private source(node: SyntaxNode | null | undefined): string {
    return sourceOf(node, this.text);
  }

  private field(node: SyntaxNode, name: string): Expression {
    return this.expression(node.childForFieldName(name));
  }

  private body(node: SyntaxNode, name = "body"): Statement[] {
    return this.block(node.childForFieldName(name));
  }

  statement(node: SyntaxNode): Statement[] {
    const range = rangeOf(node);
    const lower = this.statements[node.type];
    if (lower) return lower(node);
    switch (node.type) {
      case "break_statement":
        return [{ type: "break", range }];
      case "continue_statement":
        return [{ type: "continue", range }];
      case "raise_statement":
        return [{ type: "raise", range }];
      case "ERROR":
      case "block":
        return this.block(node);
      default:
        // half-typed text has expressions where statements belong
        return [];
    }
  }

  private readonly statements: Readonly<
    Record<string, ((node: SyntaxNode) => Statement[]) | undefined>
  > = {
    expression_statement: (node) => partsOf(node).map((part) => this.simple(part)),
    if_statement: (node) => [this.condition(node)],
    for_statement: (node) => [this.loop(node)],
    while_statement: (node) => [
      {
        type: "while",
        range: rangeOf(node),
        test: this.field(node, "condition"),
        body: this.body(node),
      },
    ],
    try_statement: (node) => [this.attempt(node)],
    with_statement: (node) => [this.context(node)],
    function_definition: (node) => [this.definition(node, [])],
    class_definition: (node) => [this.classDefinition(node, [])],
    decorated_definition: (node) => this.decorated(node),
    return_statement: (node) => {
      const [value] = partsOf(node);
      return [
        { type: "return", range: rangeOf(node), ...(value && { value: this.expression(value) }) },
      ];
    },
    global_statement: (node) => [this.outer(node, "global")],
    nonlocal_statement: (node) => [this.outer(node, "nonlocal")],
    delete_statement: (node) => [
      {
        type: "delete",
        range: rangeOf(node),
        targets: partsOf(node).map((part) => this.pattern(part)),
      },
    ],
    import_statement: (node) => partsOf(node).map((part) => this.import(part)),
    import_from_statement: (node) => [this.importFrom(node)],
    match_statement: (node) => [this.match(node)],
  };

  private outer(node: SyntaxNode, kind: "global" | "nonlocal"): Statement {
    const names = partsOf(node).map((part) => this.source(part));
    return { type: "outer", range: rangeOf(node), kind, names };
  }

  private simple(node: SyntaxNode): Statement {
    const range = rangeOf(node);
    if (node.type === "assignment") return this.assignment(node);
    if (node.type !== "augmented_assignment")
      return { type: "expression", range, value: this.expression(node) };
    const operator = this.source(node.childForFieldName("operator")).slice(0, -1);
    return {
      type: "assignment",
      range,
      targets: [this.pattern(node.childForFieldName("left"))],
      operator: operator as BinaryOperator,
      value: this.field(node, "right"),
    };
  }

  private assignment(node: SyntaxNode): Assignment {
    const targets: Pattern[] = [];
    let next: SyntaxNode | null = node;
    while (next?.type === "assignment") {
      targets.push(this.pattern(next.childForFieldName("left")));
      next = next.childForFieldName("right");
    }
    const type = node.childForFieldName("type");
    return {
      type: "assignment",
      range: rangeOf(node),
      targets,
      ...(next && { value: this.expression(next) }),
      ...(type && { annotation: this.source(type) }),
    };
  }

  private condition(node: SyntaxNode): Statement {
    const clauses = partsOf(node).filter(({ type }) => type.endsWith("_clause"));
    let otherwise: readonly Statement[] = [];
    for (const clause of clauses.reverse())
      otherwise =
        clause.type === "else_clause" ? this.body(clause) : [this.branch(clause, otherwise)];
    return this.branch(node, otherwise);
  }

  private branch(node: SyntaxNode, otherwise: readonly Statement[]): Statement {
    const test = this.field(node, "condition");
    return {
      type: "if",
      range: rangeOf(node),
      test,
      then: this.body(node, "consequence"),
      otherwise,
    };
  }

  private loop(node: SyntaxNode): Statement {
    const last = node.childForFieldName("alternative");
    return {
      type: "forEach",
      range: rangeOf(node),
      target: this.pattern(node.childForFieldName("left")),
      iterable: this.field(node, "right"),
      body: this.body(node),
      ...(last && { otherwise: this.body(last) }),
    };
  }

  private attempt(node: SyntaxNode): Try {
    const parts = partsOf(node);
    const blockIn = (part: SyntaxNode): Statement[] =>
      this.block(partsOf(part).find(({ type }) => type === "block"));
    const otherwise = parts.find(({ type }) => type === "else_clause");
    const last = parts.find(({ type }) => type === "finally_clause");
    return {
      type: "try",
      range: rangeOf(node),
      body: this.body(node),
      handlers: parts
        .filter(({ type }) => type.startsWith("except"))
        .map((part) => ({ body: blockIn(part) })),
      ...(otherwise && { otherwise: this.body(otherwise) }),
      ...(last && { finally: blockIn(last) }),
    };
  }

  private context(node: SyntaxNode): Statement {
    const clause = partsOf(node).find(({ type }) => type === "with_clause");
    const items = (clause ? partsOf(clause) : []).map((item) => {
      const value = item.childForFieldName("value");
      if (value?.type !== "as_pattern") return { value: this.expression(value) };
      const [expression] = partsOf(value);
      const alias = value.childForFieldName("alias");
      const target = alias && partsOf(alias)[0];
      return {
        value: this.expression(expression),
        ...(target && { target: this.pattern(target) }),
      };
    });
    return { type: "with", range: rangeOf(node), items, body: this.body(node) };
  }

  private decorated(node: SyntaxNode): Statement[] {
    const decorators = partsOf(node)
      .filter(({ type }) => type === "decorator")
      .map((decorator) => this.expression(partsOf(decorator)[0]));
    const definition = node.childForFieldName("definition");
    if (definition?.type === "class_definition")
      return [this.classDefinition(definition, decorators)];
    return definition ? [this.definition(definition, decorators)] : [];
  }

  private name(node: SyntaxNode): Name {
    const name = node.childForFieldName("name");
    return { type: "name", range: rangeOf(name ?? node), name: this.source(name) };
  }

  private definition(node: SyntaxNode, decorators: readonly Expression[]): Statement {
    const name = this.name(node);
    const body = node.childForFieldName("body");
    const suspended = suspends(this.source(body)) || this.source(node).startsWith("async");
    const value: FunctionExpression = {
      type: "function",
      range: rangeOf(node),
      name: name.name,
      nameRange: name.range,
      parameters: lowerParameters(node.childForFieldName("parameters"), this.text),
      body: this.block(body),
      decorators,
      ...(suspended && { suspended }),
    };
    return { type: "functionDefinition", range: value.range, name, value };
  }

  private classDefinition(node: SyntaxNode, decorators: readonly Expression[]): Statement {
    const name = this.name(node);
    const bases = node.childForFieldName("superclasses");
    const range = rangeOf(node);
    return {
      type: "classDefinition",
      range,
      name,
      value: {
        type: "class",
        range,
        name: name.name,
        nameRange: name.range,
        bases: (bases ? partsOf(bases) : []).map((base) => argument(base, this.text)),
        body: this.body(node),
        decorators,
      },
    };
  }

  private binding(node: SyntaxNode): { readonly name: string; readonly local: string } {
    if (node.type !== "aliased_import")
      return { name: this.source(node), local: this.source(node) };
    const name = this.source(node.childForFieldName("name"));
    return { name, local: this.source(node.childForFieldName("alias")) };
  }

  private import(node: SyntaxNode): Import {
    const range = rangeOf(node);
    const { name, local } = this.binding(node);
    const whole = node.type !== "aliased_import";
    const first = name.split(".")[0] ?? name;
    return {
      type: "import",
      range,
      module: name,
      ...(whole && { whole }),
      bindings: [{ local: whole ? first : local, range }],
    };
  }

  private importFrom(node: SyntaxNode): Import {
    const module = node.childForFieldName("module_name");
    const parts = partsOf(node).filter(({ id }) => id !== module?.id);
    const star = parts.some(({ type }) => type === "wildcard_import");
    const written = this.source(module).replaceAll(/\s/g, "");
    const level = /^\.*/.exec(written)?.[0].length ?? 0;
    const bindings = parts.map((part): ImportBinding => {
      const { name, local } = this.binding(part);
      return { imported: name, local, range: rangeOf(part) };
    });
    return {
      type: "import",
      range: rangeOf(node),
      module: written.slice(level),
      level,
      ...(star && { star }),
      bindings: star ? [] : bindings,
    };
  }

  private match(node: SyntaxNode): Statement {
    const body = node.childForFieldName("body");
    const cases = (body ? partsOf(body) : [])
      .filter(({ type }) => type === "case_clause")
      .map((clause) => this.case(clause));
    return { type: "match", range: rangeOf(node), subject: this.field(node, "subject"), cases };
  }

  private case(node: SyntaxNode) {
    const parts = partsOf(node);
    const patterns = parts.filter(({ type }) => type === "case_pattern");
    const guard = parts.find(({ type }) => type === "if_clause");
    const options = patterns.map((pattern) => this.casePattern(pattern));
    const [only] = options;
    const pattern: MatchPattern = only && options.length === 1 ? only : { type: "or", options };
    return {
      range: rangeOf(node),
      pattern,
      ...(guard && { guard: this.expression(partsOf(guard)[0]) }),
      body: this.body(node, "consequence"),
    };
  }

  private casePattern(node: SyntaxNode): MatchPattern {
    const [inner] = partsOf(node);
    if (this.source(node) === "_") return { type: "any" };
    if (!inner) return { type: "value", value: this.expression(node) };
    if (inner.type === "union_pattern")
      return { type: "or", options: partsOf(inner).map((part) => this.casePattern(part)) };
    return { type: "value", value: this.expression(inner) };
  }
}
