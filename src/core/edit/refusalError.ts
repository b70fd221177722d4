import type { Path } from "../parse/sourceValue";

/** Thrown inside a batch of changes; never leaves `applyChanges`. */
export class RefusalError extends Error {
  constructor(
    readonly path: Path,
    readonly reason: string,
  ) {
    super(reason);
  }
}
