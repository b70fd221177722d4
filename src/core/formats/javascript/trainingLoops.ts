import { partsIn } from "../../program/partsIn";
import type { Expression } from "../../program/tree";
import type { Declaration, ForLoop, Program, Statement } from "../../program/statementTree";
import { numberOf, type Value } from "../../program/values";
import { tableCurve } from "../../schedule/curves/table";
import type { Range } from "../../text/range";
import { isEpochName } from "../functions/stepName";
import type { FoundRate, RateReading } from "./found";
import { openIn } from "./rateFunctions";
import { JavaScriptRun } from "./script";
import { sliceOfLoop, type Setter } from "./sliceOfLoop";

const OPTIMIZER = /^tf\.train\.(?:sgd|momentum|adam|adagrad|adadelta|adamax|rmsprop)$/;
/** Names of the program that is run in place of the loop; no file can have such ones. */
const RATE = "#rate";
const RATES = "#rates";

/** Rates that a loop sets on an optimizer of TensorFlow.js while it trains: one for each round. */
export const ratesSetInLoops = (program: Program): FoundRate[] =>
  loopsOf(program.body, []).flatMap(({ loop, before }) => {
    const setter = setterIn(loop, before);
    const sliced = setter && sliceOfLoop(program.text, loop, setter, { rate: RATE, rates: RATES });
    return sliced ? [foundOf(program, setter, sliced, before)] : [];
  });

interface LoopPlace {
  readonly loop: ForLoop;
  /** What runs before it, of the functions around it as well. */
  readonly before: readonly Statement[];
}

/** The outermost counted loops of a file and of its functions. */
function loopsOf(statements: readonly Statement[], around: readonly Statement[]): LoopPlace[] {
  return statements.flatMap((statement, index): LoopPlace[] => {
    const before = [...around, ...statements.slice(0, index)];
    if (statement.type === "forLoop") return [{ loop: statement, before }];
    return bodiesIn(statement).flatMap((body) => loopsOf(body, before));
  });
}

/** Blocks and the bodies of functions in a statement, their parameters' defaults declared. */
function bodiesIn(statement: Statement): (readonly Statement[])[] {
  if (statement.type === "block" || statement.type === "try") return [statement.body];
  if (statement.type === "if") return [statement.then, statement.otherwise];
  const bodies: (readonly Statement[])[] = [];
  for (const part of partsIn(statement)) {
    if (part.type !== "function" || !isStatements(part.body)) continue;
    const defaults = part.parameters.flatMap(({ target, default: usual }): Declaration[] =>
      usual ? [declared("let", target, usual)] : [],
    );
    bodies.push([...defaults, ...part.body]);
  }
  return bodies;
}

const isStatements = (body: Expression | readonly Statement[]): body is readonly Statement[] =>
  Array.isArray(body);

const declared = (
  kind: Declaration["kind"],
  target: Declaration["declarators"][number]["target"],
  value: Expression,
): Declaration => ({
  type: "declaration",
  kind,
  declarators: [{ target, value, range: value.range }],
  range: value.range,
});

/** `optimizer.learningRate = …` or `optimizer.setLearningRate(…)`, the only one in the loop. */
function setterIn(loop: ForLoop, before: readonly Statement[]): Setter | undefined {
  const setters: Setter[] = [];
  for (const part of partsIn(loop.body)) {
    if (part.type !== "expression") continue;
    const found = setterOf(part.value);
    const optimizer = found && optimizerNamed(found.name, before);
    if (found && optimizer)
      setters.push({ statement: part, value: found.value, name: found.name, initial: optimizer });
  }
  return setters.length === 1 ? setters[0] : undefined;
}

/** What an expression sets as the rate of a named optimizer. */
export function setterOf(part: Expression): { name: string; value: Expression } | undefined {
  if (part.type === "assign" && part.operator === undefined) {
    const { target, value } = part;
    const isRate = target.type === "member" && target.name === "learningRate";
    return isRate && target.object.type === "name"
      ? { name: target.object.name, value }
      : undefined;
  }
  if (part.type !== "call" || part.callee.type !== "member") return undefined;
  const { object, name } = part.callee;
  const [given] = part.arguments;
  return name === "setLearningRate" && object.type === "name" && given
    ? { name: object.name, value: given.value }
    : undefined;
}

/** What an optimizer of this name is made with as its rate. */
function optimizerNamed(name: string, before: readonly Statement[]): Expression | undefined {
  for (const statement of before)
    if (statement.type === "declaration")
      for (const { target, value } of statement.declarators)
        if (target.type === "name" && target.name === name && value?.type === "call")
          if (OPTIMIZER.test(pathOf(value.callee)))
            return (
              value.arguments[0]?.value ?? { type: "number", value: 0.001, range: value.range }
            );
  return undefined;
}

const pathOf = (callee: Expression): string => {
  if (callee.type === "name") return callee.name;
  return callee.type === "member" ? `${pathOf(callee.object)}.${callee.name}` : "";
};

function foundOf(
  program: Program,
  setter: Setter,
  { body, counter }: { readonly body: readonly Statement[]; readonly counter: string },
  before: readonly Statement[],
): FoundRate {
  const { range } = setter.statement;
  const epochs = isEpochName(counter);
  const functions = program.body.filter(({ type }) => type === "functionDefinition");
  const replaced = { ...program, body: [...functions, ...before, ...body] };
  return {
    name: setter.name,
    anchor: range,
    range,
    format: "tfjs",
    clock: epochs ? "epoch" : "update",
    run: (_, symbols) => readingOf(new JavaScriptRun(replaced, symbols), range),
  };
}

function readingOf(run: JavaScriptRun, range: Range): RateReading {
  const ask = (symbol: string): RateReading => ({
    unknowns: [{ symbol, range, unit: "number" }],
  });
  const rates = run.read(RATES);
  if (typeof rates !== "object" || rates === null || rates.kind !== "list")
    return ask(run.problem ?? "the rounds of this loop");
  const open = rates.opaque?.symbol ?? rates.items.map(openIn).find((text) => text !== undefined);
  if (open !== undefined) return ask(open);
  const values = rates.items.map((value: Value) => numberOf(value) ?? NaN);
  if (values.length === 0 || values.some(Number.isNaN)) return ask("the rate in each round");
  return {
    run: {
      length: values.length,
      tracks: [{ name: "learningRate", group: 0, curve: tableCurve(values, 1) }],
      kind: "learningRate",
    },
    unknowns: [],
  };
}
