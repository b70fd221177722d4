import type { Range } from "../../text/range";

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

/** The error of a call. `place` is taken from the tree while compiling: then the tree is gone. */
export const failure = (place: Range, message: string): InterpreterError =>
  new InterpreterError(message, place);

/** A name in a function that only the running program knows. */
export class UnknownSymbolError extends Error {
  override readonly name = "UnknownSymbolError";

  constructor(
    readonly symbol: string,
    readonly reason: "runtime" | "unfinished",
    readonly range: Range,
  ) {
    super(`${symbol} is known only at run time`);
  }
}
