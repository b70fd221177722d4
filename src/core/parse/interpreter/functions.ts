import { partsOf, type SyntaxNode } from "../syntaxTree";
import { type Compiler, type Expression, type ExpressionCompiler } from "./compiler";
import type { Callable, Plain } from "./plain";
import { Frame, FunctionScope } from "./scope";
import { sequence } from "./statements";
import { bindPattern } from "./variables";

/** A function inside a function: made anew whenever it is reached, as it sees the variables there. */
export const functionValue: ExpressionCompiler = (compiler, node) => {
  const make = compileFunction(compiler, node);
  return (frame) => make(frame);
};

/** Compiles a function's parameters and body; the result makes it callable within a frame. */
export function compileFunction(
  compiler: Compiler,
  node: SyntaxNode,
): (parent: Frame | undefined) => Callable {
  if (/^(?:async\b|get\b|set\b|static\b|\*)/.test(compiler.text(node))) {
    throw compiler.error(
      node,
      "A schedule's function is neither async, nor a generator, nor an accessor.",
    );
  }
  const { scope, loops, cost: before } = compiler;
  const inside = new FunctionScope(scope);
  compiler.scope = inside;
  compiler.loops = 0;
  try {
    const parameters = parametersOf(node).map((parameter) => bindParameter(compiler, parameter));
    const body = bodyOf(compiler, node);
    const cost = compiler.cost - before + 1;
    return (parent) => callable(compiler, { parameters, body, cost, scope: inside, parent });
  } finally {
    compiler.scope = scope;
    compiler.loops = loops;
  }
}

interface Compiled {
  readonly parameters: readonly ((frame: Frame, value: Plain) => void)[];
  readonly body: Expression;
  readonly cost: number;
  readonly scope: FunctionScope;
  readonly parent: Frame | undefined;
}

function callable(
  { meter }: Compiler,
  { parameters, body, cost, scope, parent }: Compiled,
): Callable {
  const count = parameters.length;
  const invoke = (values: readonly Plain[]): Plain => {
    meter.spend(cost);
    meter.enter();
    const frame = new Frame(new Array<Plain>(scope.size), parent);
    for (let index = 0; index < count; index++) parameters[index]?.(frame, values[index]);
    const result = body(frame);
    meter.leave();
    return result;
  };
  return { kind: "function", invoke };
}

function parametersOf(node: SyntaxNode): SyntaxNode[] {
  const single = node.childForFieldName("parameter");
  if (single) return [single];
  const list = node.childForFieldName("parameters");
  return list ? partsOf(list) : [];
}

function bindParameter(
  compiler: Compiler,
  parameter: SyntaxNode,
): (frame: Frame, value: Plain) => void {
  const pattern = parameter.childForFieldName("pattern") ?? parameter;
  const initial = parameter.childForFieldName("value");
  const fallback = initial ? compiler.expression(initial, parameter) : undefined;
  const write = bindPattern(compiler, pattern, (name) => compiler.scope.declare(name, false, true));
  if (!fallback) return write;
  return (frame, value) => {
    write(frame, value === undefined ? fallback(frame) : value);
  };
}

function bodyOf(compiler: Compiler, node: SyntaxNode): Expression {
  const body = node.childForFieldName("body");
  if (!body) throw compiler.error(node, "This function has no body.");
  if (body.type !== "statement_block") return compiler.expression(body, node);
  const run = sequence(compiler, partsOf(body));
  return (frame) => {
    run(frame);
    return frame.result;
  };
}
