import type { Path } from "../parse/sourceValue";
import type { Optimizer } from "./definition";
import type { Report } from "./issue";
import type { TimeBase } from "./time";

/** What all tracks of a definition share while they are built. */
export interface TrackContext {
  readonly time: TimeBase;
  readonly optimizer: Optimizer | undefined;
  readonly report: Report;
  /** How many phases that repeat others are around; 0 if left out. */
  readonly nesting?: number;
}

/**
 * Thrown where a phase cannot be built; the reason has been reported. Never leaves this room: one for
 * all, since a stack of its own for each of thousands of phases takes longer than all else.
 */
export const PHASE_FAILURE = new Error("The phase cannot be built.");

/** Reports an issue below `path` and gives up the phase. */
export function failAt(report: Report, path: Path, code: string, message: string): never {
  report({ code, path, message });
  throw PHASE_FAILURE;
}
