import type { Judged } from "../judged";
import type { Sentence } from "../sentence";

export type FindingKind =
  | "divergence"
  | "explodingStart"
  | "notLearned"
  | "stillFalling"
  | "underFitting"
  | "overFitting"
  | "decayedAway"
  | "noiseFloor";

/** Something that a schedule's curves show, in one plain sentence. */
export interface Finding {
  readonly kind: FindingKind;
  /** `id` of the schedule. */
  readonly schedule: string;
  readonly sentence: Sentence;
}

/** Looks for one thing in a schedule's curves; `all` holds every schedule of the run. */
export type Look = (judged: Judged, all: readonly Judged[]) => Sentence | undefined;
