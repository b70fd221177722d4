// What programs of every language are made of, statement by statement; their expressions stand in tree.ts.
import type { LanguageRules } from "./languageRules";
import type { Range } from "../text/range";
import type {
  Node,
  Expression,
  Name,
  BinaryOperator,
  FunctionExpression,
  ClassExpression,
  UnsupportedExpression,
  Pattern,
} from "./tree";

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
  readonly rules: LanguageRules;
  readonly text: string;
  readonly body: readonly Statement[];
}
