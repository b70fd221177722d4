import { JAVASCRIPT } from "../../program/languageRules";
import { unescape } from "../../parse/typescript/strings";
import { partsOf, rangeOf, type SyntaxNode } from "../../parse/syntaxTree";
import type { Expression } from "../../program/tree";
import type {
  Declaration,
  Export,
  Import,
  ImportBinding,
  Program,
  Statement,
  Switch,
  Try,
} from "../../program/statementTree";
import { functionValue, isBroken, keyOf, Lowering, namesIn } from "./lower";
import { lowerTarget } from "./patterns";

/** A TypeScript file as a program. */
export function lowerTypeScript(text: string, root: SyntaxNode): Program {
  const lowering = new Lowering(text);
  return { rules: JAVASCRIPT, text, body: lowerStatements(lowering, partsOf(root)) };
}

export const lowerBlock = (lowering: Lowering, node: SyntaxNode): Statement[] =>
  lowerStatements(lowering, partsOf(node));

/** Statements one after another; what only says types is left out. */
export function lowerStatements(lowering: Lowering, nodes: readonly SyntaxNode[]): Statement[] {
  return nodes.flatMap((node) => {
    if (IGNORED.has(node.type)) return [];
    if (isBroken(node) && !KEPT.has(node.type)) return [unsupported(lowering, node, "unfinished")];
    return STATEMENTS.get(node.type)?.(lowering, node) ?? [unsupported(lowering, node, "runtime")];
  });
}

/** What only says types, or nothing. */
const IGNORED: ReadonlySet<string> = new Set([
  "empty_statement",
  "interface_declaration",
  "type_alias_declaration",
  "ambient_declaration",
  "function_signature",
  "hash_bang_line",
]);
const KEPT: ReadonlySet<string> = new Set(["statement_block"]);

const WHATS: ReadonlyMap<string, string> = new Map([
  ["class_declaration", "a class"],
  ["with_statement", "with"],
  ["generator_function_declaration", "a generator"],
]);

function unsupported(
  lowering: Lowering,
  node: SyntaxNode,
  reason: "runtime" | "unfinished",
): Statement {
  const what =
    reason === "unfinished"
      ? "something unfinished"
      : (WHATS.get(node.type) ?? node.type.replaceAll("_", " "));
  return {
    type: "unsupportedStatement",
    text: lowering.textOf(node),
    reason,
    what,
    names: namesIn(lowering, node),
    range: rangeOf(node),
  };
}

type Lower = (lowering: Lowering, node: SyntaxNode) => Statement[];

const field = (node: SyntaxNode, name: string): SyntaxNode[] => {
  const found = node.childForFieldName(name);
  return found ? [found] : [];
};

/** A branch or a loop's body, be it a block or a single statement. */
function bodyOf(lowering: Lowering, node: SyntaxNode | null): Statement[] {
  if (!node) return [];
  return node.type === "statement_block"
    ? lowerBlock(lowering, node)
    : lowerStatements(lowering, [node]);
}

const declaration: Lower = (lowering, node) => {
  const word = /^(?:const|let|var)/.exec(lowering.textOf(node))?.[0] ?? "const";
  const declarators = partsOf(node).flatMap((part): Declaration["declarators"][number][] => {
    const name = part.childForFieldName("name");
    if (!name) return [];
    const target = lowerTarget(lowering, name) ?? lowering.unsupported(name, "this declaration");
    const value = part.childForFieldName("value");
    return [
      { target, range: rangeOf(part), ...(value && { value: lowering.expression(value, part) }) },
    ];
  });
  return [
    { type: "declaration", kind: word as Declaration["kind"], declarators, range: rangeOf(node) },
  ];
};

const expressionStatement: Lower = (lowering, node) => {
  const [part] = partsOf(node);
  if (!part) return [];
  const removed = deletion(lowering, part);
  if (removed) return [removed];
  return [{ type: "expression", value: lowering.expression(part, node), range: rangeOf(node) }];
};

/** `delete o.a`. */
function deletion(lowering: Lowering, node: SyntaxNode): Statement | undefined {
  if (node.type !== "unary_expression" || node.childForFieldName("operator")?.type !== "delete")
    return undefined;
  const argument = node.childForFieldName("argument");
  const target = argument && lowerTarget(lowering, argument);
  return target ? { type: "delete", targets: [target], range: rangeOf(node) } : undefined;
}

