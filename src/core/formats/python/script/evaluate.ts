import type {
  Call,
  Compare,
  Comprehension,
  Conditional,
  DictDisplay,
  Expression,
  ListDisplay,
  Logical,
  Spread,
  Template,
  Unary,
} from "../../../program/tree";
import type { Range } from "../../../text/range";
import { givenNumber } from "../../../schedule/unknownValue";
import { functionValue } from "./definitions";
import { shownAt, spelled, type CallPlace, type Machine } from "./machine";
import { binary, compare, keyOf, negative, truth } from "./operators";
import { lookUp, newScope } from "./scope";
import { subscript } from "./subscript";
import {
  choiceOf,
  decided,
  isFlag,
  listValue,
  none,
  numberValue,
  textValue,
  unknownFrom,
  unknownValue,
  type DictValue,
  type Given,
  type GivenValue,
  type NumberValue,
  type Scope,
  type TextValue,
  type Unknown,
  type Value,
} from "./value";

/** A literal of another file of the workspace, with its place there. */
const inFile = <T extends NumberValue | TextValue>(
  value: T,
  { range }: Expression,
  { own, uri }: Scope,
): T => (own || uri === "" ? value : { ...value, elsewhere: { uri, range } });

/** The value of an expression, as far as it is known. */
export function evaluate(machine: Machine, expression: Expression, scope: Scope): Value {
  machine.burn();
  const literal = scope.own ? expression.range : undefined;
  switch (expression.type) {
    case "number":
      return inFile(numberValue(expression.value, expression.float, literal), expression, scope);
    case "string":
      return inFile(textValue(expression.value, literal), expression, scope);
    case "boolean":
      return { type: "boolean", value: expression.value, ...(literal && { literal }) };
    case "null":
    case "undefined":
      return none;
    case "name":
      return lookUp(scope, expression.name) ?? machine.unknown(expression.name, expression.range);
    case "member":
      return machine.member(
        machine.evaluate(expression.object, scope),
        expression.name,
        placeOf(scope, expression, expression.nameRange),
        scope,
      );
    case "index":
      return subscript(
        machine,
        machine.evaluate(expression.object, scope),
        expression.index,
        placeOf(scope, expression, expression.range),
        scope,
      );
    case "call":
      return callExpression(machine, expression, scope);
    case "unary":
      return unary(machine, expression, scope);
    case "binary": {
      const values = [
        numeric(machine, expression.left, scope),
        numeric(machine, expression.right, scope),
      ];
      return mapped(machine, values, expression, scope, ([left = none, right = none]) =>
        binary(expression.operator, left, right),
      );
    }
    case "compare":
      return comparison(machine, expression, scope);
    case "logical":
      return logical(machine, expression, scope);
    case "conditional":
      return conditional(machine, expression, scope);
    case "list":
      return listOf(machine, expression, scope);
    case "dict":
      return dictOf(machine, expression, scope);
    case "comprehension":
      return comprehension(machine, expression, scope);
    case "function":
      return functionValue(machine, expression, scope);
    case "template":
      return template(machine, expression, scope);
    case "assign": {
      const value = machine.evaluate(expression.value, scope);
      machine.assign(expression.target, value, scope);
      return value;
    }
    case "unsupported":
      return unknownValue(spelled(scope, expression.range), expression.range, expression.reason);
    default:
      return unknownValue(spelled(scope, expression.range), expression.range);
  }
}

/** A number and the sign right before it are one literal: `-1e-3`. */
function unary(machine: Machine, expression: Unary, scope: Scope): Value {
  const { operator, operand, range } = expression;
  const value = mapped(
    machine,
    [machine.evaluate(operand, scope)],
    expression,
    scope,
    ([only = none]) =>
      operator === "typeof" || operator === "void" ? undefined : negative(operator, only),
  );
  const isSign = operator === "-" || operator === "+";
  const isLiteral = isSign && operand.type === "number" && operand.range.start === range.start + 1;
  if (!isLiteral || value.type !== "number") return value;
  return inFile({ ...value, ...(scope.own && { literal: range }) }, expression, scope);
}

