import { t } from "../../text/words";
import { evaluated } from "./evaluate";
import { MAX_STRING } from "../limits";
import { binaryOperator, unaryOperator } from "../pure";
import { partsOf, rangeOf, type SyntaxNode } from "../syntaxTree";
import { placeOf, textOf, type Site } from "./module";
import { readNumber } from "./numbers";
import type { Handler, Reading } from "./reading";
import { unescape } from "./strings";
import { primitiveOf, scalar, spreadUnknown, truthOf, unknownValue, type Value } from "./value";

const literal = <T extends object>(node: SyntaxNode, value: T) => ({
  ...value,
  range: rangeOf(node),
  literal: true,
});

const number: Handler = (reading, node, site) => {
  const text = textOf(node, site.module);
  const value = readNumber(text);
  if (value !== undefined) return literal(node, { type: "number", value });
  reading.report(site, rangeOf(node), t`${text} is no number that a schedule can use.`);
  return unknownValue(rangeOf(node), text, "unfinished");
};

const string: Handler = (_reading, node, site) =>
  literal(node, { type: "string", value: unescape(textOf(node, site.module).slice(1, -1)) });

const boolean: Handler = (_reading, node) =>
  literal(node, { type: "boolean", value: node.type === "true" });

const nothing: Handler = (_reading, node) => literal(node, { type: "null" });

const notDefined: Handler = (_reading, node) => literal(node, { type: "undefined" });

/** `(x)`, `x as T`, `x satisfies T`, `x!`: the value of what is inside. */
const inner: Handler = (reading, node, site) => {
  const [first] = partsOf(node);
  return first ? reading.evaluate(first, site) : reading.unfinished(node, site);
};

/** `<T>x` */
const assertion: Handler = (reading, node, site) => {
  const last = partsOf(node).at(-1);
  return last ? reading.evaluate(last, site) : reading.unfinished(node, site);
};

const template: Handler = (reading, node, site) => {
  const parts = node.children.filter((child) => child?.type === "template_substitution");
  if (parts.length === 0) {
    return literal(node, {
      type: "string",
      value: unescape(textOf(node, site.module).slice(1, -1)),
    });
  }
  return joinTemplate(reading, node, site);
};

function joinTemplate(reading: Reading, node: SyntaxNode, site: Site): Value {
  let text = "";
  let at = node.startIndex + 1;
  const plain = (end: number) => unescape(site.module.text.slice(at, end));
  for (const part of partsOf(node)) {
    if (part.type !== "template_substitution") continue;
    const [expression] = partsOf(part);
    const value = expression ? reading.evaluate(expression, site) : reading.unfinished(part, site);
    const primitive = primitiveOf(value);
    if (!primitive) return notScalar(reading, node, site, value);
    text += plain(part.startIndex) + String(primitive.is);
    at = part.endIndex;
  }
  return bounded(reading, node, site, text + plain(node.endIndex - 1));
}

function bounded(reading: Reading, node: SyntaxNode, site: Site, text: string): Value {
  if (text.length <= MAX_STRING) return scalar(text, rangeOf(node));
  reading.report(site, rangeOf(node), t`This string is longer than ${MAX_STRING} characters.`);
  return unknownValue(rangeOf(node), "", "unfinished");
}

/** An operand that is unknown makes the whole unknown; what becomes of an object, the evaluator knows. */
function notScalar(reading: Reading, node: SyntaxNode, site: Site, operand: Value): Value {
  if (operand.type !== "unknown") return evaluated(reading, node, site);
  return spreadUnknown(operand, rangeOf(node), placeOf(node, site.module));
}

const unary: Handler = (reading, node, site) => {
  const argument = node.childForFieldName("argument");
  const sign = node.childForFieldName("operator");
  if (!argument || !sign) return reading.unfinished(node, site);
  const value = reading.evaluate(argument, site);
  const primitive = primitiveOf(value);
  const operate = unaryOperator(sign.type);
  if (!primitive || !operate) return notScalar(reading, node, site, value);
  const result = scalar(operate(primitive.is), rangeOf(node));
  return sign.type === "-" && argument.type === "number" ? { ...result, literal: true } : result;
};

const binary: Handler = (reading, node, site) => {
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  const operator = node.childForFieldName("operator")?.type;
  if (!left || !right || operator === undefined) return reading.unfinished(node, site);
  const first = reading.evaluate(left, site);
  if (LOGICAL.has(operator)) return logical(reading, node, site, { operator, first, right });
  const second = reading.evaluate(right, site);
  const operate = binaryOperator(operator);
  const [a, b] = [primitiveOf(first), primitiveOf(second)];
  if (!operate) return reading.runtime(node, site);
  if (!a || !b) return notScalar(reading, node, site, a ? second : first);
  const result = operate(a.is, b.is);
  return typeof result === "string"
    ? bounded(reading, node, site, result)
    : scalar(result, rangeOf(node));
};

const LOGICAL: ReadonlySet<string> = new Set(["&&", "||", "??"]);

interface Logical {
  readonly operator: string;
  readonly first: Value;
  readonly right: SyntaxNode;
}

function logical(reading: Reading, node: SyntaxNode, site: Site, parts: Logical): Value {
  const { operator, first, right } = parts;
  if (first.type === "unknown") return notScalar(reading, node, site, first);
  const isNone = first.type === "null" || first.type === "undefined";
  const truth = truthOf(first) === true;
  const takesRight = operator === "??" ? isNone : operator === "&&" ? truth : !truth;
  return takesRight ? reading.evaluate(right, site) : first;
}

const ternary: Handler = (reading, node, site) => {
  const condition = node.childForFieldName("condition");
  if (!condition) return reading.unfinished(node, site);
  const decided = reading.evaluate(condition, site);
  const truth = truthOf(decided);
  if (truth === undefined) return notScalar(reading, node, site, decided);
  const branch = node.childForFieldName(truth ? "consequence" : "alternative");
  return branch ? reading.evaluate(branch, site) : reading.unfinished(node, site);
};

export const scalarHandlers: readonly (readonly [string, Handler])[] = [
  ["number", number],
  ["string", string],
  ["template_string", template],
  ["true", boolean],
  ["false", boolean],
  ["null", nothing],
  ["undefined", notDefined],
  ["parenthesized_expression", inner],
  ["as_expression", inner],
  ["satisfies_expression", inner],
  ["non_null_expression", inner],
  ["type_assertion", assertion],
  ["unary_expression", unary],
  ["binary_expression", binary],
  ["ternary_expression", ternary],
];
