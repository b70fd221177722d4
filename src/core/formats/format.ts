import type { SyntaxParser } from "../parse/syntaxTree";
import type { ImportedFile } from "../parse/typescript/loader";
import type { Path, SourceLanguage } from "../parse/sourceValue";
import type { Problem } from "../problem";
import type { Schedule } from "../schedule/schedule";
import type { Clock } from "../schedule/time";
import type { Symbols } from "../schedule/unknownValue";
import type { Range } from "../text/range";
import type { ByEpoch } from "./epochClock";
import type { MeasuredMetric } from "../schedule/measuredMetric";
import type { Setting } from "./setting";

/** What is known of a document before it is read. */
export interface DocumentHead {
  readonly uri: string;
  /** The editor's name for the language; empty where only the file's name is known. */
  readonly languageId: string;
  readonly text: string;
}

/** Grammars of tree-sitter that a syntax needs. */
export type GrammarId = "typescript" | "python" | "bash";

/** A function that the user asked to see as a schedule. */
export interface FunctionPreview {
  /** `rate`, or `Schedule.rate` for a method. */
  readonly name: string;
  /** The parameter that counts the steps. */
  readonly parameter: string;
  /** Steps to draw. */
  readonly length: number;
}

/** What a reader may ask of the world: other files of the workspace, nothing else. */
export interface FormatPorts {
  /** The parser of the format's `grammar`. */
  readonly parser?: SyntaxParser | undefined;
  /** The file of a path relative to the document's (or to `from`); undefined where it may not be read. */
  file(path: string, from?: string): ImportedFile | undefined;
  /** The files of a folder (relative; the document's own) whose names end in `ending`, where they can be listed. */
  siblings?(ending: string, folder?: string): readonly ImportedFile[];
  /** Functions to draw whatever they are called. */
  readonly previews?: readonly FunctionPreview[];
  /** What rules that react to a metric are shown with. */
  readonly metric?: MeasuredMetric | undefined;
  /** Says true once the reader had better give up. */
  readonly expired?: (() => boolean) | undefined;
}

/** Where the schedule's `step()` is called. */
export type Stepped = "batch" | "epoch" | "framework" | "never" | "unknown";
/** What a number counts, to ask for it in words: "steps per epoch". */
export type SymbolUnit =
  | "steps"
  | "steps per epoch"
  | "epochs"
  | "samples"
  | "tokens"
  | "processes"
  | "rate"
  | "number"
  | "text";

/** A value that only the running program knows. */
export interface ForeignSymbol {
  /** As the user wrote it (`len(train_loader)`), or in words ("steps per epoch"). */
  readonly symbol: string;
  /** Where it is needed. */
  readonly range: Range;
  readonly unit: SymbolUnit;
  /** Of a text: those that it may be, where they are known. */
  readonly texts?: readonly string[];
}

/**
 * The text behind a part of the schedule, in the terms of our own definitions, so that a finding
 * about `["learningRate", 0, "for"]` is underlined at the number that sets the warmup's length.
 */
export interface Place {
  readonly path: Path;
  readonly range: Range;
  /** The value that stands there, where rules ask for it. */
  readonly value?: number | string | undefined;
}

/** One schedule as found in a text of a foreign format. */
export interface ForeignDefinition {
  readonly name: string;
  /** The end of this range is where the sparkline goes. */
  readonly anchor: Range;
  /** All of the text that says the schedule. */
  readonly range: Range;
  /** `torch`, `transformers`, `deepspeed` …: may be narrower than the format that found it. */
  readonly format: string;
  readonly clock: Clock;
  readonly stepped: Stepped;
  /** Must not throw; called anew for each set of symbols. */
  evaluate(symbols: Symbols): ForeignEvaluation;
}

export interface ForeignEvaluation {
  /** Absent where nothing can be drawn before an unknown has its value. */
  readonly schedule?: Schedule | undefined;
  /** What the library refuses, and the traps of the format, with ranges and fixes. */
  readonly problems: readonly Problem[];
  /** What is still open, those that the user gave left out. */
  readonly unknowns: readonly ForeignSymbol[];
  readonly places?: readonly Place[];
  /** The numbers that the curves were computed from, for whoever edits them in place. */
  readonly settings?: readonly Setting[];
  /** The clock of the schedule's steps, where it is not the definition's (steps per epoch are known). */
  readonly clock?: Clock | undefined;
  /** Its rates follow a metric of the run. */
  readonly reacts?: boolean;
  /** The same schedule as its program counts it, where `clock` says updates instead of its epochs. */
  readonly byEpoch?: ByEpoch | undefined;
  /** What would say more of the schedule if it had a value, though nothing waits for one. */
  readonly offers?: readonly ForeignSymbol[];
}

/** What a reader found in one document. */
export interface ForeignReading {
  readonly definitions: readonly ForeignDefinition[];
  /** What is wrong beside the schedules: the text's own syntax. */
  readonly problems: readonly Problem[];
}

/** Reads a document whose head the format recognised. Must not throw, hang or execute anything. */
export type FormatReader = (head: DocumentHead, ports: FormatPorts) => ForeignReading;

/**
 * One way in which people write schedules. What stands here is loaded with the extension and must
 * cost next to nothing; the reader behind it is loaded when the first such document is open.
 */
export interface Format {
  /** Also the key with which the setting switches it off. */
  readonly id: string;
  readonly title: string;
  readonly syntax: SourceLanguage;
  readonly grammar?: GrammarId;
  /** A cheap test of name and text, well under a millisecond. */
  recognises(head: DocumentHead): boolean;
  load(): Promise<FormatReader>;
}