/** An operand: what another file or library has under a name is unknown here, by that name. */
function numeric(machine: Machine, expression: Expression, scope: Scope): Value {
  const value = machine.evaluate(expression, scope);
  if (value.type !== "library") return value;
  return machine.unknown(
    spelled(scope, expression.range),
    shownAt(machine, scope, expression.range),
  );
}

/** A call's place. Most calls are known, and need no name: their text is asked for where it is used. */
class SpelledPlace implements CallPlace {
  constructor(
    private readonly scope: Scope,
    readonly range: CallPlace["range"],
    readonly calleeRange: CallPlace["calleeRange"],
  ) {}

  get text(): string {
    return spelled(this.scope, this.range);
  }
}

export const placeOf = (
  scope: Scope,
  { range }: Expression,
  calleeRange: CallPlace["calleeRange"],
): CallPlace => new SpelledPlace(scope, range, calleeRange);

const MOST_CASES = 16;

/** Applies `work` to known values; to the options of choices one by one. */
function mapped(
  machine: Machine,
  values: readonly Value[],
  expression: Expression,
  scope: Scope,
  work: (values: readonly Value[]) => Value | undefined,
): Value {
  const index = values.findIndex(({ type }) => type === "choice");
  const open = values[index];
  const fallback = (): Value =>
    unknownFrom(values, spelled(scope, expression.range), expression.range);
  if (open?.type !== "choice") {
    const result = work(values);
    if (result) return result;
    return values.some(({ type }) => type === "unknown")
      ? fallback()
      : machine.unknown(spelled(scope, expression.range), expression.range);
  }
  const total = values.reduce((n, v) => n * (v.type === "choice" ? v.options.length : 1), 1);
  if (total > MOST_CASES) return fallback();
  const results = open.options.map((option) =>
    mapped(machine, values.with(index, option), expression, scope, work),
  );
  return choiceOf(open.condition, open.range, results, open.test);
}

function callExpression(machine: Machine, expression: Call, scope: Scope): Value {
  const { callee } = expression;
  const target = machine.evaluate(callee, scope);
  const calleeRange = callee.type === "member" ? callee.nameRange : callee.range;
  const given = givenOf(machine, expression, scope);
  return machine.call(target, given, placeOf(scope, expression, calleeRange), scope);
}

function givenOf(machine: Machine, call: Call, scope: Scope): Given {
  const positional: GivenValue[] = [];
  const keywords = new Map<string, GivenValue>();
  let open: Unknown | undefined;
  for (const { kind, name = "", nameRange, value: expression } of call.arguments) {
    const value = machine.evaluate(expression, scope);
    const { range } = expression;
    if (kind === "positional") positional.push({ value, range, expression });
    else if (kind === "keyword") keywords.set(name, { value, range, nameRange, expression });
    else if (kind === "spread") {
      const items = machine.iterate(value);
      if (items) positional.push(...items.map((item) => ({ value: item, range })));
      else open = unknownFrom([value], spelled(scope, range), range);
    } else if (value.type === "dict") {
      for (const [key, item] of value.entries) keywords.set(String(key), { value: item, range });
      open ??= value.uncertain;
    } else open = unknownFrom([value], spelled(scope, range), range);
  }
  return { positional, keywords, range: call.range, ...(open && { open }) };
}

function comparison(machine: Machine, expression: Compare, scope: Scope): Value {
  const ordered = expression.links.every(({ operator }) => ORDERS.has(operator));
  let left = ordered
    ? numeric(machine, expression.first, scope)
    : machine.evaluate(expression.first, scope);
  let known = true;
  const parts = [left];
  for (const { operator, value } of expression.links) {
    const right = ordered ? numeric(machine, value, scope) : machine.evaluate(value, scope);
    parts.push(right);
    const holds = comparedAll(operator, left, right);
    if (holds === false) return decided(false, left);
    known &&= holds === true;
    left = right;
  }
  if (known) return decided(true, parts[0]);
  return unknownFrom(parts, spelled(scope, expression.range), expression.range);
}

