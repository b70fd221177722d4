import { hoisted } from "./names";
import { NORMAL, RETURN, BREAK, CONTINUE, type Completion, type Eval, type Exec } from "./code";
import { compileAugmented } from "./assignments";
import type { Compiler } from "./compiler";
import { ProgramError } from "./errors";
import { refuseUnsupported } from "./expressions";
import type { Frame } from "./frame";
import { compileForEach, compileForLoop, compileWhile } from "./loops";
import {
  assignName,
  changeSomewhere,
  compilePattern,
  forgetNames,
  type NameWriter,
} from "./patterns";
import type { Pattern } from "./tree";
import type {
  Assignment,
  Declaration,
  Delete,
  If,
  Jump,
  Raise,
  Return,
  Statement,
  UnsupportedStatement,
} from "./statementTree";
import { compileSwitch, compileTry } from "./cases";
import { undecidedStatement } from "./undecided";
import { isObject, isOpen, UNSET } from "./values";
import { clearVariable, declareVariable, writeVariable, cellReader } from "./variables";
import { t } from "../text/words";

export function compileStatement(compiler: Compiler, node: Statement): Exec {
  switch (node.type) {
    case "expression":
      return effect(compiler.expression(node.value));
    case "assignment":
      return compileAssignment(compiler, node);
    case "declaration":
      return compileDeclaration(compiler, node);
    case "if":
      return compileIf(compiler, node);
    case "while":
      return compileWhile(compiler, node);
    case "forEach":
      return compileForEach(compiler, node);
    case "forLoop":
      return compileForLoop(compiler, node);
    case "switch":
      return compileSwitch(compiler, node);
    case "try":
      return compileTry(compiler, node);
    case "functionDefinition":
      return define(compiler, node);
    case "classDefinition":
    case "match":
    case "with":
    case "outer":
      return compileUnsupported(compiler, foreign(compiler, node));
    case "return":
      return compileReturn(compiler, node);
    case "break":
    case "continue":
      return compileJump(node);
    case "raise":
      return compileRaise(compiler, node);
    case "import":
      return compileImport(compiler, node);
    case "export":
      return () => NORMAL;
    case "delete":
      return compileDelete(compiler, node);
    case "block":
      return compiler.scope.inBlock(() => block(compiler, node.body));
    case "unsupportedStatement":
      return compileUnsupported(compiler, node);
  }
}

function effect(evaluate: Eval): Exec {
  return (frame) => {
    evaluate(frame);
    return NORMAL;
  };
}

/** Statements one after the other, in the scope that is open; functions are defined first. */
export function block(compiler: Compiler, statements: readonly Statement[]): Exec {
  const early = declareBlock(compiler, statements);
  const list: readonly Exec[] = inOrder(compiler, statements).map((statement) =>
    compiler.statement(statement),
  );
  const clear = early.filter((local) => local.early || local.boxed).map(clearVariable);
  const run = sequence(list);
  if (clear.length === 0) return run;
  return (frame) => {
    for (const empty of clear) empty(frame);
    return run(frame);
  };
}

function sequence(list: readonly Exec[]): Exec {
  const [first, second, third] = list;
  if (!first) return () => NORMAL;
  if (!second) return first;
  if (!third) return (frame) => first(frame) || second(frame);
  return (frame) => {
    for (let index = 0; index < list.length; index++) {
      const completion = list[index]?.(frame) ?? NORMAL;
      if (completion !== NORMAL) return completion;
    }
    return NORMAL;
  };
}

/** JavaScript defines the functions of a block before anything of it runs. */
function inOrder(compiler: Compiler, statements: readonly Statement[]): readonly Statement[] {
  const isFunction = ({ type }: Statement) => type === "functionDefinition";
  return [...statements.filter(isFunction), ...statements.filter((one) => !isFunction(one))];
}

