import type { Range } from "../../text/range";
import type { EpochAt } from "../epochClock";
import type { Clock } from "../../schedule/time";
import type { Stepped } from "../format";
import type { ForeignRun } from "../foreignSchedule";
import type { Asking } from "./asking";
import type { Script } from "./script/script";
import type { LibraryObject, Value } from "./script/value";

/** One schedule that a script makes, before the unknown values have theirs. */
export interface FoundSchedule {
  readonly name: string;
  readonly anchor: Range;
  readonly range: Range;
  readonly format: string;
  readonly clock: Clock;
  readonly stepped: Stepped;
  /** Of a schedule that sets its values once an epoch and keeps them: the updates of an epoch. */
  readonly updatesPerEpoch?: Value;
  /** Where it is told its epoch after every update instead: that of an update. */
  readonly epochAt?: (script: Script) => EpochAt | undefined;
  /** The run; undefined where nothing can be drawn before what was asked for is known. */
  run(asking: Asking): Omit<ForeignRun, "name"> | undefined;
}

/** What one library's way to say schedules looks like in a script. */
export interface ScriptDialect {
  readonly id: string;
  find(script: Script): readonly FoundSchedule[];
  /** Whether an object of the library is a schedule that scripts call with a step, for its rate. */
  readonly isCallable?: (object: LibraryObject) => boolean;
  /** The rates of such a schedule; undefined where something in it is unknown. */
  readonly rate?: (object: LibraryObject, asking: Asking) => ((step: number) => number) | undefined;
}
