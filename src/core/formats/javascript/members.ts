import { partsIn } from "../../program/partsIn";
import type { Expression, FunctionExpression } from "../../program/tree";
import type { Program, Statement } from "../../program/statementTree";
import { givenNumbers } from "../../text/givenValue";
import type { Member } from "../../syntax/typescript/members";
import { numberParameters } from "../functions/functionsIn";
import { isEpochName, isStepName } from "../functions/stepName";
import type { FoundRate, RateReading } from "./found";
import { isRate, isRateName, readingOf } from "./rateFunctions";
import { JavaScriptRun } from "./script";
import { setterOf } from "./trainingLoops";

/** The function that is read in a member's place; no file can have one of this name. */
const NAME = "#member";

/**
 * Rates of objects and classes: `{ learningRate: (epoch) => … }`, `class Decay { lr(step) { … } }`, and
 * what callbacks of TensorFlow.js set when an epoch begins.
 */
export const rateMembers = (program: Program, members: readonly Member[]): FoundRate[] =>
  members.flatMap((member) =>
    member.name === CALLBACK ? callbackRate(program, member) : methodRate(program, member),
  );

const CALLBACK = "onEpochBegin";

/** Whether a member of this name is worth reading. */
export const isMemberName = (name: string): boolean => name === CALLBACK || isRateName(name);

/** A program in which the member is a function of its own. */
function alone(program: Program, member: Member, node: FunctionExpression): Program {
  const functions = program.body.filter(({ type }) => type === "functionDefinition");
  const definition: Statement = {
    type: "functionDefinition",
    name: { type: "name", name: NAME, range: node.range },
    value: node,
    range: node.range,
  };
  return { ...program, body: [...functions, ...member.constants, definition] };
}

function methodRate(program: Program, member: Member): FoundRate[] {
  const { node, name, nameRange, range } = member;
  if (node.suspended || mentionsThis(node)) return [];
  const steps = numberParameters({ ...member, range }, program.rules).filter(isStepName);
  const [step] = steps;
  if (step === undefined || steps.length > 1) return [];
  const own = alone(program, member, node);
  const rate = new JavaScriptRun(own, {}).functionOf(NAME, node, step);
  if (!rate || !isRate(rate)) return [];
  return [
    {
      name,
      anchor: nameRange,
      range,
      format: "function",
      clock: isEpochName(step) ? "epoch" : "update",
      run: (_, symbols) => read(own, member, node, { step, symbols: givenNumbers(symbols) }),
    },
  ];
}

interface Wanted {
  readonly step: string;
  readonly symbols: Readonly<Record<string, number>>;
  readonly length?: number | undefined;
}

function read(
  program: Program,
  member: Member,
  node: FunctionExpression,
  wanted: Wanted,
): RateReading {
  const run = new JavaScriptRun(program, wanted.symbols);
  const rate = run.functionOf(NAME, node, wanted.step);
  return readingOf({ ...member, node }, rate, run, wanted.length);
}

/** What an object keeps for itself, only the program that makes it knows. */
const mentionsThis = ({ body }: FunctionExpression): boolean =>
  [...partsIn(body)].some((part) => part.type === "unsupported" && /\bthis\b/.test(part.text));

/** `onEpochBegin(epoch) { model.optimizer.learningRate = …; }`: the rate of the epoch that begins. */
function callbackRate(program: Program, member: Member): FoundRate[] {
  const { node, nameRange, range } = member;
  const step = numberParameters({ ...member, range }, program.rules)[0];
  const setter = settersIn(node.body);
  if (step === undefined || setter.length === 0) return [];
  const returning = asFunction(node, setter);
  return [
    {
      name: "learningRate",
      anchor: nameRange,
      range,
      format: "tfjs",
      clock: "epoch",
      run: (_, symbols) => {
        if (!returning)
          return {
            unknowns: [
              { symbol: "what the callback sets the rate to", range: nameRange, unit: "rate" },
            ],
          };
        const length = member.epochs;
        return read(alone(program, member, returning), member, returning, {
          step,
          symbols: givenNumbers(symbols),
          length,
        });
      },
    },
  ];
}

const settersIn = (body: FunctionExpression["body"]): Expression[] =>
  [...partsIn(body, false)].flatMap((part) => {
    if (part.type !== "expression") return [];
    const value = rateSet(part.value);
    return value ? [value] : [];
  });

/** The value of `model.optimizer.learningRate = value`, or of `optimizer.setLearningRate(value)`. */
function rateSet(part: Expression): Expression | undefined {
  const plain = setterOf(part);
  if (plain) return plain.value;
  if (part.type === "assign" && part.operator === undefined && part.target.type === "member")
    return part.target.name === "learningRate" ? part.value : undefined;
  if (part.type !== "call" || part.callee.type !== "member") return undefined;
  return part.callee.name === "setLearningRate" ? part.arguments[0]?.value : undefined;
}

/**
 * The callback as a function that returns the rate, where it sets it once, whatever the epoch, and not
 * from the rate before; undefined otherwise.
 */
function asFunction(
  node: FunctionExpression,
  [value, another]: readonly Expression[],
): FunctionExpression | undefined {
  if (!value || another || !Array.isArray(node.body)) return undefined;
  const body = node.body as readonly Statement[];
  const at = body.findIndex((one) => one.type === "expression" && rateSet(one.value) === value);
  const before = body.slice(0, at);
  if (at < 0 || before.some(({ type }) => type !== "declaration") || mentionsRate([value, before]))
    return undefined;
  const result: Statement = { type: "return", value, range: value.range };
  // the epoch trains with what is set before the first `await`
  return { ...node, suspended: false, body: [...before, result] };
}

const mentionsRate = (parts: unknown): boolean =>
  [...partsIn(parts)].some(
    (part) => part.type === "member" && /^(?:learningRate|getLearningRate)$/.test(part.name),
  );
