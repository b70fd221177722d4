import { rangeOf, type SyntaxNode } from "../../parse/syntaxTree";
import type { FunctionExpression } from "../../program/tree";
import type { Declaration } from "../../program/statementTree";
import type { Range } from "../../text/range";
import { functionValue, isBroken, keyOf, Lowering } from "./lower";
import { lowerStatements } from "./statements";

/** A function that is no name's: an object's property, or a class's method. */
export interface Member {
  readonly name: string;
  readonly node: FunctionExpression;
  readonly nameRange: Range;
  readonly range: Range;
  /** Constants of the blocks around it that come before it and that nothing changes. */
  readonly constants: readonly Declaration[];
  /** Whether it is a class's. */
  readonly ofClass: boolean;
  /** The `epochs` beside the `callbacks` that it is one of, where a number says them. */
  readonly epochs: number | undefined;
}

/** More of them are a program's own business. */
const MOST = 100;
const FUNCTIONS = new Set(["arrow_function", "function_expression"]);
const BLOCKS = new Set(["program", "statement_block"]);
const DECLARATIONS = new Set(["lexical_declaration", "export_statement"]);
const ACCESSOR = /^(?:static\s+)?(?:get\s|set\s|\*)/;

/** Members by such names, wherever they stand; those of classes and objects that are awaited, too. */
export function membersNamed(
  root: SyntaxNode,
  text: string,
  wanted: (name: string) => boolean,
): Member[] {
  const lowering = new Lowering(text);
  const found: Member[] = [];
  const open: SyntaxNode[] = [root];
  for (let node = open.pop(); node && found.length < MOST; node = open.pop()) {
    const member = memberOf(lowering, node, wanted);
    if (member) found.push(member);
    for (const child of node.namedChildren) if (child) open.push(child);
  }
  return found;
}

function memberOf(
  lowering: Lowering,
  node: SyntaxNode,
  wanted: (name: string) => boolean,
): Member | undefined {
  const isMethod = node.type === "method_definition";
  if (!isMethod && node.type !== "pair") return undefined;
  const keyNode = node.childForFieldName(isMethod ? "name" : "key");
  const key = keyNode && keyOf(lowering, keyNode);
  if (key?.type !== "string" || !wanted(key.value) || isBroken(node)) return undefined;
  const value = isMethod ? node : node.childForFieldName("value");
  if (!value || (!isMethod && !FUNCTIONS.has(value.type))) return undefined;
  if (isMethod && ACCESSOR.test(lowering.textOf(node))) return undefined;
  return {
    name: key.value,
    node: functionValue(lowering, value),
    nameRange: key.range,
    range: rangeOf(node),
    constants: constantsBefore(lowering, node),
    ofClass: node.parent?.type === "class_body",
    epochs: epochsBeside(lowering, node),
  };
}

function constantsBefore(lowering: Lowering, node: SyntaxNode): Declaration[] {
  const found: Declaration[] = [];
  for (let block = node.parent; block; block = block.parent) {
    if (!BLOCKS.has(block.type)) continue;
    const before = block.namedChildren.flatMap((one) =>
      one && one.endIndex <= node.startIndex && DECLARATIONS.has(one.type) ? [one] : [],
    );
    const lowered = lowerStatements(lowering, before).flatMap((one) =>
      one.type === "declaration" && one.kind === "const" && isKept(lowering, one) ? [one] : [],
    );
    found.unshift(...lowered);
  }
  return found;
}

/** Whether nothing is written into what a constant holds. */
const isKept = ({ text }: Lowering, { declarators }: Declaration): boolean =>
  declarators.every(({ target, value }) => {
    if (target.type !== "name") return false;
    if (value?.type !== "dict" && value?.type !== "list") return true;
    const written = `\\b${target.name}(?:\\.\\w{1,80}|\\[[^\\]\\n]{0,80}\\]){1,8}\\s*(?:[-+*/%]?=(?!=)|\\+\\+|--|\\()`;
    return !new RegExp(written).test(text);
  });

/** `{ epochs: 30, callbacks: { onEpochBegin … } }` */
function epochsBeside(lowering: Lowering, node: SyntaxNode): number | undefined {
  for (let part = node.parent; part; part = part.parent) {
    if (part.type !== "pair") continue;
    const key = part.childForFieldName("key");
    if (!key || lowering.textOf(key) !== "callbacks") continue;
    const epochs = part.parent?.namedChildren.find((one) => {
      const name = one?.type === "pair" ? one.childForFieldName("key") : null;
      return name !== null && lowering.textOf(name) === "epochs";
    });
    const value = epochs?.childForFieldName("value");
    const count = value?.type === "number" ? Number(lowering.textOf(value)) : NaN;
    return Number.isInteger(count) && count >= 1 ? count : undefined;
  }
  return undefined;
}
