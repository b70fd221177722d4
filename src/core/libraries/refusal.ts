import type { Path } from "../parse/sourceValue";
import type { Issue } from "../schedule/issue";

/** What a library refuses, as we say it. */
export interface LibraryIssue extends Issue {
  /**
   * The last update (in the scheduler's own clock) that still trains; the scheduler's step after it
   * raises. Absent: the library raises when the scheduler is made.
   */
  readonly errorStep?: number;
}

export type RefusalCode =
  | "unknownKind"
  | "unknownArgument"
  | "missingArgument"
  | "refusedValue"
  | "divisionByZero"
  | "pastTheEnd"
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

export const refuse = (path: Path, message: string, code: RefusalCode = "refusedValue"): never => {
  throw new Refusal(code, path, message);
};
