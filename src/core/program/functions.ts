import type { Code, CompiledParameter, Eval } from "./code";
import type { Compiler } from "./compiler";
import type { Frame } from "./frame";
import { givenOf } from "./machine";
import { compilePattern, type NameWriter } from "./patterns";
import type { Scope } from "./scope";
import { block } from "./statements";
import type { FunctionExpression, Parameter } from "./tree";
import { resultOf } from "./undecided";
import { Cell, Closure, isObject, UNSET, type Site, type Value } from "./values";
import { cellReader, declareVariable } from "./variables";
import { t } from "../text/words";

/** A function, made anew whenever it is reached, as it sees the variables there. */
export function compileFunction(compiler: Compiler, node: FunctionExpression): Eval {
  const { machine, python } = compiler;
  const site = compiler.site(node);
  const { code, captures } = compileCode(compiler, node);
  const cells = captures.map((location) => cellReader(location));
  const defaults = python
    ? node.parameters.map(
        (parameter) => parameter.default && compiler.expression(parameter.default),
      )
    : [];
  const decorate = compileDecorators(compiler, node);
  return compiler.marked(node, (frame) => {
    const captured = cells.map((cell) => cell(frame) ?? new Cell(UNSET));
    const values = defaults.map((value) => value?.(frame));
    const closure = new Closure(code, captured, node.arrow ? frame.self : undefined, values);
    machine.spend(1);
    return decorate(frame, closure, site);
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
  return compiler.inFunction(node, parts, false, (scope) => {
    const parameters = node.parameters.map((parameter) => compileParameter(compiler, parameter));
    const body = compileBody(compiler, node);
    const code: Code = {
      machine: compiler.machine,
      unit: compiler.unit,
      captured: scope.capturedInOrder(),
      tree: node,
      name: node.name ?? "this function",
      site: compiler.site(node),
      python: compiler.python,
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
  const { target, kind, keywordOnly } = parameter;
  const initial = compiler.python ? undefined : parameter.default;
  return {
    kind,
    name: target.type === "name" ? target.name : undefined,
    keywordOnly: keywordOnly === true,
    default: initial && compiler.expression(initial),
    site: compiler.site(parameter.default ?? parameter),
    bind: compilePattern(compiler, target, declareParameter),
  };
}

function compileBody(compiler: Compiler, { body }: FunctionExpression): Eval {
  if (!isStatements(body)) return compiler.expression(body);
  compiler.hoist(body);
  const run = block(compiler, body);
  const { machine, tracked, python } = compiler;
  const nothing = python ? null : undefined;
  if (!tracked) {
    if (!python) {
      return (frame) => {
        run(frame);
        return frame.result;
      };
    }
    return (frame) => (run(frame) === 3 ? frame.result : nothing);
  }
  return (frame) => {
    if (run(frame) !== 3) {
      frame.result = nothing;
      frame.resultPlace = undefined;
    }
    machine.place = frame.resultPlace;
    return frame.pending ? resultOf(frame) : frame.result;
  };
}

const isStatements = (
  body: FunctionExpression["body"],
): body is Exclude<typeof body, { readonly type: string }> => Array.isArray(body);

/** Decorators that leave the function what it is, for what is computed here. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  "functools.cache",
  "functools.lru_cache",
  "functools.wraps",
  "jax.jit",
  "numba.jit",
  "numba.njit",
  "tf.function",
  "tensorflow.function",
  "torch.inference_mode",
  "torch.jit.script",
  "torch.no_grad",
  "torch.compile",
  "typing.override",
  "abc.abstractmethod",
]);

type Decorate = (frame: Frame, closure: Closure, site: Site) => Value;

function compileDecorators(compiler: Compiler, node: FunctionExpression): Decorate {
  const { machine } = compiler;
  const decorators = (node.decorators ?? []).map((decorator) => ({
    value: compiler.expression(decorator),
    text: compiler.textOf(decorator.range),
  }));
  if (decorators.length === 0) return (_, closure) => closure;
  return (frame, closure, site) => {
    let value: Value = closure;
    for (const { value: decorator, text } of [...decorators].reverse()) {
      const found = decorator(frame);
      const path =
        isObject(found) && found.kind === "library"
          ? found.path
          : isObject(found) && found.kind === "call"
            ? found.callee
            : undefined;
      if (path !== undefined && TRANSPARENT.has(path)) continue;
      if (/\.(?:setter|deleter)$/.test(text)) continue;
      value = machine.call(found, givenOf([value], site), `${text}(${node.name ?? ""})`);
    }
    return value;
  };
}
