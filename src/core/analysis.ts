import type { Stepped, SymbolUnit } from "./formats/format";
import type { Clock } from "./schedule/time";
import type { ByEpoch } from "./formats/epochClock";
import type { Setting } from "./formats/setting";
import type { RunLimit } from "./speedLimits/measuredLimit";
import type { ParsedDocument, Path, SourceObject } from "./parse/sourceValue";
import type { Problem } from "./problem";
import type { Schedule } from "./schedule/schedule";
import type { Range } from "./text/range";

/** What is known only of schedules that another library's program or config says. */
export interface ForeignFacts {
  readonly format: string;
  readonly clock: Clock;
  readonly stepped: Stepped;
  /** The numbers that the curves were computed from. */
  readonly settings: readonly Setting[];
  /** Its rates follow a metric of the run: a log drives them. */
  readonly reacts?: true;
  /** The same schedule by its own epochs, where `clock` counts updates and the program doesn't. */
  readonly byEpoch?: ByEpoch | undefined;
  /** What would have the curve drawn in updates if it had a value; nothing waits for one. */
  readonly offers?: readonly UnknownSymbol[];
}

/** An expression that only the running program knows, and where it stands. */
export interface UnknownSymbol {
  readonly symbol: string;
  readonly path: Path;
  readonly range: Range;
  /** What it counts, where the format knows. */
  readonly unit?: SymbolUnit;
  /** Of a text: those that it may be, where they are known. */
  readonly texts?: readonly string[];
}

/** One schedule of a document with all that the editor shows of it. */
export interface AnalyzedSchedule {
  readonly name: string;
  /** Nothing gives it a name: people are told its file's, with `titleOf`. */
  readonly unnamed?: true;
  /** The end of this range is where the sparkline goes: the line that defines the schedule. */
  readonly anchor: Range;
  readonly range: Range;
  readonly source: SourceObject;
  /** Undefined where nothing can be drawn (no length, say). */
  readonly schedule: Schedule | undefined;
  /** False while a part of it is wrong, unknown or unfinished. */
  readonly complete: boolean;
  readonly problems: readonly Problem[];
  /** The speed limit that a probe has measured for it, as long as it holds. */
  readonly limit?: RunLimit | undefined;
  /** Values to ask the user for; given as `symbols` they complete the curve. */
  readonly unknowns: readonly UnknownSymbol[];
  /** Present where no definition of our own stands behind it, so that its text is not edited. */
  readonly foreign?: ForeignFacts;
}

/** A document read, evaluated and checked. */
export interface Analysis {
  readonly document: ParsedDocument;
  readonly schedules: readonly AnalyzedSchedule[];
  /** Every problem of the document, those of its schedules included, by position. */
  readonly problems: readonly Problem[];
}
