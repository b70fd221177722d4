import type { Schedule } from "../schedule/schedule";
import type { Reading } from "./reading";

/** What is to be written, and where it came from. */
export interface WriteRequest {
  readonly schedule: Schedule;
  /** The file's name, for the comment in the code; empty where it has none. */
  readonly file: string;
  /** The optimizer updates of one epoch (or round), to write a schedule by updates that counts epochs. */
  readonly updates?: number | undefined;
}

/** Code of a target, and the values that it computes. */
export interface Written {
  /** The code, given the sentence that says how far its values are from the definition's. */
  readonly code: (proof: string) => string;
  /**
   * The value of a written track at update `step`, 0 ≤ step < N, as the target computes it: by the
   * formula that the code spells out.
   */
  readonly at: (track: string, step: number) => number;
  /** The tracks that the code has. */
  readonly tracks: readonly string[];
  /** How each of these tracks is read again from the code. */
  readonly readings: readonly Reading[];
  /** What of the schedule the target cannot say, by name: tracks, layers, the sample rule. */
  readonly left: readonly string[];
}

/** Why a target cannot say the schedule, and the nearest that it can. */
export interface Refused {
  readonly refused: string;
  /** Values that only the running program knows would settle it. */
  readonly open?: true;
}

export type Outcome = Written | Refused;

/** One target. Adding one: a file in `targets`, and its line in `table.ts`. */
export interface Writer {
  /** The word by which the command line asks for it. */
  readonly target: string;
  readonly label: string;
  /** VS Code's id of the language that it writes. */
  readonly languageId: string;
  readonly extension: string;
  /** The target computes in single precision. */
  readonly float32?: boolean;
  /** Why the target has no rates by parameter group, where it has none: a sentence. */
  readonly oneRate?: string;
  /** The target itself counts optimizer updates, so that it can't run by epochs or rounds. */
  readonly byUpdate?: boolean;
  write(request: WriteRequest): Outcome;
}

export const isRefused = (outcome: object): outcome is Refused => "refused" in outcome;

export const refused = (reason: string): Refused => ({ refused: reason });

/** A refusal that lasts until the values that are missing are given. */
export const refusedOpen = (reason: string): Refused => ({ refused: reason, open: true });
