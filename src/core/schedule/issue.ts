import type { Path } from "../parse/sourceValue";

/** Why a definition, or a part of it, cannot be evaluated: always an error, never a default. */
export interface Issue {
  readonly code: string;
  readonly path: Path;
  /** The key at `path` is to blame (it is unknown), not its value. */
  readonly at?: "key" | "value";
  readonly message: string;
  /** What was probably meant instead of the key or text at `path`. */
  readonly suggestion?: string;
  /** The expression whose value only the running program knows, where that is the reason. */
  readonly symbol?: string;
}

/** Takes issues while a definition is read. */
export type Report = (issue: Issue) => void;
