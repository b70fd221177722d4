import { UPDATES_PER_EPOCH } from "../epochClock";
import type { Asking } from "../python/asking";
import { wholeLength } from "../python/libraryRun";
import type { Value } from "../python/script/value";
import { settingsOfValue } from "../setting";
import { entriesOf, entryAt, isByEpoch, needsLength, type Counting } from "./counting";

interface Counted {
  readonly schedulers: Value;
  readonly counting: Counting;
  /** The config's `train_cfg`. */
  readonly config: Value | undefined;
}

/** A run's length on the clock of its schedule: epochs where all entries count these, else updates. */
export interface Horizon {
  readonly length: number | undefined;
  /** Updates of an epoch; 1 where epochs are the clock, or nothing counts them. */
  readonly perEpoch: number;
  /** The number of the config, and how many steps of the clock one of it is. */
  readonly given: Value | undefined;
  readonly per: number;
}

/** Undefined, and asked for, where the curve hangs on what is not known. */
export function horizonOf(counted: Counted, asking: Asking): Horizon | undefined {
  const { schedulers, counting, config } = counted;
  const iterations = counting === "epochs" ? undefined : entryAt(config, "max_iters");
  const epochs = entryAt(config, "max_epochs");
  const inEpochs = counting === "epochs" || (!iterations && epochs !== undefined);
  const asks = counting === "both" || (counting === "iterations" && inEpochs);
  const each = asks ? asking.ask(UPDATES_PER_EPOCH, asking.anchor, "steps per epoch") : 1;
  const given = inEpochs ? epochs : iterations;
  const isNeeded = entriesOf(schedulers).some(needsLength);
  const count = lengthOf({ given, inEpochs, isNeeded }, asking);
  if (each === undefined && (counting === "both" || isNeeded)) return undefined;
  if (count === undefined && isNeeded) return undefined;
  const perEpoch = each ?? 1;
  const per = inEpochs ? perEpoch : 1;
  const length =
    count === undefined || each === undefined ? undefined : wholeLength(Math.floor(count) * per);
  return { length, perEpoch, given, per };
}

interface Length {
  readonly given: Value | undefined;
  readonly inEpochs: boolean;
  readonly isNeeded: boolean;
}

function lengthOf({ given, inEpochs, isNeeded }: Length, asking: Asking): number | undefined {
  if (given) return asking.number(given, inEpochs ? "epochs" : "steps");
  if (!isNeeded) return undefined;
  return inEpochs
    ? asking.ask("train_cfg.max_epochs", asking.anchor, "epochs")
    : asking.ask("train_cfg.max_iters", asking.anchor, "steps");
}

const LENGTHS = /^(?:begin|end|T_max|total_iters|total_steps|step_size|milestones|periods)$/;

/** Notes the numbers that can be changed; a count of epochs is worth so many updates. */
export function noteNumbers(schedulers: Value, horizon: Horizon, asking: Asking): void {
  const { given, per, perEpoch } = horizon;
  const note = (name: string, value: Value, worth: (name: string) => number): void => {
    for (const setting of settingsOfValue(name, value)) {
      const steps = worth(setting.name);
      const range = asking.anchor;
      asking.settings.push({ ...setting, range, ...(steps !== 1 && { per: steps }) });
    }
  };
  if (given) note("length", given, () => per);
  for (const entry of entriesOf(schedulers))
    note("param_scheduler", entry, (name) =>
      LENGTHS.test(name) && isByEpoch(entry) ? perEpoch : 1,
    );
}
