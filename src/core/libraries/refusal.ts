import type { Path } from "../parse/sourceValue";
import type { Issue } from "../schedule/issue";

/** What a library refuses, as we say it. */
export interface LibraryIssue extends Issue {
  /**
   * The update, in the scheduler's own clock, in whose turn the library raises: before it where the
   * rate is set first, after it where `step()` comes last. Absent: it raises at construction.
   */
  readonly errorStep?: number;
}

export type RefusalCode =
  | "unknown-kind"
  | "unknown-argument"
  | "missing-argument"
  | "refused-value"
  | "division-by-zero"
  | "past-the-end"
  | "unsupported";

/** Thrown inside a construction where the library would raise; `construct` makes an issue of it. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly path: Path,
    message: string,
    readonly at: "key" | "value" = "value",
  ) {
    super(message);
  }

  issue(prefix: Path): LibraryIssue {
    const { code, path, message, at } = this;
    return { code, path: [...prefix, ...path], message, at };
  }
}

/** A refusal that begins with the name of an argument (`num_cycles …`), with the name that the user wrote. */
export const renamedIn = (message: string, argument: string, written: string): string =>
  message.startsWith(`${argument} `) ? written + message.slice(argument.length) : message;

/** Runs `work`; a refusal in it is reported below `path`. */
export function inside<Result>(path: Path, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, [...path, ...error.path], error.message, error.at);
  }
}

export const refuse = (path: Path, message: string, code: RefusalCode = "refused-value"): never => {
  throw new Refusal(code, path, message);
};
