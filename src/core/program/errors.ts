import type { Range } from "../text/range";
import type { Site, Value } from "./values";

/** An error that the program itself makes: a `throw`, a division by zero, an item that is not there. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
  constructor(
    message: string,
    readonly site: Site | undefined,
    /** Python's class of error, JavaScript's: `ZeroDivisionError`, `TypeError`. */
    readonly type = "Error",
    /** What was thrown, where the program threw it. */
    readonly value?: Value,
  ) {
    super(message);
  }
}

/** The work allowed is used up, or calls nest too deeply; no program catches this. */
export class ExhaustedError extends Error {
  override readonly name = "ExhaustedError";
}

/** Whether the host's stack has ended: no other fault may pass for calls that nest too deeply. */
export function isStackOverflow(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // V8 and JavaScriptCore; SpiderMonkey has a class of its own for it
  return error instanceof RangeError
    ? error.message.includes("call stack")
    : error.name === "InternalError";
}

/** A function of a step met something that only the running program knows. */
export class OpenError extends Error {
  override readonly name = "OpenError";
  constructor(
    readonly symbol: string,
    readonly reason: "runtime" | "unfinished",
    readonly site: Site | undefined,
  ) {
    super(`${symbol} is known only at run time`);
  }
}

/** Why a user's function cannot be read or run; the only error that such a function throws. */
export class InterpreterError extends Error {
  override readonly name = "InterpreterError";
  constructor(
    message: string,
    /** The part of the document to blame. */
    readonly range: Range,
  ) {
    super(message);
  }
}
