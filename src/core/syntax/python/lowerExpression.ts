import { rangeOf, type SyntaxNode } from "../../parse/syntaxTree";
import type {
  Argument,
  BinaryOperator,
  CompareOperator,
  Comprehension,
  ComprehensionClause,
  DictDisplay,
  Expression,
  ListDisplay,
  Pattern,
  Spread,
  Template,
  UnsupportedExpression,
} from "../../program/tree";
import { lowerParameters } from "./lowerParameters";
import { textLiteral } from "./textLiteral";
import { partsOf } from "./parts";

type Lower = (node: SyntaxNode, text: string) => Expression;

export const sourceOf = (node: SyntaxNode | null | undefined, text: string): string =>
  node ? text.slice(node.startIndex, node.endIndex) : "";

/** Lowers an expression of Python; what it does not follow is `unsupported`. */
export function lowerExpression(node: SyntaxNode | null | undefined, text: string): Expression {
  if (!node) return missing();
  return Object.hasOwn(LOWERINGS, node.type)
    ? (LOWERINGS[node.type]?.(node, text) ?? unsupported(node, text))
    : unsupported(node, text);
}

const missing = (): UnsupportedExpression => ({
  type: "unsupported",
  range: { start: 0, end: 0 },
  text: "",
  reason: "unfinished",
  names: [],
});

function unsupported(node: SyntaxNode, text: string): UnsupportedExpression {
  const reason = node.hasError ? "unfinished" : "runtime";
  const names = namesIn(node, text);
  return {
    type: "unsupported",
    range: rangeOf(node),
    text: sourceOf(node, text),
    reason,
    what: node.type.replaceAll("_", " "),
    names,
  };
}

/** Every name below a node; of huge ones the first thousand. */
function namesIn(node: SyntaxNode, text: string): string[] {
  const names = new Set<string>();
  const open = [node];
  for (let next = open.pop(); next && names.size < 1000; next = open.pop()) {
    if (next.type === "identifier") names.add(sourceOf(next, text));
    open.push(...partsOf(next));
  }
  return [...names];
}

/** What is assigned to: a name, an attribute, an item, or a list of such. */
export function lowerPattern(node: SyntaxNode | null | undefined, text: string): Pattern {
  const list = node && PATTERN_LISTS.has(node.type) ? partsOf(node) : undefined;
  if (node && list) {
    const rest = list.findIndex(({ type }) => type.startsWith("list_splat"));
    const targets = list.map((part, index) => ({
      target: lowerPattern(index === rest ? partsOf(part)[0] : part, text),
    }));
    const range = rangeOf(node);
    return { type: "listPattern", range, items: targets, ...(rest >= 0 && { rest }) };
  }
  const expression = lowerExpression(node, text);
  const { type } = expression;
  if (type === "name" || type === "member" || type === "index" || type === "unsupported")
    return expression;
  return node ? unsupported(node, text) : missing();
}

const PATTERN_LISTS = new Set([
  "pattern_list",
  "tuple_pattern",
  "list_pattern",
  "tuple",
  "list",
  "expression_list",
]);

const field = (node: SyntaxNode, name: string, text: string): Expression =>
  lowerExpression(node.childForFieldName(name), text);

function number(node: SyntaxNode, text: string): Expression {
  const value = Number(sourceOf(node, text).replaceAll("_", ""));
  if (Number.isNaN(value)) return unsupported(node, text);
  const range = rangeOf(node);
  return { type: "number", range, value, ...(node.type === "float" && { float: true }) };
}

function string(node: SyntaxNode, text: string): Expression {
  const range = rangeOf(node);
  if (!partsOf(node).some(({ type }) => type === "interpolation"))
    return { type: "string", range, value: textLiteral(sourceOf(node, text)) };
  return { type: "template", range, parts: templateParts(node, text) };
}

function templateParts(node: SyntaxNode, text: string): Template["parts"] {
  return partsOf(node).flatMap((part): Template["parts"][number][] => {
    if (part.type === "string_content") return [sourceOf(part, text)];
    if (part.type !== "interpolation") return [];
    const format = partsOf(part).find(({ type }) => type === "format_specifier");
    const value = field(part, "expression", text);
    return [{ value, ...(format && { format: sourceOf(format, text).slice(1) }) }];
  });
}

