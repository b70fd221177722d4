import { numberOf, type LibraryValue } from "../../libraries/value";
import { functionCurve } from "../../schedule/curves/functionBacked";
import type { ForeignRun } from "../foreignSchedule";
import { drawnSteps } from "../horizon";
import type { Asking } from "./asking";

export const libraryNumber = (value: LibraryValue): number => numberOf(value) ?? NaN;

/** The run of a rate that is a function of the script: open-ended, and whatever it gives. */
export function functionRate(
  rate: (step: number) => number,
  kind: string,
  asking: Asking,
  length?: number,
): Omit<ForeignRun, "name"> | undefined {
  if (!Number.isFinite(rate(0))) {
    asking.ask("the function's value at 0", asking.anchor, "rate");
    return undefined;
  }
  return {
    length: length ?? drawnSteps([], 1000),
    ...(length === undefined && { horizon: "open" as const }),
    tracks: [{ name: "learningRate", group: 0, curve: functionCurve((k) => rate(Math.floor(k))) }],
    kind,
  };
}