const ifStatement: Lower = (lowering, node) => {
  const otherwise = node.childForFieldName("alternative");
  const branch = otherwise?.type === "else_clause" ? partsOf(otherwise)[0] : otherwise;
  return [
    {
      type: "if",
      test: lowering.expression(node.childForFieldName("condition"), node),
      then: bodyOf(lowering, node.childForFieldName("consequence")),
      otherwise: bodyOf(lowering, branch ?? null),
      range: rangeOf(node),
    },
  ];
};

const whileStatement: Lower = (lowering, node) => [
  {
    type: "while",
    test: lowering.expression(node.childForFieldName("condition"), node),
    body: bodyOf(lowering, node.childForFieldName("body")),
    range: rangeOf(node),
    ...(node.type === "do_statement" && { testLast: true }),
  },
];

const forStatement: Lower = (lowering, node) => {
  const [initializer] = field(node, "initializer");
  const initial =
    initializer && initializer.type !== "empty_statement"
      ? statementOf(lowering, initializer)
      : undefined;
  const [condition] = field(node, "condition");
  const test =
    condition && (condition.type === "expression_statement" ? partsOf(condition)[0] : condition);
  const [increment] = field(node, "increment");
  const isKnown = !initial || initial.type === "declaration" || initial.type === "expression";
  if (!isKnown) return [unsupported(lowering, node, "runtime")];
  return [
    {
      type: "forLoop",
      body: bodyOf(lowering, node.childForFieldName("body")),
      range: rangeOf(node),
      ...(initial && { initial }),
      ...(test && test.type !== "empty_statement" && { test: lowering.expression(test, node) }),
      ...(increment && { update: lowering.expression(increment, node) }),
    },
  ];
};

function statementOf(lowering: Lowering, node: SyntaxNode): Statement | undefined {
  if (STATEMENTS.has(node.type)) return lowerStatements(lowering, [node])[0];
  return { type: "expression", value: lowering.expression(node, node), range: rangeOf(node) };
}

const forIn: Lower = (lowering, node) => {
  const left = node.childForFieldName("left");
  const target = left && lowerTarget(lowering, left);
  const kind = node.childForFieldName("kind")?.type;
  if (!target || /^for\s+await\b/.test(lowering.textOf(node)))
    return [unsupported(lowering, node, "runtime")];
  return [
    {
      type: "forEach",
      target,
      iterable: lowering.expression(node.childForFieldName("right"), node),
      keys: node.childForFieldName("operator")?.type === "in",
      body: bodyOf(lowering, node.childForFieldName("body")),
      range: rangeOf(node),
      ...((kind === "const" || kind === "let" || kind === "var") && { declares: kind }),
    },
  ];
};

const switchStatement: Lower = (lowering, node) => {
  const body = node.childForFieldName("body");
  const cases = (body ? partsOf(body) : []).map((one): Switch["cases"][number] => {
    const value = one.childForFieldName("value");
    const inside = partsOf(one).filter((part) => part.id !== value?.id);
    return {
      body: lowerStatements(lowering, inside),
      range: rangeOf(one),
      ...(value && { test: lowering.expression(value, one) }),
    };
  });
  return [
    {
      type: "switch",
      subject: lowering.expression(node.childForFieldName("value"), node),
      cases,
      range: rangeOf(node),
    },
  ];
};

const tryStatement: Lower = (lowering, node) => {
  const handler = node.childForFieldName("handler");
  const parameter = handler?.childForFieldName("parameter");
  const target = parameter && lowerTarget(lowering, parameter);
  const handlers: Try["handlers"] = handler
    ? [{ body: bodyOf(lowering, handler.childForFieldName("body")), ...(target && { target }) }]
    : [];
  const finalizer = node.childForFieldName("finalizer");
  const last = finalizer?.childForFieldName("body") ?? null;
  return [
    {
      type: "try",
      body: bodyOf(lowering, node.childForFieldName("body")),
      handlers,
      range: rangeOf(node),
      ...(last && { finally: bodyOf(lowering, last) }),
    },
  ];
};

const jump =
  (type: "break" | "continue"): Lower =>
  (lowering, node) => {
    const label = node.childForFieldName("label");
    return [{ type, range: rangeOf(node), ...(label && { label: lowering.textOf(label) }) }];
  };

const labeled: Lower = (lowering, node) => {
  const label = node.childForFieldName("label");
  const [body] = bodyOf(lowering, node.childForFieldName("body"));
  const isLoop = body?.type === "while" || body?.type === "forEach" || body?.type === "forLoop";
  if (!label || !isLoop) return [unsupported(lowering, node, "runtime")];
  return [{ ...body, label: lowering.textOf(label) }];
};

