import { partsOf, rangeOf, type SyntaxNode } from "../../parse/syntaxTree";
import type { DictPattern, Parameter, Pattern, PatternItem } from "../../program/tree";
import { hasHole, keyOf, type Lowering } from "./lower";

/** What stands on the left of `=`, in a declaration, in a parameter; undefined where it is nothing such. */
export function lowerTarget(lowering: Lowering, node: SyntaxNode): Pattern | undefined {
  const range = rangeOf(node);
  switch (node.type) {
    case "identifier":
    case "shorthand_property_identifier_pattern":
    case "shorthand_property_identifier":
      return { type: "name", name: lowering.textOf(node), range };
    case "member_expression":
    case "subscript_expression": {
      const part = lowering.expression(node, node);
      return part.type === "member" || part.type === "index" ? part : undefined;
    }
    case "parenthesized_expression":
    case "non_null_expression": {
      const [part] = partsOf(node);
      return part && lowerTarget(lowering, part);
    }
    case "array_pattern":
    case "array":
      return listPattern(lowering, node);
    case "object_pattern":
    case "object":
      return dictPattern(lowering, node);
    default:
      return undefined;
  }
}

function item(lowering: Lowering, node: SyntaxNode): PatternItem | undefined {
  const isDefault = [
    "assignment_pattern",
    "object_assignment_pattern",
    "assignment_expression",
  ].includes(node.type);
  const left = isDefault ? node.childForFieldName("left") : node;
  const target = left && lowerTarget(lowering, left);
  if (!target) return undefined;
  if (!isDefault) return { target };
  return { target, default: lowering.expression(node.childForFieldName("right"), node) };
}

function listPattern(lowering: Lowering, node: SyntaxNode): Pattern | undefined {
  const items: (PatternItem | undefined)[] = [];
  let rest: number | undefined;
  if (hasHole(node)) return holedPattern(lowering, node);
  for (const part of partsOf(node)) {
    const isRest = part.type === "rest_pattern" || part.type === "spread_element";
    const found = item(lowering, isRest ? (partsOf(part)[0] ?? part) : part);
    if (!found) return undefined;
    if (isRest) rest = items.length;
    items.push(found);
  }
  return { type: "listPattern", items, range: rangeOf(node), ...(rest !== undefined && { rest }) };
}

/** `[, b]`: between two commas nothing is bound. */
function holedPattern(lowering: Lowering, node: SyntaxNode): Pattern | undefined {
  const items: (PatternItem | undefined)[] = [];
  let next: PatternItem | undefined;
  for (const child of node.children) {
    if (!child || child.type === "comment" || child.type === "[") continue;
    if (child.type === ",") {
      items.push(next);
      next = undefined;
    } else if (child.type === "]") {
      if (next) items.push(next);
    } else {
      next = child.type === "rest_pattern" ? undefined : item(lowering, child);
      if (!next) return undefined;
    }
  }
  return { type: "listPattern", items, range: rangeOf(node) };
}

function dictPattern(lowering: Lowering, node: SyntaxNode): Pattern | undefined {
  const entries: DictPattern["entries"][number][] = [];
  let rest: Pattern | undefined;
  for (const part of partsOf(node)) {
    if (part.type === "rest_pattern" || part.type === "spread_element") {
      const [inside] = partsOf(part);
      rest = inside && lowerTarget(lowering, inside);
      if (!rest) return undefined;
      continue;
    }
    const isPair = part.type === "pair_pattern" || part.type === "pair";
    const value = isPair ? part.childForFieldName("value") : part;
    const found = value ? item(lowering, value) : undefined;
    const keyNode = isPair ? part.childForFieldName("key") : undefined;
    const key = keyNode ? keyOf(lowering, keyNode) : shorthandKey(found);
    if (!found || !key) return undefined;
    entries.push({ key, ...found });
  }
  return { type: "dictPattern", entries, range: rangeOf(node), ...(rest && { rest }) };
}

function shorthandKey(found: PatternItem | undefined) {
  if (found?.target.type !== "name") return undefined;
  const { name, range } = found.target;
  return { type: "string", value: name, range } as const;
}

export function lowerParameters(lowering: Lowering, node: SyntaxNode): Parameter[] {
  const single = node.childForFieldName("parameter");
  const list = node.childForFieldName("parameters");
  const nodes = single ? [single] : list ? partsOf(list) : [];
  return nodes.flatMap((parameter): Parameter[] => {
    const pattern = parameter.childForFieldName("pattern") ?? parameter;
    if (pattern.type === "this") return [];
    const isRest = pattern.type === "rest_pattern";
    const inside = isRest ? (partsOf(pattern)[0] ?? pattern) : pattern;
    const initial = parameter.childForFieldName("value");
    return [
      {
        kind: isRest ? "rest" : "plain",
        target: lowerTarget(lowering, inside) ?? lowering.unsupported(inside, "this parameter"),
        range: rangeOf(parameter),
        ...(initial && { default: lowering.expression(initial, parameter) }),
      },
    ];
  });
}
