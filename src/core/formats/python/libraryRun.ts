import {
  construct,
  type LibraryContext,
  type LibraryTable,
  type LibraryTrack,
} from "../../libraries/construction";
import type { LibraryCall, LibraryRecord } from "../../libraries/value";
import type { Path } from "../../parse/sourceValue";
import type { Optimizer } from "../../schedule/definition";
import type { Range } from "../../text/range";
import type { ForeignRun } from "../foreignSchedule";
import type { Metrics } from "../torch/plateau";
import type { Asking } from "./asking";

export interface LibraryRunOptions {
  readonly table: LibraryTable;
  readonly kind: string;
  readonly args: LibraryRecord;
  readonly context: Omit<LibraryContext, "steps" | "metrics">;
  /** Of a rule that reacts: what it reacts to. */
  readonly metrics?: Metrics | undefined;
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
  const { table, kind, args, length, own, metrics } = options;
  // what a logged metric says holds whatever the length of the run
  const { horizon = "open", knownUntil } = metrics?.end === undefined ? options : {};
  const steps = length ?? metrics?.end ?? options.drawn;
  const context = { ...options.context, ...(metrics && { metrics: metrics.values }) };
  // of restarts the formulas make as many as a run holds: enough of them where its end is unknown
  const planned = length ?? Math.max(steps, OPEN_RUN);
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
    tracks: metrics ? placedTracks(tracks, metrics) : tracks,
    kind,
    optimizer: own,
    baseRate: context.optimizer.learningRates[0],
  };
}

/** The rates of a schedule that counts its steps itself; undefined where the library refuses it. */
export function rateOfCall(
  table: LibraryTable,
  { kind, args }: LibraryCall,
  context: Pick<LibraryContext, "optimizer">,
): ((step: number) => number) | undefined {
  const { tracks, issues } = construct(table, kind, args, { ...context, steps: OPEN_RUN });
  const [track] = tracks;
  return track && issues.length === 0 ? (step) => track.curve.at(step) : undefined;
}

export const placedTracks = (
  tracks: readonly LibraryTrack[],
  metrics: Metrics,
): readonly LibraryTrack[] =>
  tracks.map((track) => ({ ...track, curve: metrics.placed(track.curve) }));

/** A run's length as a whole number of steps; undefined where there is none. */
export const wholeLength = (value: number | undefined): number | undefined =>
  value !== undefined && value >= 1 ? Math.floor(value) : undefined;