const returned: Lower = (lowering, node) => {
  const [value] = partsOf(node);
  return [
    {
      type: "return",
      range: rangeOf(node),
      ...(value && { value: lowering.expression(value, node) }),
    },
  ];
};

const thrown: Lower = (lowering, node) => {
  const [value] = partsOf(node);
  return [
    {
      type: "raise",
      range: rangeOf(node),
      ...(value && { value: lowering.expression(value, node) }),
    },
  ];
};

const functionDefinition: Lower = (lowering, node) => {
  const name = node.childForFieldName("name");
  if (!name) return [unsupported(lowering, node, "unfinished")];
  const target = { type: "name", name: lowering.textOf(name), range: rangeOf(name) } as const;
  return [
    {
      type: "functionDefinition",
      name: target,
      value: functionValue(lowering, node),
      range: rangeOf(node),
    },
  ];
};

/** An enum is an object whose members count on from one another. */
const enumeration: Lower = (lowering, node) => {
  const name = node.childForFieldName("name");
  const body = node.childForFieldName("body");
  if (!name || !body) return [unsupported(lowering, node, "unfinished")];
  let next = 0;
  const entries = [];
  for (const part of partsOf(body)) {
    const isAssigned = part.type === "enum_assignment";
    const key = keyOf(lowering, isAssigned ? (part.childForFieldName("name") ?? part) : part);
    if (!key) return [unsupported(lowering, node, "runtime")];
    const given = isAssigned ? part.childForFieldName("value") : undefined;
    const value: Expression = given
      ? lowering.expression(given, part)
      : { type: "number", value: next, range: rangeOf(part) };
    if (value.type !== "number" && value.type !== "string")
      return [unsupported(lowering, node, "runtime")];
    next = value.type === "number" ? value.value + 1 : NaN;
    entries.push({ type: "entry", key, value, range: rangeOf(part) } as const);
  }
  const target = { type: "name", name: lowering.textOf(name), range: rangeOf(name) } as const;
  const value = { type: "dict", entries, range: rangeOf(body) } as const;
  return [
    {
      type: "declaration",
      kind: "const",
      declarators: [{ target, value, range: rangeOf(node) }],
      range: rangeOf(node),
    },
  ];
};

const importStatement: Lower = (lowering, node) => {
  const source = node.childForFieldName("source");
  if (!source || /^import\s+type\b/.test(lowering.textOf(node))) return [];
  const clause = partsOf(node).find((part) => part.type === "import_clause");
  const bindings = (clause ? partsOf(clause) : []).flatMap((part): ImportBinding[] => {
    const bind = (local: SyntaxNode, imported?: string) => [
      {
        local: lowering.textOf(local),
        range: rangeOf(local),
        ...(imported !== undefined && { imported }),
      },
    ];
    if (part.type === "identifier") return bind(part, "default");
    if (part.type === "namespace_import") return partsOf(part).flatMap((one) => bind(one));
    return partsOf(part).flatMap((one) => {
      const name = one.childForFieldName("name");
      return name ? bind(one.childForFieldName("alias") ?? name, lowering.textOf(name)) : [];
    });
  });
  const module = unescape(lowering.textOf(source).slice(1, -1));
  const statement: Import = { type: "import", module, bindings, range: rangeOf(node) };
  return [statement];
};

const exportStatement: Lower = (lowering, node) => {
  const declared = node.childForFieldName("declaration");
  if (declared) return lowerStatements(lowering, [declared]);
  const value = node.childForFieldName("value");
  if (!value) return [];
  const exported: Export = {
    type: "export",
    names: [],
    default: lowering.expression(value, node),
    range: rangeOf(node),
  };
  return [exported];
};

const STATEMENTS: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ["expression_statement", expressionStatement],
  ["lexical_declaration", declaration],
  ["variable_declaration", declaration],
  ["if_statement", ifStatement],
  ["while_statement", whileStatement],
  ["do_statement", whileStatement],
  ["for_statement", forStatement],
  ["for_in_statement", forIn],
  ["switch_statement", switchStatement],
  ["try_statement", tryStatement],
  ["break_statement", jump("break")],
  ["continue_statement", jump("continue")],
  ["labeled_statement", labeled],
  ["return_statement", returned],
  ["throw_statement", thrown],
  ["function_declaration", functionDefinition],
  ["enum_declaration", enumeration],
  ["import_statement", importStatement],
  ["export_statement", exportStatement],
  [
    "statement_block",
    (lowering, node) => [{ type: "block", body: lowerBlock(lowering, node), range: rangeOf(node) }],
  ],
]);
