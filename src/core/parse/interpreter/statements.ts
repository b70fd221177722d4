import { partsOf, type SyntaxNode } from "../syntaxTree";
import {
  BREAK,
  CONTINUE,
  NORMAL,
  RETURN,
  type Compiler,
  type Statement,
  type StatementCompiler,
} from "./compiler";
import { failure } from "./error";
import { functionValue } from "./functions";
import { describe, isArray } from "./plain";
import type { Slot } from "./scope";
import { bindPattern, writeSlot } from "./variables";

const expressionStatement: StatementCompiler = (compiler, node) => {
  const value = compiler.expression(partsOf(node)[0], node);
  return (frame) => {
    value(frame);
    return NORMAL;
  };
};

export const block: StatementCompiler = (compiler, node) =>
  compiler.scope.inBlock(() => sequence(compiler, partsOf(node)));

/** Statements one after another; functions first, as they can be called from above. */
export function sequence(compiler: Compiler, nodes: readonly SyntaxNode[]): Statement {
  for (const node of nodes) announce(compiler, node);
  const functions = nodes.filter(({ type }) => type === "function_declaration");
  const others = nodes.filter(({ type }) => type !== "function_declaration");
  const steps = [
    ...functions.map((node) => declareFunction(compiler, node)),
    ...others.map((node) => compiler.statement(node)),
  ];
  return (frame) => {
    for (const step of steps) {
      const end = step(frame);
      if (end !== NORMAL) return end;
    }
    return NORMAL;
  };
}

/** Makes a block's names known before its statements, so that a use too early is no outer name. */
function announce(compiler: Compiler, node: SyntaxNode): void {
  if (node.type === "function_declaration") {
    const name = node.childForFieldName("name");
    if (name) compiler.scope.declare(compiler.text(name), true, true);
  }
  if (node.type !== "lexical_declaration" && node.type !== "variable_declaration") return;
  const fixed = compiler.text(node).startsWith("const");
  for (const declarator of partsOf(node)) {
    const name = declarator.childForFieldName("name");
    if (name?.type === "identifier") compiler.scope.declare(compiler.text(name), fixed, false);
  }
}

function declareFunction(compiler: Compiler, node: SyntaxNode): Statement {
  const name = node.childForFieldName("name");
  const slot = name ? compiler.scope.own(compiler.text(name)) : undefined;
  if (!slot) throw compiler.error(node, "This function has no name.");
  const write = writeSlot(slot);
  const value = functionValue(compiler, node);
  return (frame) => {
    write(frame, value(frame));
    return NORMAL;
  };
}

const declaration: StatementCompiler = (compiler, node) => {
  const fixed = compiler.text(node).startsWith("const");
  const steps = partsOf(node).map((declarator) => declare(compiler, declarator, fixed));
  return (frame) => {
    for (const step of steps) step(frame);
    return NORMAL;
  };
};

function declare(compiler: Compiler, declarator: SyntaxNode, fixed: boolean): Statement {
  const pattern = declarator.childForFieldName("name");
  const initial = declarator.childForFieldName("value");
  if (declarator.type !== "variable_declarator" || !pattern || (fixed && !initial)) {
    throw compiler.error(declarator, "This declaration is not finished.");
  }
  const value = initial ? compiler.expression(initial, declarator) : () => undefined;
  const write = bindPattern(compiler, pattern, (name) => declaredSlot(compiler, name, fixed));
  return (frame) => {
    write(frame, value(frame));
    return NORMAL;
  };
}

function declaredSlot(compiler: Compiler, name: string, fixed: boolean): Slot {
  const announced = compiler.scope.own(name);
  if (announced && !announced.ready) {
    announced.ready = true;
    return announced;
  }
  return compiler.scope.declare(name, fixed, true);
}

const ifStatement: StatementCompiler = (compiler, node) => {
  const condition = compiler.expression(node.childForFieldName("condition"), node);
  const consequence = branch(compiler, node.childForFieldName("consequence"));
  const otherwise = node.childForFieldName("alternative");
  const alternative = branch(compiler, otherwise && partsOf(otherwise)[0]);
  return (frame) => (condition(frame) ? consequence(frame) : alternative(frame));
};

function branch(compiler: Compiler, node: SyntaxNode | null | undefined): Statement {
  return node ? compiler.statement(node) : () => NORMAL;
}

/** A loop's body, and what one turn of the loop costs. */
function loopBody<T>(
  compiler: Compiler,
  compile: () => T,
): { readonly parts: T; readonly cost: number } {
  const before = compiler.cost;
  compiler.loops++;
  const parts = compile();
  compiler.loops--;
  return { parts, cost: compiler.cost - before + 1 };
}

