import type { Range } from "../../text/range";
import type { CustomFunction } from "../sourceValue";
import { InterpreterError } from "./error";
import { ExhaustedError, type Meter } from "./meter";
import { ContextRecord, describe, type Callable, type Plain } from "./plain";

/**
 * Runs `callable` within its limits. Throws InterpreterError alone, with `range` to blame where
 * the limits end the call.
 */
export function runWithin(
  callable: Callable,
  values: readonly Plain[],
  meter: Meter,
  range: Range,
): Plain {
  meter.start();
  try {
    return callable.invoke(values);
  } catch (error) {
    throw translated(error, range);
  } finally {
    meter.stop();
  }
}

function translated(error: unknown, range: Range): InterpreterError {
  if (error instanceof InterpreterError) return error;
  if (error instanceof ExhaustedError) return new InterpreterError(error.message, range);
  // the host's stack may end before the limits do, where the caller has already used most of it
  if (error instanceof RangeError)
    return new InterpreterError("This function nests its calls too deeply.", range);
  throw error;
}

/** A compiled function as a custom phase calls it; its answer is checked to be a number. */
export function customFunction(callable: Callable, meter: Meter, range: Range): CustomFunction {
  return (step, context) => {
    const value = runWithin(callable, [step, new ContextRecord(context)], meter, range);
    if (typeof value === "number") return value;
    throw new InterpreterError(
      `This function must return a number, and at step ${step} it returns ${describe(value)}.`,
      range,
    );
  };
}