/** JavaScript's names of a block, which cannot be read before their declaration. */
function declareBlock(compiler: Compiler, statements: readonly Statement[]) {
  const { scope } = compiler;
  const early: ReturnType<typeof scope.declare>[] = [];
  const declare = (name: string, fixed: boolean, ready: boolean) => {
    if (!scope.own(name)) early.push(scope.declare(name, fixed, ready));
  };
  for (const statement of statements) {
    if (statement.type === "declaration" && statement.kind !== "var") {
      for (const { target } of statement.declarators)
        eachName(target, (name) => {
          declare(name, statement.kind === "const", false);
        });
    }
    if (statement.type === "functionDefinition") declare(statement.name.name, false, true);
  }
  return early;
}

function eachName(pattern: Pattern, add: (name: string) => void): void {
  if (pattern.type === "name") add(pattern.name);
  if (pattern.type === "listPattern")
    for (const item of pattern.items) if (item) eachName(item.target, add);
  if (pattern.type !== "dictPattern") return;
  for (const { target } of pattern.entries) eachName(target, add);
  if (pattern.rest) eachName(pattern.rest, add);
}

function compileAssignment(compiler: Compiler, node: Assignment): Exec {
  const [target] = node.targets;
  if (!node.value || !target) return () => NORMAL;
  if (
    node.operator !== undefined &&
    (target.type === "name" || target.type === "member" || target.type === "index")
  ) {
    return effect(
      compileAugmented(compiler, target, node.operator, { range: node.range, value: node.value }),
    );
  }
  const { machine } = compiler;
  const value = compiler.expression(node.value);
  const writes = node.targets.map((one) => compilePattern(compiler, one));
  return (frame) => {
    const assigned = value(frame);
    const { place } = machine;
    for (const write of writes) write(frame, assigned, place);
    return NORMAL;
  };
}

/** Declares, in the open block, and makes ready: from here on it has a value. */
export const declareName =
  (kind: Declaration["kind"]): NameWriter =>
  (compiler, node) => {
    const { scope } = compiler;
    if (kind === "var") {
      const location = scope.find(node.name);
      return location ? writeVariable(compiler, location) : assignName(compiler, node);
    }
    const local = scope.own(node.name);
    if (!local) {
      const location = scope.find(node.name);
      if (location?.type === "global") return writeVariable(compiler, location);
      return declareVariable(compiler, scope.declare(node.name, kind === "const", true));
    }
    local.ready = true;
    return writeVariable(compiler, local);
  };

function compileDeclaration(compiler: Compiler, node: Declaration): Exec {
  const { machine } = compiler;
  const parts = node.declarators.map(({ target, value }) => {
    const initial = value && compiler.expression(value);
    const isKept = node.kind === "var" && !initial;
    return {
      initial,
      write: isKept ? undefined : compilePattern(compiler, target, declareName(node.kind)),
      site: compiler.site(target),
    };
  });
  return (frame) => {
    for (const { initial, write, site } of parts) {
      if (!write) continue;
      const value = initial?.(frame);
      write(frame, value, initial ? machine.place : site);
    }
    return NORMAL;
  };
}

function compileIf(compiler: Compiler, node: If): Exec {
  const { machine } = compiler;
  const test = compiler.expression(node.test);
  const then = inner(compiler, node.then);
  const otherwise = inner(compiler, node.otherwise);
  const condition = compiler.textOf(node.test.range);
  const site = compiler.site(node.test);
  return (frame) => {
    const value = test(frame);
    const truth = typeof value === "boolean" ? value : machine.truth(value);
    if (typeof truth === "boolean") return truth ? then(frame) : otherwise(frame);
    return undecidedStatement(compiler, { condition, site, open: truth }, frame, then, otherwise);
  };
}

/** Statements in a block of their own. */
export function inner(compiler: Compiler, statements: readonly Statement[]): Exec {
  return compiler.scope.inBlock(() => block(compiler, statements));
}

function define(
  compiler: Compiler,
  node: Statement & { readonly type: "functionDefinition" },
): Exec {
  const { machine } = compiler;
  const value = compiler.expression(node.value);
  const local = compiler.scope.own(node.name.name);
  if (local) local.ready = true;
  const write = local ? writeVariable(compiler, local) : assignName(compiler, node.name);
  return (frame) => {
    const made = value(frame);
    write(frame, made, machine.place);
    return NORMAL;
  };
}

