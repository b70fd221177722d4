import type { ChangeResult } from "../edit/change";
import { withEdits } from "../edit/rebase";
import type { PhaseSpan, Track } from "../schedule/schedule";
import type { Definition } from "../handles/scope";
import type { Range, TextEdit } from "../text/range";
import { t } from "../text/words";

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

export const NOT_HERE = t("it is not written here");

/** The text `part`, which stands at `range` of a document, with edits of that document applied. */
export const within = (part: string, { start: zero }: Range, edits: readonly TextEdit[]): string =>
  withEdits(
    part,
    edits.map(({ range: { start, end }, text }) => ({
      range: { start: start - zero, end: end - zero },
      text,
    })),
  );
