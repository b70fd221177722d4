import { readNumber } from "../../parse/typescript/numbers";
import { unescape } from "../../parse/typescript/strings";
import { partsOf, rangeOf, type SyntaxNode } from "../../parse/syntaxTree";
import type {
  Argument,
  DictEntry,
  Expression,
  FunctionExpression,
  Spread,
  Template,
  UnsupportedExpression,
} from "../../program/tree";
import { assignment, augmented, binary, conditional, unary, update } from "./lowerOperators";
import { lowerParameters } from "./patterns";
import { lowerBlock } from "./statements";

/** Lowers tree-sitter's tree of TypeScript: what is not followed becomes an `unsupported` node. */
export class Lowering {
  constructor(readonly text: string) {}

  textOf(node: SyntaxNode): string {
    return this.text.slice(node.startIndex, node.endIndex);
  }

  expression(node: SyntaxNode | null | undefined, parent: SyntaxNode): Expression {
    if (!node) return this.unfinished(parent);
    if (isBroken(node)) return this.unfinished(node);
    return EXPRESSIONS.get(node.type)?.(this, node) ?? this.unsupported(node);
  }

  unsupported(
    node: SyntaxNode,
    what = NAMES.get(node.type) ?? node.type.replaceAll("_", " "),
  ): UnsupportedExpression {
    return this.missing(node, "runtime", what);
  }

  unfinished(node: SyntaxNode): UnsupportedExpression {
    return this.missing(node, "unfinished", "something unfinished");
  }

  private missing(
    node: SyntaxNode,
    reason: "runtime" | "unfinished",
    what: string,
  ): UnsupportedExpression {
    return {
      type: "unsupported",
      range: rangeOf(node),
      text: this.textOf(node),
      reason,
      what,
      names: namesIn(this, node),
    };
  }
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ["await_expression", "await"],
  ["yield_expression", "yield"],
  ["new_expression", "new"],
  ["regex", "a regular expression"],
  ["this", "this"],
  ["super", "super"],
  ["class", "a class"],
  ["class_declaration", "a class"],
  ["with_statement", "with"],
  ["import", "import"],
  ["generator_function", "a generator"],
  ["generator_function_declaration", "a generator"],
]);

export function isBroken(node: SyntaxNode): boolean {
  if (node.isError || node.isMissing) return true;
  return (
    node.hasError &&
    node.children.some((child) => child !== null && (child.isError || child.isMissing))
  );
}

/** Every name that a part of the text mentions. */
export function namesIn(lowering: Lowering, node: SyntaxNode): string[] {
  const names = new Set<string>();
  const visit = (part: SyntaxNode): void => {
    if (part.type === "identifier" || part.type === "shorthand_property_identifier")
      names.add(lowering.textOf(part));
    for (const child of part.namedChildren) if (child) visit(child);
  };
  visit(node);
  return [...names];
}

export type Lower = (lowering: Lowering, node: SyntaxNode) => Expression;

const inner: Lower = (lowering, node) => {
  const parts = partsOf(node);
  return lowering.expression(node.type === "type_assertion" ? parts.at(-1) : parts[0], node);
};

const name: Lower = (lowering, node) => ({
  type: "name",
  name: lowering.textOf(node),
  range: rangeOf(node),
});

const number: Lower = (lowering, node) => {
  const value = readNumber(lowering.textOf(node));
  if (value === undefined)
    return lowering.unsupported(
      node,
      `${lowering.textOf(node)}: this is no number that a schedule can use`,
    );
  return { type: "number", value, range: rangeOf(node) };
};

const text: Lower = (lowering, node) => ({
  type: "string",
  value: unescape(lowering.textOf(node).slice(1, -1)),
  range: rangeOf(node),
});

const template: Lower = (lowering, node) => {
  const parts: Template["parts"][number][] = [];
  let from = node.startIndex + 1;
  const literal = (to: number) => {
    if (to > from) parts.push(unescape(lowering.text.slice(from, to)));
  };
  for (const child of partsOf(node)) {
    if (child.type !== "template_substitution") continue;
    literal(child.startIndex);
    parts.push({ value: inner(lowering, child) });
    from = child.endIndex;
  }
  literal(node.endIndex - 1);
  return { type: "template", parts, range: rangeOf(node) };
};

const isOptional = (node: SyntaxNode): boolean =>
  node.children.some((child) => child?.type === "optional_chain" || child?.type === "?.");

/** `a?.b.c`: what follows an optional part is not read where there is none; that is not followed. */
function followsOptional(node: SyntaxNode | null): boolean {
  if (!node) return false;
  const isChain = ["member_expression", "subscript_expression", "call_expression"].includes(
    node.type,
  );
  if (!isChain) return false;
  return (
    isOptional(node) ||
    followsOptional(node.childForFieldName("object") ?? node.childForFieldName("function"))
  );
}

const member: Lower = (lowering, node) => {
  const object = node.childForFieldName("object");
  const property = node.childForFieldName("property");
  if (!property || followsOptional(object)) return lowering.unsupported(node, "what follows ?.");
  return {
    type: "member",
    object: lowering.expression(object, node),
    name: lowering.textOf(property),
    nameRange: rangeOf(property),
    range: rangeOf(node),
    ...(isOptional(node) && { optional: true }),
  };
};

const subscript: Lower = (lowering, node) => {
  const object = node.childForFieldName("object");
  if (followsOptional(object)) return lowering.unsupported(node, "what follows ?.");
  return {
    type: "index",
    object: lowering.expression(object, node),
    index: lowering.expression(node.childForFieldName("index"), node),
    range: rangeOf(node),
    ...(isOptional(node) && { optional: true }),
  };
};