function compileReturn(compiler: Compiler, node: Return): Exec {
  const { machine, tracked } = compiler;
  const value = node.value ? compiler.expression(node.value) : () => undefined;
  if (!tracked) {
    return (frame) => {
      frame.result = value(frame);
      return RETURN;
    };
  }
  return (frame) => {
    frame.result = value(frame);
    frame.resultPlace = machine.place;
    return RETURN;
  };
}

function compileJump({ type, label }: Jump): Exec {
  const completion: Completion = type === "break" ? BREAK : CONTINUE;
  return (frame: Frame) => {
    frame.label = label;
    return completion;
  };
}

function compileRaise(compiler: Compiler, node: Raise): Exec {
  const { machine } = compiler;
  const value = node.value && compiler.expression(node.value);
  const site = compiler.site(node);
  return (frame) => {
    const thrown = value?.(frame);
    const text =
      isOpen(thrown) || thrown === undefined
        ? ""
        : `: ${machine.semantics.format(machine, thrown, undefined, undefined, site)}`;
    const type =
      isObject(thrown) && thrown.kind === "call"
        ? thrown.callee
        : isObject(thrown) && thrown.kind === "library"
          ? thrown.path
          : "Exception";
    throw new ProgramError(t`This function throws an error here${text}`, site, type, thrown);
  };
}

function compileImport(compiler: Compiler, node: Statement & { readonly type: "import" }): Exec {
  const { machine } = compiler;
  const bindings = node.bindings.map(({ local, imported, range }) => {
    const location = compiler.scope.find(local);
    const path = node.whole
      ? local
      : imported === undefined
        ? node.module
        : `${node.module}.${imported}`;
    const level = ".".repeat(node.level ?? 0);
    return {
      write: location && writeVariable(compiler, location),
      path: level + path,
      site: compiler.site({ range }),
    };
  });
  return (frame) => {
    for (const { write, path, site } of bindings) write?.(frame, machine.libraryName(path), site);
    return NORMAL;
  };
}

function compileDelete(compiler: Compiler, node: Delete): Exec {
  const runs = node.targets.map((target) => compileDeletion(compiler, target));
  return (frame) => {
    for (const run of runs) run(frame);
    return NORMAL;
  };
}

function compileDeletion(compiler: Compiler, target: Pattern): (frame: Frame) => void {
  const { machine } = compiler;
  const site = compiler.site(target);
  if (target.type === "name") {
    const location = compiler.scope.find(target.name);
    if (!location) return () => undefined;
    if (location.type === "local" && !location.boxed) return clearVariable(location);
    const cell = cellReader(location);
    return (frame) => {
      const found = cell(frame);
      if (found) found.value = UNSET;
    };
  }
  if (target.type !== "member" && target.type !== "index") return () => undefined;
  const object = compiler.expression(target.object);
  const key = target.type === "index" ? compiler.expression(target.index) : undefined;
  return (frame) => {
    const from = object(frame);
    const at = key?.(frame);
    if (isOpen(from)) machine.opened(from);
    else if (target.type === "member")
      machine.semantics.deleteMember(machine, from, target.name, site);
    else if (isOpen(at)) changeSomewhere(compiler, from, at);
    else machine.semantics.deleteIndex(machine, from, at, site);
  };
}

/** What only programs in Python have, which `formats/python` reads. */
const foreign = (compiler: Compiler, statement: Statement): UnsupportedStatement => ({
  type: "unsupportedStatement",
  text: compiler.textOf(statement.range),
  reason: "runtime",
  names: [...hoisted([statement], true)],
  range: statement.range,
});

function compileUnsupported(compiler: Compiler, node: UnsupportedStatement): Exec {
  const { machine } = compiler;
  const site = compiler.site(node);
  refuseUnsupported(compiler, node);
  const forget = forgetNames(compiler, node.names);
  return (frame) => {
    const value = machine.unknown(node.text, site, node.reason, node.what);
    forget(frame, value, site);
    return NORMAL;
  };
}
