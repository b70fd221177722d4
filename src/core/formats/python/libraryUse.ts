import type { LibraryRecord } from "../../libraries/value";
import type { Asking } from "./asking";
import type { GivenValue, LibraryObject } from "./script/value";

/** A scheduler of a library in a script, as the rules about it look at it. */
export interface LibraryUse {
  readonly object: LibraryObject;
  readonly kind: string;
  readonly args: LibraryRecord;
  readonly asking: Asking;
  readonly argument: (name: string) => GivenValue | undefined;
}
