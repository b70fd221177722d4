import type { Range } from "../../text/range";
import { MAX_FUNCTION_NODES, MAX_NESTING } from "../limits";
import type { SyntaxNode } from "../syntaxTree";
import { failure, type InterpreterError } from "./error";
import type { Meter } from "./meter";
import type { Plain } from "./plain";
import { FunctionScope, type Frame } from "./scope";

export type Expression = (frame: Frame) => Plain;

/** How a statement ended; a returned value lies in the frame. */
export type Completion = 0 | 1 | 2 | 3;
export const NORMAL = 0;
export const BREAK = 1;
export const CONTINUE = 2;
export const RETURN = 3;
export type Statement = (frame: Frame) => Completion;

/** What the function stands in: the text, and the names from outside it. */
export interface Surroundings {
  readonly text: (node: SyntaxNode) => string;
  readonly rangeOf: (node: SyntaxNode) => Range;
  /** The value of a name declared outside; undefined where nothing declares it. */
  readonly lookUp: (node: SyntaxNode) => { readonly value: Plain } | undefined;
}

export type ExpressionCompiler = (compiler: Compiler, node: SyntaxNode) => Expression;
export type StatementCompiler = (compiler: Compiler, node: SyntaxNode) => Statement;

export interface Tables {
  readonly expressions: ReadonlyMap<string, ExpressionCompiler>;
  readonly statements: ReadonlyMap<string, StatementCompiler>;
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ["await_expression", "await"],
  ["yield_expression", "yield"],
  ["new_expression", "new"],
  ["regex", "a regular expression"],
  ["template_string", "a template string"],
  ["this", "this"],
  ["super", "super"],
  ["class", "a class"],
  ["class_declaration", "a class"],
  ["try_statement", "try"],
  ["with_statement", "with"],
  ["labeled_statement", "a label"],
  ["import", "import"],
  ["generator_function", "a generator"],
  ["generator_function_declaration", "a generator"],
]);

/** Turns a function's tree into closures, once, so that no tree is needed when it is called. */
export class Compiler {
  scope = new FunctionScope(undefined);
  /** How many nodes have been compiled: what running them costs. */
  cost = 0;
  /** How many loops surround what is being compiled, in this function. */
  loops = 0;
  private nesting = 0;

  constructor(
    readonly surroundings: Surroundings,
    readonly meter: Meter,
    private readonly tables: Tables,
  ) {}

  text(node: SyntaxNode): string {
    return this.surroundings.text(node);
  }

  /** An error of the text, while it is compiled. */
  error(node: SyntaxNode, message: string): InterpreterError {
    return failure(this.place(node), message);
  }

  /** What to blame when running `node` fails. The tree itself may be gone by then. */
  place(node: SyntaxNode): Range {
    return this.surroundings.rangeOf(node);
  }

  expression(node: SyntaxNode | null | undefined, parent: SyntaxNode): Expression {
    if (!node) throw this.error(parent, "Something is missing here.");
    return this.compile(node, this.tables.expressions)(this, node);
  }

  statement(node: SyntaxNode): Statement {
    const expression = this.tables.expressions.has(node.type);
    if (expression) throw this.error(node, "A statement is expected here.");
    return this.compile(node, this.tables.statements)(this, node);
  }

  private compile<T>(
    node: SyntaxNode,
    table: ReadonlyMap<string, (compiler: Compiler, node: SyntaxNode) => T>,
  ) {
    this.refuseBroken(node);
    const compile = table.get(node.type);
    if (!compile) throw this.unsupported(node);
    if (this.nesting >= MAX_NESTING) {
      throw this.error(node, `Nested deeper than ${MAX_NESTING} expressions.`);
    }
    return (compiler: Compiler, inner: SyntaxNode): T => {
      this.nesting++;
      if (++this.cost > MAX_FUNCTION_NODES) throw this.tooLong(inner);
      try {
        return compile(compiler, inner);
      } finally {
        this.nesting--;
      }
    };
  }

  private tooLong(node: SyntaxNode): InterpreterError {
    const limit = MAX_FUNCTION_NODES.toLocaleString("en");
    return this.error(node, `A schedule's function of more than ${limit} parts is not read.`);
  }

  private refuseBroken(node: SyntaxNode): void {
    const broken =
      node.isError ||
      node.isMissing ||
      (node.hasError && node.children.some((child) => child?.isError === true));
    if (broken) throw this.error(node, "This function is not finished here.");
  }

  private unsupported(node: SyntaxNode): InterpreterError {
    const name = NAMES.get(node.type) ?? node.type.replaceAll("_", " ");
    return this.error(
      node,
      `A schedule's function cannot use ${name}: it may compute with numbers, Math, if, loops and functions of its own.`,
    );
  }
}
