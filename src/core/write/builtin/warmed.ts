import type { Schedule } from "../../schedule/schedule";
import { segmentsOf, type Segment } from "./segments";

/** A rate as most trainers know it: an optional linear warmup, then one shape. */
export interface Warmed {
  /** W, the updates of the warmup; 0 without one. */
  readonly warmup: number;
  /** The rate at which the warmup begins. */
  readonly initial: number;
  readonly peak: number;
  /** What follows the warmup, each a phase. */
  readonly rest: readonly Segment[];
  /** The greatest rate that is left where the run ends. */
  readonly final: number;
}

/** The parts of a schedule by that reading; undefined where it has no phases. */
export const warmedOf = (schedule: Schedule): Warmed | undefined =>
  warmedParts(segmentsOf(schedule));

/** The same of phases that are known already. */
export function warmedParts(segments: readonly Segment[]): Warmed | undefined {
  const [first, ...others] = segments;
  if (first === undefined) return undefined;
  const rises = first.kind === "linear" && first.to > first.from && others.length > 0;
  const rest = rises ? others : segments;
  return {
    warmup: rises ? first.length : 0,
    initial: first.from,
    peak: rises ? first.to : first.from,
    rest,
    final: rest.at(-1)?.to ?? first.to,
  };
}
