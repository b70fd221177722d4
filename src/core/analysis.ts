import type { ParsedDocument, SourceObject } from "./parse/sourceValue";
import type { Problem } from "./problem";
import type { Schedule } from "./schedule/schedule";
import type { Range } from "./text/range";

/** One schedule of a document with all that the editor shows of it. */
export interface AnalyzedSchedule {
  readonly name: string;
  /** The end of this range is where the sparkline goes: the line that defines the schedule. */
  readonly anchor: Range;
  readonly range: Range;
  readonly source: SourceObject;
  /** Undefined where nothing can be drawn (no length, say). */
  readonly schedule: Schedule | undefined;
  /** False while a part of it is wrong, unknown or unfinished. */
  readonly complete: boolean;
  readonly problems: readonly Problem[];
}

/** A document read, evaluated and checked. */
export interface Analysis {
  readonly document: ParsedDocument;
  readonly schedules: readonly AnalyzedSchedule[];
  /** Every problem of the document, those of its schedules included, by position. */
  readonly problems: readonly Problem[];
}
