import type { Statement } from "./statementTree";
import type { Range } from "../text/range";
import type { Late } from "./late";

/**
 * Programs of every language that is read (TypeScript, Python), as plain data with UTF-16 ranges:
 * what a syntax tree is lowered to, so that it may be freed, and what the evaluator compiles.
 * Where languages differ in meaning the node is the same and `Semantics` decides (`%`, truth);
 * where they differ in spelling they are lowered to one node (`and`, `&&`).
 *
 * A part that cannot be read is an `unsupported` node, never left out: its value is unknown, and
 * whatever it may have changed is unknown after it.
 */
export interface Node {
  readonly range: Range;
}

export type Expression =
  | NumberLiteral
  | StringLiteral
  | BooleanLiteral
  | NullLiteral
  | UndefinedLiteral
  | Name
  | Member
  | Index
  | Slice
  | Call
  | Unary
  | Binary
  | Compare
  | Logical
  | Conditional
  | ListDisplay
  | DictDisplay
  | Comprehension
  | FunctionExpression
  | ClassExpression
  | Template
  | AssignExpression
  | UpdateExpression
  | Sequence
  | UnsupportedExpression;

export interface NumberLiteral extends Node {
  readonly type: "number";
  readonly value: number;
  /** Python: written as a float (`1.0`, `1e3`). */
  readonly float?: boolean;
}
export interface StringLiteral extends Node {
  readonly type: "string";
  readonly value: string;
}
export interface BooleanLiteral extends Node {
  readonly type: "boolean";
  readonly value: boolean;
}
/** `null`, `None`. */
export interface NullLiteral extends Node {
  readonly type: "null";
}
export interface UndefinedLiteral extends Node {
  readonly type: "undefined";
}
/** Any name that is read; JavaScript's `this` and `super` too. */
export interface Name extends Node {
  readonly type: "name";
  readonly name: string;
}
/** `object.name`, `object?.name`. */
export interface Member extends Node {
  readonly type: "member";
  readonly object: Expression;
  readonly name: string;
  readonly nameRange: Range;
  readonly optional?: boolean;
}
/** `object[index]`, `object?.[index]`; Python's `a[1:3]` has a slice as its index, `a[1, 2]` a tuple. */
export interface Index extends Node {
  readonly type: "index";
  readonly object: Expression;
  readonly index: Expression;
  readonly optional?: boolean;
}
/** Python's `start:stop:step`, as an index only. */
export interface Slice extends Node {
  readonly type: "slice";
  readonly start?: Expression | undefined;
  readonly stop?: Expression | undefined;
  readonly step?: Expression | undefined;
}
export interface Argument extends Node {
  /** `x`, `name=x`, `*x` or `...x`, `**x`. */
  readonly kind: "positional" | "keyword" | "spread" | "spreadKeywords";
  readonly name?: string;
  readonly nameRange?: Range;
  readonly value: Expression;
}
export interface Call extends Node {
  readonly type: "call";
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  /** `f?.(x)`. */
  readonly optional?: boolean;
  /** `new F(x)`. */
  readonly construct?: boolean;
}
export interface Unary extends Node {
  readonly type: "unary";
  readonly operator: "-" | "+" | "~" | "not" | "typeof" | "void";
  readonly operand: Expression;
}
export type BinaryOperator =
  "+" | "-" | "*" | "/" | "//" | "%" | "**" | "@" | "&" | "|" | "^" | "<<" | ">>" | ">>>";
export interface Binary extends Node {
  readonly type: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}
/** `in` of JavaScript is `in` as well: its right side is an object, and that decides. */
export type CompareOperator =
  | "=="
  | "!="
  | "==="
  | "!=="
  | "<"
  | "<="
  | ">"
  | ">="
  | "is"
  | "is not"
  | "in"
  | "not in"
  | "instanceof";
