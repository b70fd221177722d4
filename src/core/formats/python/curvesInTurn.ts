import type { Curve } from "../../schedule/curve";
import type { Asking } from "./asking";
import { curvesAlone, isClosed, LONGEST, tablesOf, TRIED } from "./ratesByStep";
import { numberOf, type Value } from "./script/value";

/** Rates that an object of the script's sets step by step. */
export interface RatesInTurn {
  /** The rates of all groups at the first `count` steps, one after the other. */
  inTurn(count: number): readonly (readonly Value[])[];
  /** The rates at step `k` by itself: what steps leave behind, other than counters, is unknown. */
  alone(k: number): readonly Value[];
}

/** A curve for each group; undefined with what is unknown asked for. */
export function curvesInTurn(
  steps: RatesInTurn,
  length: number,
  asking: Asking,
): readonly Curve[] | undefined {
  const tried = steps.inTurn(Math.min(length, TRIED));
  const open = unknownIn(tried);
  if (open) {
    asking.askFor(open);
    return undefined;
  }
  const groups = tried[0]?.length ?? 0;
  if (groups === 0) {
    asking.ask("the optimizer's parameter groups", asking.anchor, "number");
    return undefined;
  }
  const alone = (k: number): readonly Value[] => steps.alone(k);
  if (isClosed(alone, tried, length)) return curvesAlone(alone, groups);
  const rows = length <= LONGEST ? steps.inTurn(length) : [];
  const unknown = unknownIn(rows);
  if (unknown) {
    asking.askFor(unknown);
    return undefined;
  }
  if (rows.length < length) {
    asking.ask("a rate that every step changes, over too many steps", asking.anchor, "number");
    return undefined;
  }
  return tablesOf(rows, groups);
}

const unknownIn = (rows: readonly (readonly Value[])[]): Value | undefined =>
  rows.flat().find((value) => numberOf(value) === undefined);