function concatenated(node: SyntaxNode, text: string): Expression {
  const parts = partsOf(node).map((part) => lowerExpression(part, text));
  const range = rangeOf(node);
  const values = parts.map((part) => (part.type === "string" ? part.value : undefined));
  if (!values.includes(undefined)) return { type: "string", range, value: values.join("") };
  return {
    type: "template",
    range,
    parts: parts.flatMap((part): Template["parts"][number][] => {
      if (part.type === "string") return [part.value];
      return part.type === "template" ? [...part.parts] : [{ value: part }];
    }),
  };
}

const items = (nodes: readonly SyntaxNode[], text: string): (Expression | Spread)[] =>
  nodes.map((node): Expression | Spread => {
    if (!node.type.startsWith("list_splat")) return lowerExpression(node, text);
    const value = lowerExpression(partsOf(node)[0], text);
    return { type: "spread", range: rangeOf(node), value };
  });

const sequence =
  (kind: ListDisplay["kind"]): Lower =>
  (node, text) => ({ type: "list", kind, range: rangeOf(node), items: items(partsOf(node), text) });

const inner: Lower = (node, text) => {
  const [only] = partsOf(node);
  return only ? { ...lowerExpression(only, text), range: rangeOf(node) } : unsupported(node, text);
};

const binary: Lower = (node, text) => ({
  type: "binary",
  range: rangeOf(node),
  operator: sourceOf(node.childForFieldName("operator"), text) as BinaryOperator,
  left: field(node, "left", text),
  right: field(node, "right", text),
});

const logical: Lower = (node, text) => ({
  type: "logical",
  range: rangeOf(node),
  operator: sourceOf(node.childForFieldName("operator"), text) === "or" ? "or" : "and",
  left: field(node, "left", text),
  right: field(node, "right", text),
});

const compare: Lower = (node, text) => {
  const operators = node.children.flatMap((child) =>
    child && !child.isNamed ? [child.type as CompareOperator] : [],
  );
  const [first, ...others] = partsOf(node).map((part) => lowerExpression(part, text));
  const links = others.flatMap((value, index) => {
    const operator = operators[index];
    return operator ? [{ operator, value }] : [];
  });
  return first ? { type: "compare", range: rangeOf(node), first, links } : unsupported(node, text);
};

const conditional: Lower = (node, text) => {
  const [then, test, otherwise] = partsOf(node).map((part) => lowerExpression(part, text));
  if (!then || !test || !otherwise) return unsupported(node, text);
  return { type: "conditional", range: rangeOf(node), test, then, otherwise };
};

const call: Lower = (node, text) => {
  const list = node.childForFieldName("arguments");
  // f(x for x in y) has the comprehension itself for its arguments
  const nodes = list?.type === "generator_expression" ? [list] : list ? partsOf(list) : [];
  return {
    type: "call",
    range: rangeOf(node),
    callee: field(node, "function", text),
    arguments: nodes.map((part) => argument(part, text)),
  };
};

const KINDS: Readonly<Record<string, Argument["kind"]>> = {
  list_splat: "spread",
  dictionary_splat: "spreadKeywords",
};

export function argument(node: SyntaxNode, text: string): Argument {
  const range = rangeOf(node);
  if (node.type === "keyword_argument") {
    const name = node.childForFieldName("name");
    return {
      kind: "keyword",
      range,
      name: sourceOf(name, text),
      nameRange: rangeOf(name ?? node),
      value: field(node, "value", text),
    };
  }
  const kind = KINDS[node.type] ?? "positional";
  const value = kind === "positional" ? node : partsOf(node)[0];
  return { kind, range, value: lowerExpression(value, text) };
}

const index: Lower = (node, text) => {
  const value = node.childForFieldName("value");
  const parts = partsOf(node).filter(({ id }) => id !== value?.id);
  const [only] = parts;
  const range = rangeOf(node);
  const list: Expression = { type: "list", kind: "tuple", range, items: items(parts, text) };
  return {
    type: "index",
    range,
    object: lowerExpression(value, text),
    index: parts.length === 1 ? lowerExpression(only, text) : list,
  };
};