const call: Lower = (lowering, node) => {
  const callee = node.childForFieldName("function");
  const list = node.childForFieldName("arguments");
  if (!callee || list?.type !== "arguments") return lowering.unsupported(node, "this call");
  if (followsOptional(callee) && !isOptional(node) && callee.type === "call_expression")
    return lowering.unsupported(node, "what follows ?.");
  const values = partsOf(list).map((part): Argument => {
    const spread = part.type === "spread_element";
    const inside = spread ? (partsOf(part)[0] ?? part) : part;
    return {
      kind: spread ? "spread" : "positional",
      value: lowering.expression(inside, part),
      range: rangeOf(inside),
    };
  });
  return {
    type: "call",
    callee: lowering.expression(callee, node),
    arguments: values,
    range: rangeOf(node),
    ...(isOptional(node) && { optional: true }),
  };
};

function spread(lowering: Lowering, node: SyntaxNode): Spread {
  return {
    type: "spread",
    value: lowering.expression(partsOf(node)[0], node),
    range: rangeOf(node),
  };
}

const array: Lower = (lowering, node) => {
  if (hasHole(node)) return lowering.unsupported(node, "an array with holes");
  const items = partsOf(node).map((part) =>
    part.type === "spread_element" ? spread(lowering, part) : lowering.expression(part, node),
  );
  return { type: "list", kind: "list", items, range: rangeOf(node) };
};

/** Whether two commas, or a bracket and a comma, stand beside one another. */
export function hasHole(node: SyntaxNode): boolean {
  const marks = node.children.filter((child) => child !== null && child.type !== "comment");
  return marks.some(
    (child, index) => child?.type === "," && ["[", ","].includes(marks[index - 1]?.type ?? ""),
  );
}

const object: Lower = (lowering, node) => {
  const entries: (DictEntry | Spread)[] = [];
  for (const part of partsOf(node)) {
    const entry = objectEntry(lowering, part);
    if (!entry)
      return lowering.unsupported(part, "an object with more than plain names and values");
    entries.push(entry);
  }
  return { type: "dict", entries, range: rangeOf(node) };
};

function objectEntry(lowering: Lowering, part: SyntaxNode): DictEntry | Spread | undefined {
  const range = rangeOf(part);
  if (part.type === "spread_element") return spread(lowering, part);
  if (part.type === "shorthand_property_identifier") {
    const key = lowering.textOf(part);
    return {
      type: "entry",
      key: { type: "string", value: key, range },
      value: { type: "name", name: key, range },
      range,
    };
  }
  const keyNode = part.childForFieldName(part.type === "pair" ? "key" : "name");
  const key = keyNode && keyOf(lowering, keyNode);
  if (!key) return undefined;
  if (part.type === "pair")
    return {
      type: "entry",
      key,
      value: lowering.expression(part.childForFieldName("value"), part),
      range,
    };
  if (part.type !== "method_definition" || MODIFIED.test(lowering.textOf(part))) return undefined;
  return { type: "entry", key, value: functionValue(lowering, part), range };
}

const MODIFIED = /^(?:async\b|get\s|set\s|static\b|\*)/;

export function keyOf(lowering: Lowering, node: SyntaxNode): Expression | undefined {
  const range = rangeOf(node);
  const written = lowering.textOf(node);
  switch (node.type) {
    case "property_identifier":
    case "identifier":
      return { type: "string", value: written, range };
    case "string":
      return { type: "string", value: unescape(written.slice(1, -1)), range };
    case "number":
      return { type: "string", value: String(Number(written.replaceAll("_", ""))), range };
    case "computed_property_name":
      return lowering.expression(partsOf(node)[0], node);
    default:
      return undefined;
  }
}

export function functionValue(lowering: Lowering, node: SyntaxNode): FunctionExpression {
  const body = node.childForFieldName("body");
  const nameNode = node.childForFieldName("name");
  const suspended =
    /^(?:export\s+)?(?:default\s+)?async\b|^(?:function\s*)?\*/.test(lowering.textOf(node)) ||
    node.type.startsWith("generator");
  return {
    type: "function",
    parameters: lowerParameters(lowering, node),
    body:
      body?.type === "statement_block"
        ? lowerBlock(lowering, body)
        : lowering.expression(body, node),
    range: rangeOf(node),
    ...(nameNode && { name: lowering.textOf(nameNode), nameRange: rangeOf(nameNode) }),
    ...(node.type === "arrow_function" && { arrow: true }),
    ...(suspended && { suspended }),
  };
}

const sequence: Lower = (lowering, node) => ({
  type: "sequence",
  items: partsOf(node).map((part) => lowering.expression(part, node)),
  range: rangeOf(node),
});

const constant =
  (value: "true" | "false" | "null" | "undefined"): Lower =>
  (_, node) => {
    const range = rangeOf(node);
    if (value === "null") return { type: "null", range };
    if (value === "undefined") return { type: "undefined", range };
    return { type: "boolean", value: value === "true", range };
  };

const EXPRESSIONS: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ["number", number],
  ["string", text],
  ["template_string", template],
  ["true", constant("true")],
  ["false", constant("false")],
  ["null", constant("null")],
  ["undefined", constant("undefined")],
  ["identifier", name],
  ["member_expression", member],
  ["subscript_expression", subscript],
  ["call_expression", call],
  ["unary_expression", unary],
  ["update_expression", update],
  ["binary_expression", binary],
  ["ternary_expression", conditional],
  ["parenthesized_expression", inner],
  ["as_expression", inner],
  ["satisfies_expression", inner],
  ["non_null_expression", inner],
  ["type_assertion", inner],
  ["assignment_expression", assignment],
  ["augmented_assignment_expression", augmented],
  ["array", array],
  ["object", object],
  ["arrow_function", functionValue],
  ["function_expression", functionValue],
  ["sequence_expression", sequence],
]);
