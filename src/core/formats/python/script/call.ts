import { keepingConditions } from "./guards";
import type { Range } from "../../../text/range";
import { bindParameters } from "./binding";
import { instantiate } from "./classes";
import { noteEscapes } from "./escapes";
import { lookUpMember } from "./inheritance";
import { libraryCall, curried } from "./libraryCall";
import { shownAt, type CallPlace, type Frame, type Machine } from "./machine";
import { newScope } from "./scope";
import {
  because,
  choiceOf,
  none,
  unknownFrom,
  unknownValue,
  type FunctionValue,
  type Given,
  type Scope,
  type Unknown,
  type Value,
} from "./value";

const DEEPEST = 40;

/** What a call gives: functions and classes of the script are followed, others are kept as calls. */
export function call(
  machine: Machine,
  callee: Value,
  given: Given,
  place: CallPlace,
  scope: Scope,
): Value {
  machine.burn();
  switch (callee.type) {
    case "function":
      return machine.callFunction(callee, given, shownAt(machine, scope, place.range));
    case "class":
      return instantiate(machine, callee, given, place, scope);
    case "native":
      return callee.call(given);
    case "library":
      return libraryCall(machine, callee.path, given, place, scope);
    case "object":
      return (
        machine.called?.(callee, given, place) ?? curried(machine, callee, given, place, scope)
      );
    case "instance": {
      const method = lookUpMember(callee.of, "__call__")?.value;
      if (method?.type === "function")
        return machine.callFunction({ ...method, self: callee }, given, place.range);
      noteEscapes(machine, given);
      return machine.unknown(place.text, place.range);
    }
    case "choice":
      return choiceOf(
        callee.condition,
        callee.range,
        callee.options.map((option) => call(machine, option, given, place, scope)),
        callee.test,
      );
    default:
      noteEscapes(machine, given);
      if (callee.type === "unknown" && (callee.reason === "loop" || isComputed(callee)))
        return unknownFrom([callee], place.text, place.range);
      return because(
        callee.type === "unknown" ? callee.because : undefined,
        machine.unknown(place.text, place.range),
      );
  }
}

/** `rates[args.kind](it)`: what it is computed from says which function it is. */
const isComputed = (callee: Unknown): boolean => !callee.roots.includes(callee);

/** Runs a function of the script with its arguments bound as Python binds them. */
export function callFunction(
  machine: Machine,
  callee: FunctionValue,
  given: Given,
  range: Range,
): Value {
  const { node } = callee;
  machine.findings.called.add(node);
  const text = node.name ?? "lambda";
  if (machine.frames.length >= DEEPEST) return unknownValue(`${text}(…)`, range, "limits");
  const scope = newScope(callee.scope);
  bindParameters(machine, callee, given, scope);
  if (node.suspended === true) {
    noteEscapes(machine, given);
    return machine.unknown(`${text}(…)`, range);
  }
  const outside = machine.sites.at(-1);
  machine.sites.push(callee.scope.own ? undefined : (outside ?? range));
  const frame: Frame = { early: [] };
  machine.frames.push(frame);
  try {
    return keepingConditions(machine, () => runBody(machine, callee, scope, frame, range));
  } finally {
    machine.frames.pop();
    machine.sites.pop();
  }
}

function runBody(
  machine: Machine,
  { node }: FunctionValue,
  scope: Scope,
  frame: Frame,
  range: Range,
): Value {
  if (!isBlock(node.body)) return machine.evaluate(node.body, scope);
  const completion = machine.execute(node.body, scope);
  if (completion?.type === "raise" && frame.early.length === 0)
    return unknownValue(`${node.name ?? "function"}(…)`, range, "unfinished");
  let value = completion?.value ?? none;
  const open = completion?.type === "raise" ? frame.early.slice(0, -1) : frame.early;
  if (completion?.type === "raise") value = frame.early.at(-1)?.value ?? none;
  for (const early of open.toReversed())
    value = choiceOf(early.condition, early.range, [early.value, value], early.test);
  return value;
}

const isBlock = (
  body: FunctionValue["node"]["body"],
): body is Extract<typeof body, readonly unknown[]> => Array.isArray(body);
