import type { LanguageRules } from "../../program/languageRules";
import type { Expression, FunctionExpression } from "../../program/tree";
import type { Program, Statement } from "../../program/statementTree";
import type { Range } from "../../text/range";

/** A function of a file that can be called by its name. */
export interface NamedFunction {
  /** `rate`, or `Schedule.rate` for a method. */
  readonly name: string;
  readonly node: FunctionExpression;
  /** Where its name stands. */
  readonly nameRange: Range;
  /** All of it. */
  readonly range: Range;
}

/** Functions of the module, constants that hold one, and methods of its classes, in their order. */
export const functionsIn = (program: Program): readonly NamedFunction[] =>
  program.body.flatMap((statement) => functionsOf(statement, ""));

function functionsOf(statement: Statement, prefix: string): readonly NamedFunction[] {
  const { range } = statement;
  switch (statement.type) {
    case "functionDefinition":
      return named(statement.name, statement.value, range, prefix);
    case "classDefinition":
      return prefix === ""
        ? statement.value.body.flatMap((part) => functionsOf(part, `${statement.name.name}.`))
        : [];
    case "assignment": {
      const [target] = statement.targets;
      return target?.type === "name" ? named(target, statement.value, range, prefix) : [];
    }
    case "declaration":
      return statement.declarators.flatMap(({ target, value }) =>
        target.type === "name" ? named(target, value, range, prefix) : [],
      );
    case "if":
    case "block":
    case "try":
      return bodiesOf(statement).flatMap((part) => functionsOf(part, prefix));
    default:
      return [];
  }
}

const bodiesOf = (statement: Extract<Statement, { type: "if" | "block" | "try" }>) =>
  statement.type === "if" ? [...statement.then, ...statement.otherwise] : statement.body;

const named = (
  target: { readonly name: string; readonly range: Range },
  value: Expression | undefined,
  range: Range,
  prefix: string,
): readonly NamedFunction[] =>
  value?.type === "function"
    ? [{ name: prefix + target.name, node: value, nameRange: target.range, range }]
    : [];

/** The innermost function around an offset. */
export const functionAt = (program: Program, offset: number): NamedFunction | undefined =>
  functionsIn(program)
    .filter(({ range }) => range.start <= offset && offset <= range.end)
    .sort((a, b) => b.range.start - a.range.start)[0];

/** The names of the parameters that may be given a number, in order; a method's own object is none. */
export function numberParameters({ name, node }: NamedFunction, rules: LanguageRules): string[] {
  const names = node.parameters.flatMap(({ target, kind }) =>
    kind === "plain" && target.type === "name" ? [target.name] : [],
  );
  const isMethod = rules.ownObjectIsParameter && name.includes(".");
  return isMethod && /^(?:self|cls)$/.test(names[0] ?? "") ? names.slice(1) : names;
}
