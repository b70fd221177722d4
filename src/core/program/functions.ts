import type { Code, CompiledParameter, Eval } from "./code";
import type { Compiler } from "./compiler";
import { compilePattern, type NameWriter } from "./patterns";
import type { Scope } from "./scope";
import { block } from "./statements";
import type { FunctionExpression, Parameter } from "./tree";
import { resultOf } from "./undecided";
import { Cell, Closure, UNSET } from "./values";
import { cellReader, declareVariable } from "./variables";
import { t } from "../text/words";

/** A function, made anew whenever it is reached, as it sees the variables there. */
export function compileFunction(compiler: Compiler, node: FunctionExpression): Eval {
  const { machine } = compiler;
  const { code, captures } = compileCode(compiler, node);
  const cells = captures.map((location) => cellReader(location));
  return compiler.marked(node, (frame) => {
    const captured = cells.map((cell) => cell(frame) ?? new Cell(UNSET));
    const closure = new Closure(code, captured, node.arrow ? frame.self : undefined);
    machine.spend(1);
    return closure;
  });
}

interface Compiled {
  readonly code: Code;
  readonly captures: Scope["captures"];
}

export function compileCode(compiler: Compiler, node: FunctionExpression): Compiled {
  if (node.suspended === true && compiler.isStrict)
    throw compiler.machine.error(
      t("A schedule's function is neither async, nor a generator, nor an accessor."),
      compiler.site(node),
    );
  const before = compiler.cost;
  const parts = [node.parameters, node.body];
  return compiler.inFunction(node, parts, (scope) => {
    const parameters = node.parameters.map((parameter) => compileParameter(compiler, parameter));
    const body = compileBody(compiler, node);
    const code: Code = {
      machine: compiler.machine,
      unit: compiler.unit,
      captured: scope.capturedInOrder(),
      tree: node,
      name: node.name ?? "this function",
      site: compiler.site(node),
      parameters,
      simple: parameters.every(({ kind }) => kind === "plain"),
      size: scope.size,
      cost: compiler.cost - before + 1,
      body,
    };
    return { code, captures: scope.captures };
  });
}

const declareParameter: NameWriter = (compiler, { name }) =>
  declareVariable(compiler, compiler.scope.own(name) ?? compiler.scope.declare(name, false, true));

function compileParameter(compiler: Compiler, parameter: Parameter): CompiledParameter {
  const { target, kind } = parameter;
  const initial = parameter.default;
  return {
    kind,
    name: target.type === "name" ? target.name : undefined,
    default: initial && compiler.expression(initial),
    site: compiler.site(parameter.default ?? parameter),
    bind: compilePattern(compiler, target, declareParameter),
  };
}

function compileBody(compiler: Compiler, { body }: FunctionExpression): Eval {
  if (!isStatements(body)) return compiler.expression(body);
  compiler.hoist(body);
  const run = block(compiler, body);
  const { machine, tracked } = compiler;
  if (!tracked) {
    return (frame) => {
      run(frame);
      return frame.result;
    };
  }
  return (frame) => {
    if (run(frame) !== 3) {
      frame.result = undefined;
      frame.resultPlace = undefined;
    }
    machine.place = frame.resultPlace;
    return frame.pending ? resultOf(frame) : frame.result;
  };
}

const isStatements = (
  body: FunctionExpression["body"],
): body is Exclude<typeof body, { readonly type: string }> => Array.isArray(body);
