import type { CustomContext, CustomFunction } from "../parse/sourceValue";
import type { Range } from "../text/range";
import { ExhaustedError, InterpreterError, OpenError, ProgramError } from "./errors";
import { givenOf, Machine, NOWHERE } from "./machine";
import { invoke } from "./invoke";
import { Budget, Meter } from "./meter";
import { describe } from "./typescript/describe";
import { Dict, numberOf, type Value } from "./values";
import { t } from "../text/words";

/**
 * A function of the program as one of the step, for curves: compiled again without the work of
 * remembering where values come from. It throws `InterpreterError` alone, with `range` to blame
 * where its limits end it or what it needs is known only at run time. What it returns is a number.
 */
export function stepFunction(tracked: Machine, callee: Value, range: Range): CustomFunction {
  const plain = plainFunction(tracked, callee, range);
  const call: CustomFunction = (step, context) => {
    const value = plain([step, contextOf(context)]);
    const number = numberOf(value);
    if (number !== undefined) return number;
    throw new InterpreterError(
      t`This function must return a number, and at step ${step} it does not.`,
      range,
    );
  };
  callees.set(call, callee);
  return call;
}

const callees = new WeakMap<CustomFunction, Value>();

/** The function of the program that a function of the step is. */
export const calleeOf = (call: CustomFunction): Value => callees.get(call);

const budgets = new WeakMap<Machine, Budget>();

/** A function of the program for plain values, called within the limits of one step. */
export function plainFunction(
  tracked: Machine,
  callee: Value,
  range: Range,
): (values: readonly Value[]) => Value {
  const budget = budgets.get(tracked) ?? new Budget();
  budgets.set(tracked, budget);
  const meter = new Meter(budget);
  const { semantics, host } = tracked;
  const machine = new Machine({ semantics, meter, host, tracked: false });
  return (values) =>
    runWithin(machine, () => invoke(machine, callee, givenOf(values, NOWHERE), ""), range);
}

/** Runs within the limits of one step; throws InterpreterError alone. */
export function runWithin(machine: Machine, run: () => Value, range: Range): Value {
  machine.begin();
  machine.meter.start();
  try {
    return run();
  } catch (error) {
    throw translated(error, range);
  } finally {
    machine.meter.stop();
  }
}

export function translated(error: unknown, range: Range): InterpreterError {
  if (error instanceof ProgramError) {
    const { site } = error;
    const isHere = site !== undefined && site.uri === undefined && site !== NOWHERE;
    return new InterpreterError(error.message, isHere ? site.range : range);
  }
  if (error instanceof ExhaustedError) return new InterpreterError(error.message, range);
  if (error instanceof OpenError)
    return new InterpreterError(error.message, error.site?.range ?? range);
  // the host's stack may end before the limits do, where the caller has already used most of it
  if (error instanceof RangeError)
    return new InterpreterError(t("This function nests its calls too deeply."), range);
  throw error;
}

/** A compiled function as a custom phase calls it; its answer is checked to be a number. */
export function customFunction(machine: Machine, callee: Value, range: Range): CustomFunction {
  const call: CustomFunction = (step, context) => {
    const run = () => invoke(machine, callee, givenOf([step, contextOf(context)], NOWHERE), "");
    const value = runWithin(machine, run, range);
    if (typeof value === "number") return value;
    const found = describe(value);
    throw new InterpreterError(
      t`This function must return a number, and at step ${step} it returns ${found}.`,
      range,
    );
  };
  callees.set(call, callee);
  return call;
}

/** What a custom phase knows of its place in the run, as its function sees it. */
function contextOf({ length, globalStep, runLength, from }: CustomContext): Dict {
  const context = Dict.of([
    ["length", length],
    ["globalStep", globalStep],
    ["runLength", runLength],
    ["from", from],
  ]);
  context.isClosed = true;
  return context;
}
