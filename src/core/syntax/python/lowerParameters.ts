import { rangeOf, type SyntaxNode } from "../../parse/syntaxTree";
import type { Parameter } from "../../program/tree";
import { lowerExpression, lowerPattern, sourceOf } from "./lowerExpression";
import { partsOf } from "./parts";

/** The parameters of a function or lambda, in order; behind `*` they are given by name only. */
export function lowerParameters(node: SyntaxNode | null, text: string): Parameter[] {
  let keywordOnly = false;
  return (node ? partsOf(node) : []).flatMap((part): Parameter[] => {
    if (part.type === "keyword_separator") keywordOnly = true;
    const parameter = lowerParameter(part, text);
    if (!parameter) return [];
    const own = keywordOnly && parameter.kind === "plain";
    if (parameter.kind === "rest") keywordOnly = true;
    return [own ? { ...parameter, keywordOnly } : parameter];
  });
}

function lowerParameter(node: SyntaxNode, text: string): Parameter | undefined {
  const range = rangeOf(node);
  const [first] = partsOf(node);
  const type = node.childForFieldName("type");
  const annotation = type && { annotation: sourceOf(type, text) };
  switch (node.type) {
    case "identifier":
      return { kind: "plain", range, target: lowerPattern(node, text) };
    case "typed_parameter": {
      const parameter = first && lowerParameter(first, text);
      return parameter && { ...parameter, range, ...annotation };
    }
    case "default_parameter":
    case "typed_default_parameter": {
      const target = lowerPattern(node.childForFieldName("name"), text);
      const value = lowerExpression(node.childForFieldName("value"), text);
      return { kind: "plain", range, target, default: value, ...annotation };
    }
    case "list_splat_pattern":
      return { kind: "rest", range, target: lowerPattern(first, text) };
    case "dictionary_splat_pattern":
      return { kind: "keywords", range, target: lowerPattern(first, text) };
    default:
      return undefined;
  }
}
