import { adopted } from "../../program/adopt";
import {
  ExhaustedError,
  InterpreterError,
  isStackOverflow,
  OpenError,
  ProgramError,
} from "../../program/errors";
import { Frame } from "../../program/frame";
import { isStill } from "../../program/identity";
import { toSource } from "../../program/source";
import { calleeOf, customFunction, translated } from "../../program/stepFunction";
import {
  Closure as Compiled,
  isObject,
  Unknown,
  UNSET,
  type Site as Place,
  type Value as Evaluated,
} from "../../program/values";
import type { Range } from "../../text/range";
import { Lowering } from "../../syntax/typescript/lower";
import type { CustomFunction, SourceFunction, SourceUnknown, SourceValue } from "../sourceValue";
import { rangeOf, type SyntaxNode } from "../syntaxTree";
import { followedExpression } from "./follow";
import { textOf, type Site } from "./module";
import type { Reading } from "./reading";
import { Around, Session } from "./session";
import { scalar, unknownValue, type Closure, type Value } from "./value";

/** What an evaluation costs, in visits. */
const EVALUATION_VISITS = 20;

const sessions = new WeakMap<Reading, Session>();

function sessionOf(reading: Reading): Session {
  const known = sessions.get(reading) ?? new Session({ reading, tracked: true });
  sessions.set(reading, known);
  return known;
}

/**
 * The value of an expression as the evaluator computes it from what is known around it, standing at
 * the expression; an argument that it hands on stands where it is written.
 */
export function evaluated(reading: Reading, node: SyntaxNode, site: Site): Value {
  if (!reading.afford(EVALUATION_VISITS)) return unknownValue(rangeOf(node), "", "unfinished");
  const session = sessionOf(reading);
  const { machine } = session;
  const here: Place = { uri: site.module.uri, range: rangeOf(node), literal: false };
  try {
    const compiler = session.compiler(new Around(session, node, site), site);
    const run = compiler.expression(new Lowering(site.module.text).expression(node, node));
    const value = session.run(() => run(new Frame([], [], [], undefined, undefined)));
    if (!isObject(value) && value === undefined) return scalar(undefined, here.range);
    const place = machine.place ?? here;
    const source = toSource(machine, value, { use: place, place, call: here });
    if (isNameless(value)) return reading.runtime(node, site);
    const known = settled(reading, source);
    return isOpen(known) ? (followedExpression(reading, node, site) ?? known) : known;
  } catch (error) {
    return failed(reading, node, site, error);
  }
}

/** What no definition can hold: a class, a library, a function of JavaScript's own. */
const isNameless = (value: Evaluated): boolean =>
  isObject(value) && ["class", "instance", "library", "module", "native"].includes(value.kind);

/** Whether anything in a value is known only when the program runs. */
function isOpen(value: SourceValue): boolean {
  if (value.type === "array") return value.items.some(isOpen);
  if (value.type === "object") return value.entries.some((entry) => isOpen(entry.value));
  return value.type === "unknown" && value.reason === "runtime";
}

function failed(reading: Reading, node: SyntaxNode, site: Site, error: unknown): Value {
  const range = rangeOf(node);
  const isLimit =
    error instanceof ExhaustedError ||
    isStackOverflow(error) ||
    (error instanceof ProgramError && error.type === "TooLarge");
  if (isLimit) {
    const { message } = translated(error, range);
    reading.report(site, range, message, "too-large");
    return unknownValue(range, textOf(node, site.module).slice(0, 120), "unfinished");
  }
  if (error instanceof ProgramError) return reading.runtime(node, site);
  throw error;
}

/** A value with the functions in it callable; what the run decides is unknown. */
function settled(reading: Reading, value: SourceValue): SourceValue {
  switch (value.type) {
    case "array": {
      const items = value.items.map((item) => settled(reading, item));
      isStill(items, value.items);
      return { ...value, items };
    }
    case "object": {
      const entries = value.entries.map((entry) => ({
        ...entry,
        value: settled(reading, entry.value),
      }));
      isStill(entries, value.entries);
      return { ...value, entries };
    }
    case "choice":
      return unknownValue(value.range, value.condition, "runtime", value.origin);
    case "function":
      return callable(reading, value);
    default:
      return value;
  }
}

/** A function that a call has made, as one of the step. */
function callable(reading: Reading, value: SourceFunction): SourceValue {
  const callee = calleeOf(value.call);
  if (!(callee instanceof Compiled)) return value;
  const { range, origin } = value;
  const open = openIn(callee);
  if (open) return unknownValue(range, open.symbol, open.reason, origin);
  const { machine } = new Session({ reading, tracked: false, blame: range });
  try {
    return { ...value, call: customFunction(machine, adopted(machine, callee), range) };
  } catch (error) {
    return refusal(reading, callee.code.name, range, error);
  }
}

/** What a function sees that only the running program knows. */
function openIn({ captured, code }: Compiled): Unknown | undefined {
  for (const { value } of captured) if (value instanceof Unknown) return value;
  const { surroundings } = code.unit;
  const { start, end } = code.tree.range;
  const opens = surroundings instanceof Around ? surroundings.open : [];
  return opens.find(({ range }) => range.start >= start && range.end <= end)?.value;
}

/** Makes the function of a custom phase callable, or says what in it cannot be known or read. */
export function compileFunction(
  reading: Reading,
  closure: Closure,
): CustomFunction | SourceUnknown {
  const session = new Session({ reading, tracked: false, blame: closure.range });
  try {
    const { value } = session.helper(closure, closure.range).cell;
    return customFunction(session.machine, value === UNSET ? undefined : value, closure.range);
  } catch (error) {
    const { text } = closure.site.module;
    const { node } = closure;
    return refusal(reading, text.slice(node.startIndex, node.endIndex), closure.range, error);
  }
}

function refusal(reading: Reading, text: string, range: Range, error: unknown): SourceUnknown {
  if (error instanceof OpenError)
    return unknownValue(error.site?.range ?? range, error.symbol, error.reason);
  const known = error instanceof InterpreterError ? error : translated(error, range);
  reading.blame(known.range, known.message, "custom-function");
  return unknownValue(range, text.slice(0, 120), "unfinished");
}
