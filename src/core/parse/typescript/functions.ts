import type { Range } from "../../text/range";
import { partsOf, rangeOf, type SyntaxNode } from "../syntaxTree";
import { parametersOf, patternNames } from "./bindings";
import { originIn, type Environment, type Site, type SourceModule } from "./module";
import { followPattern } from "./names";
import type { HelperCall, Reading } from "./reading";
import {
  moved,
  movedDeep,
  primitiveOf,
  scalar,
  spreadUnknown,
  truthOf,
  type Closure,
  type Mover,
  type Value,
} from "./value";

/** The result of a user's helper function for the arguments at `node`, standing there. */
export function callClosure(
  reading: Reading,
  { closure, values }: HelperCall,
  node: SyntaxNode,
  site: Site,
): Value {
  const { module } = closure.site;
  const inner = { module, environment: bind(reading, closure, values, site.module) };
  const body = closure.node.childForFieldName("body");
  if (!body) return reading.runtime(node, site);
  const isBlock = body.type === "statement_block";
  if (isBlock && !isSimple(body, module)) return reading.interpret({ closure, values }, node, site);
  const result = isBlock
    ? (run(reading, body, inner) ?? scalar(undefined, rangeOf(body)))
    : reading.evaluate(body, inner);
  return movedToCall(reading, result, module, node, site);
}

function bind(
  reading: Reading,
  closure: Closure,
  values: readonly Value[],
  caller: SourceModule,
): Environment {
  const { module } = closure.site;
  const bound = new Map<string, Value>();
  const environment: Environment = {
    functionId: closure.node.id,
    functionRange: rangeOf(closure.node),
    module,
    caller,
    values: bound,
    parent: closure.site.environment,
  };
  const site = { module, environment };
  parametersOf(closure.node).forEach((parameter, index) => {
    const pattern = parameter.childForFieldName("pattern") ?? parameter;
    const initial = parameter.childForFieldName("value");
    const given = values[index];
    const isGiven = given !== undefined && given.type !== "undefined";
    const value = isGiven
      ? given
      : initial
        ? reading.evaluate(initial, site)
        : scalar(undefined, rangeOf(parameter));
    for (const { name, path } of patternNames(pattern, module)) {
      if (path) bound.set(name, followPattern(reading, value, path, parameter, site));
    }
  });
  return environment;
}

/**
 * The result at the call: a part that came in as an argument stands where that argument is
 * written; every other part stands at the call, and its origin is the line of the function.
 */
function movedToCall(
  reading: Reading,
  result: Value,
  module: SourceModule,
  node: SyntaxNode,
  site: Site,
): Value {
  const call = rangeOf(node);
  if (result.type === "unknown") return spreadUnknown(result, call, originIn(module, result.range));
  const move: Mover = (part) => {
    reading.spend(1);
    const { origin } = part;
    const isArgument =
      origin !== undefined &&
      origin.uri === site.module.uri &&
      origin.range.start >= call.start &&
      origin.range.end <= call.end;
    if (!isArgument) return moved(part, call, originIn(module, part.range));
    return atOrigin(
      part,
      origin.range,
      site.module.text.slice(origin.range.start, origin.range.end),
    );
  };
  return movedDeep(result, move);
}

/** The same value where its argument stands, which is then no origin elsewhere. */
function atOrigin<T extends Value>(value: T, range: Range, text: string): T {
  const isScalar = value.type === "number" || value.type === "string";
  const literal = isScalar && /^(?:-?[\d.]+|["'`])/.test(text);
  const here = { ...value, range, literal };
  Reflect.deleteProperty(here, "origin");
  return here;
}

const SIMPLE: ReadonlySet<string> = new Set([
  "return_statement",
  "empty_statement",
  "function_declaration",
]);

/** Whether a block only declares constants, decides and returns, so that values keep their places. */
function isSimple(block: SyntaxNode, module: SourceModule): boolean {
  return partsOf(block).every((statement) => {
    if (SIMPLE.has(statement.type)) return true;
    if (statement.type === "lexical_declaration")
      return module.text.startsWith("const", statement.startIndex);
    if (statement.type === "switch_statement")
      return casesOf(statement).every((one) =>
        bodyOf(one).every(
          (inner) => inner.type === "break_statement" || isSimpleBranch(inner, module),
        ),
      );
    if (statement.type === "if_statement")
      return branchesOf(statement).every((branch) => isSimpleBranch(branch, module));
    return false;
  });
}

const isSimpleBranch = (branch: SyntaxNode, module: SourceModule): boolean =>
  branch.type === "statement_block"
    ? isSimple(branch, module)
    : branch.type === "return_statement" || branch.type === "if_statement";

/** The statement for true, and the one for false if there is one. */
function branchesOf(node: SyntaxNode): SyntaxNode[] {
  const otherwise = node.childForFieldName("alternative");
  const [last] = otherwise ? partsOf(otherwise) : [];
  return [node.childForFieldName("consequence"), last].filter(
    (branch) => branch !== null && branch !== undefined,
  );
}

/** What a statement returns; undefined where it goes on to the next. */
function run(reading: Reading, node: SyntaxNode, site: Site): Value | undefined {
  if (node.type === "return_statement") {
    const [value] = partsOf(node);
    return value ? reading.evaluate(value, site) : scalar(undefined, rangeOf(node));
  }
  if (node.type === "statement_block") {
    for (const statement of partsOf(node)) {
      const result = run(reading, statement, site);
      if (result) return result;
    }
    return undefined;
  }
  if (node.type === "switch_statement") return choose(reading, node, site);
  return node.type === "if_statement" ? decide(reading, node, site) : undefined;
}

function casesOf(node: SyntaxNode): SyntaxNode[] {
  const body = node.childForFieldName("body");
  return body ? partsOf(body) : [];
}

/** The statements of a case, its value left out. */
function bodyOf(one: SyntaxNode): SyntaxNode[] {
  const value = one.childForFieldName("value");
  return partsOf(one).filter((part) => part.id !== value?.id);
}

/** The case that is equal, else the default; and on through the cases below until one ends. */
function choose(reading: Reading, node: SyntaxNode, site: Site): Value | undefined {
  const subject = node.childForFieldName("value");
  if (!subject) return reading.unfinished(node, site);
  const sought = reading.evaluate(subject, site);
  const cases = casesOf(node);
  let start = cases.findIndex(({ type }) => type === "switch_default");
  for (const [index, one] of cases.entries()) {
    const value = one.childForFieldName("value");
    if (!value) continue;
    const [a, b] = [primitiveOf(sought), primitiveOf(reading.evaluate(value, site))];
    if (!a || !b) return sought.type === "unknown" ? sought : reading.runtime(value, site);
    if (a.is === b.is) {
      start = index;
      break;
    }
  }
  for (const statement of start < 0 ? [] : cases.slice(start).flatMap(bodyOf)) {
    if (statement.type === "break_statement") return undefined;
    const result = run(reading, statement, site);
    if (result) return result;
  }
  return undefined;
}

function decide(reading: Reading, node: SyntaxNode, site: Site): Value | undefined {
  const condition = node.childForFieldName("condition");
  if (!condition) return reading.unfinished(node, site);
  const value = reading.evaluate(condition, site);
  const truth = truthOf(value);
  if (truth === undefined) return value;
  const consequence = node.childForFieldName("consequence");
  const otherwise = branchesOf(node).find((branch) => branch.id !== consequence?.id);
  const taken = truth ? consequence : otherwise;
  return taken ? run(reading, taken, site) : undefined;
}
