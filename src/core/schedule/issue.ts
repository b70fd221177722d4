import type { Path } from "../parse/sourceValue";

/** Why a definition, or a part of it, cannot be evaluated: always an error, never a default. */
export interface Issue {
  readonly code: string;
  readonly path: Path;
  /** The key at `path` is to blame (it is unknown), not its value. */
  readonly at?: "key" | "value";
  readonly message: string;
  /** What was probably meant instead of the key or text at `path`. */
  readonly suggestion?: string | undefined;
  /** The expression whose value only the running program knows, where that is the reason. */
  readonly symbol?: string;
}

type Words = Pick<Issue, "message" | "suggestion">;

/** An issue that finds its words when they are read: of thousands in a file only some are. */
export function lateIssue(place: Omit<Issue, keyof Words>, words: () => Words): Issue {
  let found: Words | undefined;
  const said = (): Words => (found ??= words());
  return {
    ...place,
    get message() {
      return said().message;
    },
    get suggestion() {
      return said().suggestion;
    },
  };
}

/** Takes issues while a definition is read. */
export type Report = (issue: Issue) => void;
