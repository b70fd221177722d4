import type { Symbols } from "../../schedule/unknownValue";
import type { Range } from "../../text/range";
import type { Clock } from "../../schedule/time";
import type { ForeignSymbol } from "../format";
import type { ForeignRun } from "../foreignSchedule";
import type { JavaScriptRun } from "./script";

/** One rate that a file computes, before what is unknown in it has its value. */
export interface FoundRate {
  readonly name: string;
  readonly anchor: Range;
  readonly range: Range;
  readonly format: string;
  readonly clock: Clock;
  run(script: JavaScriptRun, symbols: Symbols): RateReading;
}

export interface RateReading {
  readonly run?: Omit<ForeignRun, "name">;
  readonly unknowns: readonly ForeignSymbol[];
}
