import type { Change } from "../edit/change";
import type { Origin, Path } from "../parse/sourceValue";
import type { TimeUnit } from "../schedule/time";
import type { TextEdit } from "../text/range";

/** What a handle is for people; the panel has a name for each. */
export const handleRoles = [
  "start",
  "end",
  "boundary",
  "warmupEnd",
  "level",
  "milestone",
  "drop",
  "cycle",
  "peak",
  "peakDecay",
  "point",
  "timescale",
  "low",
  "high",
  "product",
  "reference",
  "scale",
  "min",
  "max",
] as const;
export type HandleRole = (typeof handleRoles)[number];

/** What the number in the text counts: a plain number, percent of the track's peak, or a time. */
export type AmountUnit = "number" | "share" | TimeUnit;

/** Why the text cannot be changed for a handle, and the part that it is about. */
export interface AxisRefusal {
  readonly reason: string;
  readonly path: Path;
  /** Where the value comes from, where `path` does not lead there. */
  readonly place?: Origin;
}

/**
 * One direction in which a handle can be moved. A *position* is a step or a value of the chart; an
 * *amount* is the number that the text says for it, in `unit`.
 */
export interface Axis {
  readonly unit: AmountUnit;
  /** As it is written; a parameter that is left out has its default. */
  readonly amount: number;
  /** The positions allowed, both included. */
  readonly min: number;
  readonly max: number;
  /** The amount for a position, not rounded; for times it leads to exactly that step. */
  amountAt(position: number): number;
  /** Where the handle is once the text says `amount`. */
  positionAt(amount: number): number;
  /** What to change so that the text says `amount`; more than one where parts hang together. */
  changes(amount: number): readonly Change[];
  /** Instead of changes, in a text that is none of our own definitions. */
  edits?(amount: number): readonly NumberEdit[];
  readonly refusal?: AxisRefusal;
}

/** A literal that another number replaces. */
export interface NumberEdit extends TextEdit {
  readonly amount: number;
  /** The file in which it stands; the document itself unless given. */
  readonly uri?: string;
}

/** A point of a chart that can be dragged. */
export interface Handle {
  /** Made of track, phase and parameter: the same while the text is edited around it. */
  readonly id: string;
  readonly track: string;
  readonly role: HandleRole;
  /** The phase's place in the track's `phases`; undefined for what concerns the whole track. */
  readonly phase?: number;
  readonly step: number;
  readonly value: number;
  /** Along the time axis. */
  readonly time?: Axis;
  /** Along the value axis. */
  readonly level?: Axis;
}

export type AxisName = "time" | "level";
