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
interface Node {
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

export type Statement =
  | ExpressionStatement
  | Assignment
  | Declaration
  | If
  | While
  | ForEach
  | ForLoop
  | Switch
  | Match
  | Try
  | With
  | FunctionStatement
  | ClassStatement
  | Return
  | Jump
  | Raise
  | Import
  | Export
  | Outer
  | Delete
  | Block
  | UnsupportedStatement;

export interface ExpressionStatement extends Node {
  readonly type: "expression";
  readonly value: Expression;
}
/** Python's `a = b = value`, `a += value`, `a: int = value` (no targets are declared: all are). */
export interface Assignment extends Node {
  readonly type: "assignment";
  /** More than one only without an operator. */
  readonly targets: readonly Pattern[];
  readonly operator?: BinaryOperator;
  /** Absent: `a: int`, which only declares (a field of a dataclass, for instance). */
  readonly value?: Expression;
  readonly annotation?: string;
}
/** `const a = 1, { b } = c`. */
export interface Declaration extends Node {
  readonly type: "declaration";
  readonly kind: "const" | "let" | "var";
  readonly declarators: readonly {
    readonly target: Pattern;
    readonly value?: Expression;
    readonly range: Range;
    readonly annotation?: string;
  }[];
}
export interface If extends Node {
  readonly type: "if";
  readonly test: Expression;
  readonly then: readonly Statement[];
  /** `elif`, `else if`: a single `if`. */
  readonly otherwise: readonly Statement[];
}
export interface While extends Node {
  readonly type: "while";
  readonly test: Expression;
  readonly body: readonly Statement[];
  /** `do … while`: the body comes first. */
  readonly testLast?: boolean;
  /** Python: runs where no `break` ended the loop. */
  readonly otherwise?: readonly Statement[];
  readonly label?: string;
}
/** `for x in xs`, `for (const x of xs)`, `for (const key in object)`. */
export interface ForEach extends Node {
  readonly type: "forEach";
  /** JavaScript: the variable is new in each round. Python declares none. */
  readonly declares?: "const" | "let" | "var";
  readonly target: Pattern;
  readonly iterable: Expression;
  /** JavaScript's `for … in`: over the keys. */
  readonly keys?: boolean;
  readonly body: readonly Statement[];
  readonly otherwise?: readonly Statement[];
  readonly label?: string;
}
/** `for (let i = 0; i < n; i++)`. */
export interface ForLoop extends Node {
  readonly type: "forLoop";
  readonly initial?: Declaration | ExpressionStatement;
  readonly test?: Expression;
  readonly update?: Expression;
  readonly body: readonly Statement[];
  readonly label?: string;
}
/** JavaScript: falls through; compares with `===`. No `test`: the default. */
export interface Switch extends Node {
  readonly type: "switch";
  readonly subject: Expression;
  readonly cases: readonly {
    readonly test?: Expression;
    readonly body: readonly Statement[];
    readonly range: Range;
  }[];
}
export interface Match extends Node {
  readonly type: "match";
  readonly subject: Expression;
  readonly cases: readonly {
    readonly pattern: MatchPattern;
    readonly guard?: Expression;
    readonly body: readonly Statement[];
    readonly range: Range;
  }[];
}
/** Python's patterns; `any` is `_`, or a name that is bound. Others are `unsupported`. */
export type MatchPattern =
  | { readonly type: "value"; readonly value: Expression }
  | { readonly type: "any"; readonly name?: Name }
  | { readonly type: "or"; readonly options: readonly MatchPattern[] }
  | UnsupportedExpression;
export interface Try extends Node {
  readonly type: "try";
  readonly body: readonly Statement[];
  readonly handlers: readonly {
    readonly type?: Expression;
    readonly target?: Pattern;
    readonly body: readonly Statement[];
  }[];
  readonly otherwise?: readonly Statement[];
  readonly finally?: readonly Statement[];
}
export interface With extends Node {
  readonly type: "with";
  readonly items: readonly { readonly value: Expression; readonly target?: Pattern }[];
  readonly body: readonly Statement[];
}
export interface FunctionStatement extends Node {
  readonly type: "functionDefinition";
  readonly name: Name;
  readonly value: FunctionExpression;
}
export interface ClassStatement extends Node {
  readonly type: "classDefinition";
  readonly name: Name;
  readonly value: ClassExpression;
}
export interface Return extends Node {
  readonly type: "return";
  readonly value?: Expression;
}
export interface Jump extends Node {
  readonly type: "break" | "continue";
  readonly label?: string;
}
export interface Raise extends Node {
  readonly type: "raise";
  readonly value?: Expression;
}
export interface ImportBinding {
  /** Absent: the module itself (`import a.b as c`, `import * as c`). `default` as in JavaScript. */
  readonly imported?: string;
  readonly local: string;
  readonly range: Range;
}
/**
 * `import a.b` binds `a` (imported absent, local `a`, module `a.b`, `whole` true);
 * `import a.b as c` binds the module itself. `from .x import y` has level 1, module `x`.
 */
export interface Import extends Node {
  readonly type: "import";
  readonly module: string;
  /** Python: leading dots. */
  readonly level?: number;
  /** Python's `import a.b`: the first part of the module is what is bound. */
  readonly whole?: boolean;
  /** `from x import *`. */
  readonly star?: boolean;
  readonly bindings: readonly ImportBinding[];
}
/** JavaScript: a declaration that is exported is followed by this; `export default x` has a value. */
export interface Export extends Node {
  readonly type: "export";
  readonly names: readonly { readonly local: string; readonly exported: string }[];
  readonly default?: Expression;
}
/** Python's `global`, `nonlocal`. */
export interface Outer extends Node {
  readonly type: "outer";
  readonly kind: "global" | "nonlocal";
  readonly names: readonly string[];
}
export interface Delete extends Node {
  readonly type: "delete";
  readonly targets: readonly Pattern[];
}
/** A block of its own scope in JavaScript; `pass` is an empty one. */
export interface Block extends Node {
  readonly type: "block";
  readonly body: readonly Statement[];
}
/** What is not followed. What its names stand for is unknown after it. */
export interface UnsupportedStatement extends Node {
  readonly type: "unsupportedStatement";
  readonly text: string;
  readonly reason: "runtime" | "unfinished";
  readonly what?: string;
  readonly names: readonly string[];
}

/** A file. Notebooks are one program: their cells in the document's order. */
export interface Program {
  readonly language: "typescript" | "python";
  readonly text: string;
  readonly body: readonly Statement[];
}