/** Of choices, what all their options have in common. */
function comparedAll(
  operator: Compare["links"][number]["operator"],
  left: Value,
  right: Value,
): boolean | undefined {
  if (left.type !== "choice" && right.type !== "choice") return compare(operator, left, right);
  const lefts = left.type === "choice" ? left.options : [left];
  const rights = right.type === "choice" ? right.options : [right];
  const all = new Set(lefts.flatMap((a) => rights.map((b) => compare(operator, a, b))));
  const [only] = all;
  return all.size === 1 ? only : undefined;
}

function logical(machine: Machine, expression: Logical, scope: Scope): Value {
  const left = machine.evaluate(expression.left, scope);
  const holds = truth(left);
  if (holds !== undefined)
    return holds === (expression.operator === "or")
      ? left
      : machine.evaluate(expression.right, scope);
  const right = machine.evaluate(expression.right, scope);
  // `unknown and False` is false whatever the unknown is
  if (truth(right) === (expression.operator === "or") && right.type === "boolean") return right;
  return unknownFrom([left, right], spelled(scope, expression.range), expression.range);
}

function conditional(machine: Machine, expression: Conditional, scope: Scope): Value {
  const test = machine.evaluate(expression.test, scope);
  const holds = holding(machine, test, spelled(scope, expression.test.range));
  if (holds !== undefined) {
    const [taken, other] = holds
      ? [expression.then, expression.otherwise]
      : [expression.otherwise, expression.then];
    lookAside(machine, { test, holds, scope, range: other.range }, expression.test, () =>
      machine.evaluate(other, scope),
    );
    return machine.evaluate(taken, scope);
  }
  const options = [expression.then, expression.otherwise].map((branch) =>
    machine.evaluate(branch, scope),
  );
  const condition = spelled(scope, expression.test.range);
  if (test.type === "unknown" && test.reason === "loop")
    return unknownFrom([test, ...options], condition, expression.range);
  return choiceOf(condition, expression.range, options, ordering(expression.test, test));
}

/** Whether a condition holds: by its value, or as the user says where nothing decides it (0 for false). */
export function holding(machine: Machine, test: Value, condition: string): boolean | undefined {
  if (isFlag(test)) {
    if (machine.assumed.has(condition)) return true;
    if (machine.assumed.has(`not ${condition}`)) return false;
  }
  const known = truth(test);
  if (known !== undefined) return known;
  const answer = givenNumber(machine.symbols, condition);
  return answer === undefined ? undefined : answer !== 0;
}

interface NotTaken {
  readonly test: Value;
  readonly holds: boolean;
  readonly scope: Scope;
  /** The branch that is not taken. */
  readonly range: Range;
}

/** What a branch has to name for a scheduler to come from it. */
const MAKES = /[Ss]ched|LR\b|Anneal|Plateau|OneCycle|warm_?up|[Oo]pt|[Tt]rain|[Ff]it\b/;

/** Reads a branch that other flags would lead to, for what it makes. */
export function lookAside(
  machine: Machine,
  { test, holds, scope, range }: NotTaken,
  { range: at }: Expression,
  work: () => unknown,
): void {
  if (!isFlag(test)) return;
  if (!MAKES.test(scope.text.slice(range.start, range.end))) return;
  machine.aside(`${holds ? "not " : ""}${spelled(scope, at)}`, work);
}

const ORDERS: ReadonlySet<string> = new Set(["<", "<=", ">", ">="]);

/** An undecided comparison of numbers: what it lacks are numbers that the user can give. */
export function ordering(test: Expression, value: Value): Unknown | undefined {
  const numbers =
    test.type === "compare" && test.links.every(({ operator }) => ORDERS.has(operator));
  return numbers && value.type === "unknown" && value.reason === "runtime" ? value : undefined;
}

