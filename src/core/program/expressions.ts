import { compileAssign, compileUpdate } from "./assignments";
import { compileCall } from "./calls";
import type { Eval } from "./code";
import type { Compiler } from "./compiler";
import { compileDict, compileList } from "./displays";
import { compileFunction } from "./functions";
import { compileIndex, compileMember } from "./members";
import {
  compileBinary,
  compileCompare,
  compileConditional,
  compileLogical,
  compileUnary,
} from "./operators";
import type { Expression, Sequence, Template, UnsupportedExpression } from "./tree";
import type { UnsupportedStatement } from "./statementTree";
import type { Value } from "./values";
import { compileName } from "./variables";
import { forgetNames } from "./patterns";
import { t } from "../text/words";

export function compileExpression(compiler: Compiler, node: Expression): Eval {
  switch (node.type) {
    case "number":
    case "string":
    case "boolean":
      return compiler.constant(node, node.value);
    case "null":
      return compiler.constant(node, null);
    case "undefined":
      return compiler.constant(node, undefined);
    case "name":
      return compileName(compiler, node);
    case "member":
      return compileMember(compiler, node);
    case "index":
      return compileIndex(compiler, node);
    case "call":
      return compileCall(compiler, node);
    case "unary":
      return compileUnary(compiler, node);
    case "binary":
      return compileBinary(compiler, node);
    case "compare":
      return compileCompare(compiler, node);
    case "logical":
      return compileLogical(compiler, node);
    case "conditional":
      return compileConditional(compiler, node);
    case "list":
      return compileList(compiler, node);
    case "dict":
      return compileDict(compiler, node);
    case "function":
      return compileFunction(compiler, node);
    case "template":
      return compileTemplate(compiler, node);
    case "assign":
      return compileAssign(compiler, node);
    case "update":
      return compileUpdate(compiler, node);
    case "sequence":
      return compileSequence(compiler, node);
    case "unsupported":
      return compileUnsupported(compiler, node);
    case "slice":
    case "comprehension":
    case "class":
      return compileUnsupported(compiler, foreign(compiler, node));
  }
}

/** What only programs in Python have, which `formats/python` reads. */
const foreign = (compiler: Compiler, { range }: Expression): UnsupportedExpression => ({
  type: "unsupported",
  text: compiler.textOf(range),
  reason: "runtime",
  names: [],
  range,
});

function compileSequence(compiler: Compiler, node: Sequence): Eval {
  const items = node.items.map((item) => compiler.expression(item));
  return (frame) => {
    let value: Value;
    for (const item of items) value = item(frame);
    return value;
  };
}

/** Longest text that is put together. */
const MAX_TEXT = 10_000;

function compileTemplate(compiler: Compiler, node: Template): Eval {
  const { machine } = compiler;
  const parts = node.parts.map((part) =>
    typeof part === "string"
      ? part
      : { ...part, evaluate: compiler.expression(part.value), site: compiler.site(part.value) },
  );
  return compiler.marked(node, (frame) => {
    const values = parts.map((part) => (typeof part === "string" ? part : part.evaluate(frame)));
    return machine.lift(values, (known) => {
      let text = "";
      for (const [index, part] of parts.entries()) {
        if (typeof part === "string") text += part;
        else
          text += machine.semantics.format(
            machine,
            known[index],
            part.format,
            part.conversion,
            part.site,
          );
        machine.spend(1 + (text.length >> 4));
        if (text.length > MAX_TEXT)
          return machine.unknown(compiler.textOf(node.range), compiler.site(node));
      }
      return text;
    });
  });
}

/** A function of a step with something that is not followed is not read. */
export function refuseUnsupported(
  compiler: Compiler,
  node: UnsupportedExpression | UnsupportedStatement,
): void {
  if (!compiler.isStrict) return;
  const message =
    node.reason === "unfinished"
      ? t("This function is not finished here.")
      : t`A schedule's function cannot use ${node.what ?? t("this")}: it may compute with numbers, Math, if, loops and functions of its own.`;
  throw compiler.machine.error(message, compiler.site(node));
}

/** What is not followed is unknown, and so is whatever it may change. */
function compileUnsupported(compiler: Compiler, node: UnsupportedExpression): Eval {
  const { machine } = compiler;
  const site = compiler.site(node);
  refuseUnsupported(compiler, node);
  const forget = forgetNames(compiler, node.names);
  return (frame) => {
    const value = machine.unknown(node.text, site, node.reason, node.what);
    forget(frame, value, site);
    machine.place = site;
    return value;
  };
}
