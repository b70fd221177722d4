import type { ChangeResult } from "../edit/change";
import type { PhaseSpan, Track } from "../schedule/schedule";
import type { Definition } from "../handles/scope";

/** What can be done to a phase of a track as a whole. */
export type PhaseOperation =
  /** A new phase after it, in the second half of its time. */
  | { readonly type: "add"; readonly kind: string }
  /** Two phases of its kind, the second from this step of the run on. */
  | { readonly type: "split"; readonly at: number }
  | { readonly type: "delete" }
  /** Changes places with its neighbour. */
  | { readonly type: "move"; readonly by: 1 | -1 }
  /** The same place, length and values with another shape. */
  | { readonly type: "kind"; readonly kind: string };

/** A phase of a track with its neighbours. */
export interface PhasePlace {
  readonly definition: Definition;
  readonly track: Track;
  /** Of the phases that the text lists. */
  readonly phases: readonly PhaseSpan[];
  readonly index: number;
  readonly phase: PhaseSpan;
}

/** The edits, or why there are none; all or nothing. */
export type OperationResult = ChangeResult;

export const refused = (place: PhasePlace, reason: string): OperationResult => ({
  edits: [],
  refusal: { path: place.phase.path, reason },
});