function spreadInto(
  machine: Machine,
  part: Spread,
  scope: Scope,
  items: Value[],
): Unknown | undefined {
  const value = machine.evaluate(part.value, scope);
  const spread = machine.iterate(value);
  if (spread) items.push(...spread);
  return spread ? undefined : unknownFrom([value], spelled(scope, part.range), part.range);
}

function listOf(machine: Machine, expression: ListDisplay, scope: Scope): Value {
  const items: Value[] = [];
  let uncertain: Unknown | undefined;
  for (const part of expression.items) {
    if (part.type === "spread") uncertain ??= spreadInto(machine, part, scope, items);
    else items.push(machine.evaluate(part, scope));
  }
  return { ...listValue(items, expression.kind === "tuple"), ...(uncertain && { uncertain }) };
}

function dictOf(machine: Machine, expression: DictDisplay, scope: Scope): Value {
  const entries: DictValue["entries"] = new Map();
  let uncertain: Unknown | undefined;
  for (const entry of expression.entries) {
    const value = machine.evaluate(entry.value, scope);
    if (entry.type === "spread") {
      if (value.type !== "dict")
        return unknownFrom([value], spelled(scope, expression.range), expression.range);
      for (const [key, item] of value.entries) entries.set(key, item);
      if (value.uncertain) {
        for (const key of [...entries.keys()]) if (!value.entries.has(key)) entries.delete(key);
        uncertain ??= value.uncertain;
      }
      continue;
    }
    const name = machine.evaluate(entry.key, scope);
    const key = keyOf(name);
    if (key !== undefined) entries.set(key, value);
    else if (name.type !== "library")
      return unknownFrom([name], spelled(scope, expression.range), expression.range);
  }
  return { type: "dict", entries, ...(uncertain && { uncertain }) };
}

/** Comprehensions over more are data. */
const MOST_ELEMENTS = 2000;

function comprehension(machine: Machine, expression: Comprehension, scope: Scope): Value {
  const inner = newScope(scope);
  const items: Value[] = [];
  const entries: DictValue["entries"] = new Map();
  const fill = (index: number): Value | undefined => {
    const clause = expression.clauses[index];
    if (!clause) {
      const element = machine.evaluate(expression.element, inner);
      const key = keyOf(element);
      if (!expression.value) items.push(element);
      else if (key !== undefined) entries.set(key, machine.evaluate(expression.value, inner));
      else return element;
      return undefined;
    }
    if (clause.type === "if") {
      const test = machine.evaluate(clause.test, inner);
      const holds = truth(test);
      if (holds === undefined) return test;
      return holds ? fill(index + 1) : undefined;
    }
    const values = machine.evaluate(clause.iterable, inner);
    const list = machine.iterate(values);
    if (!list) {
      // what it makes is found all the same: schedulers for unknown optimizers
      const item = unknownValue(spelled(scope, clause.target.range), clause.iterable.range);
      machine.assign(clause.target, item, inner);
      fill(index + 1);
      return values;
    }
    if (list.length > MOST_ELEMENTS) return unknownValue("a long list", expression.range, "limits");
    for (const value of list) {
      machine.assign(clause.target, value, inner);
      const failed = fill(index + 1);
      if (failed) return failed;
    }
    return undefined;
  };
  const failed = fill(0);
  if (failed) {
    if (failed.type === "object")
      return machine.unknown(spelled(scope, expression.range), expression.range);
    return unknownFrom([failed], spelled(scope, expression.range), expression.range);
  }
  return expression.kind === "dict" ? { type: "dict", entries } : listValue(items);
}

function template(machine: Machine, expression: Template, scope: Scope): Value {
  let text = "";
  for (const part of expression.parts) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const value = machine.evaluate(part.value, scope);
    if (value.type === "text" && part.format === undefined) text += value.value;
    else if (value.type === "number" && !value.float && part.format === undefined)
      text += String(value.value);
    else return unknownFrom([value], spelled(scope, expression.range), expression.range);
  }
  return textValue(text);
}
