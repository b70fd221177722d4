import { construct, type LibraryContext, type LibraryTable } from "../../libraries/construction";
import type { LibraryRecord } from "../../libraries/value";
import type { Path } from "../../parse/sourceValue";
import type { Optimizer } from "../../schedule/definition";
import type { Range } from "../../text/range";
import type { ForeignRun } from "../foreignSchedule";
import type { Asking } from "./asking";

export interface LibraryRunOptions {
  readonly table: LibraryTable;
  readonly kind: string;
  readonly args: LibraryRecord;
  readonly context: Omit<LibraryContext, "steps">;
  /** N on the scheduler's clock, where it is known. */
  readonly length: number | undefined;
  /** How far it is drawn where it is not. */
  readonly drawn: number;
  readonly horizon?: ForeignRun["horizon"];
  readonly knownUntil?: number | undefined;
  readonly own: Optimizer | undefined;
  rangeOf(path: Path, at?: "key" | "value"): Range;
}

/** Steps of a run of which nothing says how long it is. */
export const OPEN_RUN = 100_000;

/** What a library's formulas make of a call; what the library refuses becomes a problem. */
export function libraryRun(
  asking: Asking,
  options: LibraryRunOptions,
): Omit<ForeignRun, "name"> | undefined {
  const { table, kind, args, context, length, drawn, own, horizon = "open", knownUntil } = options;
  const steps = length ?? drawn;
  // of restarts the formulas make as many as a run holds: enough of them where its end is unknown
  const planned = length ?? Math.max(drawn, OPEN_RUN);
  const run = horizon === "nominal" ? steps : planned;
  const { tracks, issues } = construct(table, kind, args, { ...context, steps: run });
  const inTime = issues.filter(
    ({ errorStep }) => errorStep === undefined || (length !== undefined && errorStep < length),
  );
  asking.refuse(inTime, (path, at) => options.rangeOf(path, at));
  if (tracks.length === 0) return undefined;
  return {
    length: steps,
    ...(length === undefined && { horizon, ...(knownUntil !== undefined && { knownUntil }) }),
    tracks,
    kind,
    optimizer: own,
  };
}

/** A run's length as a whole number of steps; undefined where there is none. */
export const wholeLength = (value: number | undefined): number | undefined =>
  value !== undefined && value >= 1 ? Math.floor(value) : undefined;