const whileStatement: StatementCompiler = (compiler, node) => {
  const { parts, cost } = loopBody(compiler, () => ({
    condition: compiler.expression(node.childForFieldName("condition"), node),
    body: branch(compiler, node.childForFieldName("body")),
  }));
  const once = node.type === "do_statement";
  return (frame) => {
    for (let first = once; first || parts.condition(frame); first = false) {
      compiler.meter.spend(cost);
      const end = parts.body(frame);
      if (end === RETURN) return RETURN;
      if (end === BREAK) break;
    }
    return NORMAL;
  };
};

const forStatement: StatementCompiler = (compiler, node) =>
  compiler.scope.inBlock(() => {
    const head = node.childForFieldName("initializer");
    const start =
      head && head.type !== "empty_statement" ? startOf(compiler, head) : () => NORMAL as 0;
    const { parts, cost } = loopBody(compiler, () => ({
      condition: conditionOf(compiler, node.childForFieldName("condition")),
      change: node.childForFieldName("increment")
        ? compiler.expression(node.childForFieldName("increment"), node)
        : undefined,
      body: branch(compiler, node.childForFieldName("body")),
    }));
    return (frame) => {
      for (start(frame); parts.condition(frame); parts.change?.(frame)) {
        compiler.meter.spend(cost);
        const end = parts.body(frame);
        if (end === RETURN) return RETURN;
        if (end === BREAK) break;
      }
      return NORMAL;
    };
  });

function startOf(compiler: Compiler, head: SyntaxNode): Statement {
  if (head.type.endsWith("declaration") || head.type === "expression_statement")
    return compiler.statement(head);
  const value = compiler.expression(head, head);
  return (frame) => {
    value(frame);
    return NORMAL;
  };
}

function conditionOf(compiler: Compiler, node: SyntaxNode | null) {
  if (!node || node.type === "empty_statement") return () => true;
  return compiler.expression(node.type === "expression_statement" ? partsOf(node)[0] : node, node);
}

/** `for (const item of items)` */
const forOf: StatementCompiler = (compiler, node) =>
  compiler.scope.inBlock(() => {
    const itemsNode = node.childForFieldName("right");
    const pattern = node.childForFieldName("left");
    const kind = node.childForFieldName("kind")?.type;
    if (
      node.childForFieldName("operator")?.type !== "of" ||
      !pattern ||
      !itemsNode ||
      kind === undefined
    ) {
      throw compiler.error(node, "Write this loop as for (const item of items).");
    }
    const items = compiler.expression(itemsNode, node);
    const write = bindPattern(compiler, pattern, (name) =>
      compiler.scope.declare(name, kind === "const", true),
    );
    const { parts: body, cost } = loopBody(compiler, () =>
      branch(compiler, node.childForFieldName("body")),
    );
    const place = compiler.place(itemsNode);
    return (frame) => {
      const found = items(frame);
      if (!isArray(found))
        throw failure(place, `Only an array can be gone through, and this is ${describe(found)}.`);
      for (const item of found) {
        compiler.meter.spend(cost);
        write(frame, item);
        const end = body(frame);
        if (end === RETURN) return RETURN;
        if (end === BREAK) break;
      }
      return NORMAL;
    };
  });

const returnStatement: StatementCompiler = (compiler, node) => {
  const [part] = partsOf(node);
  const value = part ? compiler.expression(part, node) : () => undefined;
  return (frame) => {
    frame.result = value(frame);
    return RETURN;
  };
};

const jump =
  (end: typeof BREAK | typeof CONTINUE): StatementCompiler =>
  (compiler, node) => {
    if (compiler.loops === 0 || partsOf(node).length > 0)
      throw compiler.error(node, "This jump is not supported here.");
    return () => end;
  };

const throwStatement: StatementCompiler = (compiler, node) => {
  const place = compiler.place(node);
  return () => {
    throw failure(place, "The function throws an error at this step.");
  };
};

export const statements: ReadonlyMap<string, StatementCompiler> = new Map([
  ["expression_statement", expressionStatement],
  ["statement_block", block],
  ["lexical_declaration", declaration],
  ["variable_declaration", declaration],
  ["if_statement", ifStatement],
  ["while_statement", whileStatement],
  ["do_statement", whileStatement],
  ["for_statement", forStatement],
  ["for_in_statement", forOf],
  ["return_statement", returnStatement],
  ["break_statement", jump(BREAK)],
  ["continue_statement", jump(CONTINUE)],
  ["throw_statement", throwStatement],
  ["empty_statement", () => () => NORMAL],
]);