const slice: Lower = (node, text) => {
  const bounds: (Expression | undefined)[] = [];
  let at = 0;
  for (const child of node.children) {
    if (child?.isNamed === true) bounds[at] = lowerExpression(child, text);
    else if (child?.type === ":") at += 1;
  }
  const [start, stop, step] = bounds;
  return { type: "slice", range: rangeOf(node), start, stop, step };
};

const dict: Lower = (node, text) => ({
  type: "dict",
  range: rangeOf(node),
  entries: partsOf(node).map((part): DictDisplay["entries"][number] => {
    const range = rangeOf(part);
    if (part.type !== "pair")
      return { type: "spread", range, value: lowerExpression(partsOf(part)[0], text) };
    return {
      type: "entry",
      range,
      key: field(part, "key", text),
      value: field(part, "value", text),
    };
  }),
});

const comprehension =
  (kind: Comprehension["kind"]): Lower =>
  (node, text) => {
    const body = node.childForFieldName("body");
    const pair = body?.type === "pair" ? body : undefined;
    const clauses = partsOf(node).flatMap((part): ComprehensionClause[] => {
      if (part.type === "if_clause")
        return [{ type: "if", test: lowerExpression(partsOf(part)[0], text) }];
      if (part.type !== "for_in_clause") return [];
      const target = lowerPattern(part.childForFieldName("left"), text);
      return [{ type: "for", target, iterable: field(part, "right", text) }];
    });
    return {
      type: "comprehension",
      kind,
      range: rangeOf(node),
      element: pair ? field(pair, "key", text) : lowerExpression(body, text),
      ...(pair && { value: field(pair, "value", text) }),
      clauses,
    };
  };

const not: Lower = (node, text) => ({
  type: "unary",
  range: rangeOf(node),
  operator: "not",
  operand: field(node, "argument", text),
});

const LOWERINGS: Readonly<Record<string, Lower | undefined>> = {
  identifier: (node, text) => ({ type: "name", range: rangeOf(node), name: sourceOf(node, text) }),
  integer: number,
  float: number,
  string,
  concatenated_string: concatenated,
  true: (node) => ({ type: "boolean", range: rangeOf(node), value: true }),
  false: (node) => ({ type: "boolean", range: rangeOf(node), value: false }),
  none: (node) => ({ type: "null", range: rangeOf(node) }),
  list: sequence("list"),
  tuple: sequence("tuple"),
  set: sequence("set"),
  expression_list: sequence("tuple"),
  parenthesized_expression: inner,
  binary_operator: binary,
  boolean_operator: logical,
  comparison_operator: compare,
  conditional_expression: conditional,
  call,
  subscript: index,
  slice,
  dictionary: dict,
  list_comprehension: comprehension("list"),
  set_comprehension: comprehension("set"),
  generator_expression: comprehension("generator"),
  dictionary_comprehension: comprehension("dict"),
  not_operator: not,
  attribute: (node, text) => {
    const name = node.childForFieldName("attribute");
    return {
      type: "member",
      range: rangeOf(node),
      object: field(node, "object", text),
      name: sourceOf(name, text),
      nameRange: rangeOf(name ?? node),
    };
  },
  unary_operator: (node, text) => {
    const operator = sourceOf(node.childForFieldName("operator"), text);
    if (operator !== "-" && operator !== "+" && operator !== "~") return unsupported(node, text);
    return {
      type: "unary",
      range: rangeOf(node),
      operator,
      operand: field(node, "argument", text),
    };
  },
  lambda: (node, text) => ({
    type: "function",
    range: rangeOf(node),
    parameters: lowerParameters(node.childForFieldName("parameters"), text),
    body: field(node, "body", text),
  }),
  named_expression: (node, text) => ({
    type: "assign",
    range: rangeOf(node),
    target: lowerPattern(node.childForFieldName("name"), text),
    value: field(node, "value", text),
  }),
};