/** `a < b <= c`: each operand is evaluated once. JavaScript's have a single link. */
export interface Compare extends Node {
  readonly type: "compare";
  readonly first: Expression;
  readonly links: readonly { readonly operator: CompareOperator; readonly value: Expression }[];
}
/** `and`/`&&`, `or`/`||`, `??`: the value is that of an operand, as in both languages. */
export interface Logical extends Node {
  readonly type: "logical";
  readonly operator: LogicalOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export type LogicalOperator = "and" | "or" | "??";
export interface Conditional extends Node {
  readonly type: "conditional";
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}
/** `*x`, `...x` in a list, a set, a tuple. */
export interface Spread extends Node {
  readonly type: "spread";
  readonly value: Expression;
}
/** A JavaScript hole is an `undefined` literal of no length. */
export interface ListDisplay extends Node {
  readonly type: "list";
  readonly kind: "list" | "tuple" | "set";
  readonly items: readonly (Expression | Spread)[];
}
export interface DictEntry extends Node {
  readonly type: "entry";
  /** A JavaScript key that is not computed is a string literal with the range of the key. */
  readonly key: Expression;
  /** `{ a }` has the name `a` here, with the key's range. */
  readonly value: Expression;
}
/** `{ a: 1, ...b }`, `{"a": 1, **b}`. */
export interface DictDisplay extends Node {
  readonly type: "dict";
  readonly entries: readonly (DictEntry | Spread)[];
}
export type ComprehensionClause =
  | { readonly type: "for"; readonly target: Pattern; readonly iterable: Expression }
  | { readonly type: "if"; readonly test: Expression };
export interface Comprehension extends Node {
  readonly type: "comprehension";
  readonly kind: "list" | "set" | "dict" | "generator";
  /** The element, or the key of a dict's entry. */
  readonly element: Expression;
  /** The value of a dict's entry. */
  readonly value?: Expression;
  /** In the order of the text; the first is a `for`. */
  readonly clauses: readonly ComprehensionClause[];
}
export interface Parameter extends Node {
  /** `x`, `*args` or `...args`, `**kwargs`. */
  readonly kind: "plain" | "rest" | "keywords";
  readonly target: Pattern;
  readonly default?: Expression;
  /** Python: behind `*`; may be given by name only. */
  readonly keywordOnly?: boolean;
  /** The text of its type, where one is written. */
  readonly annotation?: string;
}
/** A lambda, an arrow function, a function's definition, a method. */
export interface FunctionExpression extends Node, Late {
  readonly type: "function";
  readonly name?: string;
  readonly nameRange?: Range;
  readonly parameters: readonly Parameter[];
  /** An expression is the value that it returns. */
  readonly body: Expression | readonly Statement[];
  /** JavaScript's arrow functions have the `this` around them. */
  readonly arrow?: boolean;
  /** `async`, or with `yield`: its calls are unknown. */
  readonly suspended?: boolean | undefined;
  readonly decorators?: readonly Expression[];
}
export interface ClassExpression extends Node, Late {
  readonly type: "class";
  readonly name?: string;
  readonly nameRange?: Range;
  /** Bases and keywords: `class A(B, metaclass=M)`, `class A extends B`. */
  readonly bases: readonly Argument[];
  readonly decorators?: readonly Expression[];
  /**
   * Python: the statements. JavaScript's members are lowered to the same: methods to functions
   * (`constructor` and all), static fields to assignments, fields to statements of `fields`.
   */
  readonly body: readonly Statement[];
  /** JavaScript: fields that every instance is given before its constructor runs. */
  readonly fields?: readonly { readonly name: string; readonly value?: Expression }[];
}
/** `${x}` and f-strings: `format` as written behind the colon, `conversion` as behind `!`. */
export interface Template extends Node {
  readonly type: "template";
  readonly parts: readonly (
    | string
    | {
        readonly value: Expression;
        readonly format?: string;
        readonly conversion?: "r" | "s" | "a";
      }
  )[];
}
/** JavaScript's `a = b`, `a += b`, `a ??= b`; Python's `(a := b)`. Its value is what is assigned. */
export interface AssignExpression extends Node {
  readonly type: "assign";
  readonly target: Pattern;
  readonly operator?: BinaryOperator | LogicalOperator;
  readonly value: Expression;
}
export interface UpdateExpression extends Node {
  readonly type: "update";
  readonly target: Pattern;
  readonly operator: "+" | "-";
  readonly prefix: boolean;
}
/** JavaScript's comma. */
export interface Sequence extends Node {
  readonly type: "sequence";
  readonly items: readonly Expression[];
}
/** What is not followed (`await x`), or not finished. Unknown, and so is all that it may change. */
export interface UnsupportedExpression extends Node {
  readonly type: "unsupported";
  /** The text, to name the unknown. */
  readonly text: string;
  readonly reason: "runtime" | "unfinished";
  /** What it is, for messages: `await`, `a regular expression`. */
  readonly what?: string;
  /** Every name that it mentions. */
  readonly names: readonly string[];
}

/** What can be assigned to. */
export type Pattern = Name | Member | Index | ListPattern | DictPattern | UnsupportedExpression;
export interface PatternItem {
  readonly target: Pattern;
  readonly default?: Expression;
}
/** `[a, , b = 1, ...c]`, `(a, *b, c)`. `rest` is the index of the starred item. */
export interface ListPattern extends Node {
  readonly type: "listPattern";
  readonly items: readonly (PatternItem | undefined)[];
  readonly rest?: number;
}
/** `{ a, b: c = 1, ...rest }`. */
export interface DictPattern extends Node {
  readonly type: "dictPattern";
  readonly entries: readonly (PatternItem & { readonly key: Expression })[];
  readonly rest?: Pattern;
}
