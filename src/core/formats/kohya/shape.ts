import type { LibraryRecord } from "../../libraries/value";
import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import { firstOf, textAt } from "../config/fields";
import type { Reading } from "../config/reading";
import { restartTrap } from "../config/restartTrap";
import { lengthOf } from "./lengths";
import { SD_SCRIPTS } from "./traps";

interface Named {
  readonly root: SourceObject;
  readonly kind: string;
  readonly kindEntry: SourceEntry | undefined;
}

/** get_scheduler_fix's names that are read; adafactor and piecewise_constant are not. */
const KINDS: ReadonlySet<string> = new Set([
  "constant",
  "constant_with_warmup",
  "linear",
  "cosine",
  "cosine_with_restarts",
  "polynomial",
  "inverse_sqrt",
  "cosine_with_min_lr",
  "warmup_stable_decay",
]);

/** What replaces the schedule by something that is not read; nothing is drawn in its place. */
export function unreadable({ root, kind, kindEntry }: Named, reading: Reading): boolean {
  const entry = replacement(root);
  if (entry) reading.notRead(entry.value.range, entry.key);
  else if (!KINDS.has(kind) && kindEntry) reading.notRead(kindEntry.value.range, kind);
  return entry !== undefined || !KINDS.has(kind);
}

/**
 * A scheduler class of one's own, more arguments for it, an optimizer without a schedule, and
 * Adafactor, which sets its own rate unless `relative_step=False`.
 */
function replacement(root: SourceObject): SourceEntry | undefined {
  for (const key of ["lr_scheduler_type", "lr_scheduler_args"]) {
    const entry = entryOf(root, key);
    if (entry && !isEmpty(entry)) return entry;
  }
  const name = textAt(root, "optimizer_type") ?? "";
  if (/schedulefree$/i.test(name)) return entryOf(root, "optimizer_type");
  if (!/^adafactor$/i.test(name)) return undefined;
  const given = JSON.stringify(entryOf(root, "optimizer_args")?.value ?? "");
  return /relative_step\s*=\s*False/.test(given) ? undefined : entryOf(root, "optimizer_type");
}

const isEmpty = ({ value }: SourceEntry): boolean =>
  (value.type === "string" && value.value === "") ||
  (value.type === "array" && value.items.length === 0);

interface Shape extends Named {
  readonly steps: number | undefined;
  readonly warmup: number;
  readonly processes: number;
}

/** The scheduler's own arguments; undefined where one has no value yet. */
export function shapeOf(shape: Shape, reading: Reading): LibraryRecord | undefined {
  const { root, kind, kindEntry } = shape;
  const cyclesEntry = firstOf(root, "lr_scheduler_num_cycles");
  const cycles = reading.number(cyclesEntry, "number");
  const floorEntry = firstOf(root, "lr_scheduler_min_lr_ratio");
  const floor = reading.number(floorEntry, "number");
  if (kind === "cosine_with_restarts") {
    const key = "lr_scheduler_num_cycles";
    restartTrap(
      { cycles: cyclesEntry, count: cycles, kindEntry, key, source: SD_SCRIPTS },
      reading,
    );
    return cycles === undefined ? {} : { num_cycles: cycles };
  }
  if (kind === "polynomial") return named("power", firstOf(root, "lr_scheduler_power"), reading);
  if (kind === "inverse_sqrt")
    return shape.processes === 1
      ? named("timescale", firstOf(root, "lr_scheduler_timescale"), reading)
      : missing(kindEntry, t("inverse_sqrt on several processes"), reading);
  if (kind === "cosine_with_min_lr")
    return { num_cycles: (cycles ?? 1) / 2, ...(floor !== undefined && { min_lr_rate: floor }) };
  return kind === "warmup_stable_decay" ? decayOf(shape, cycles ?? 1, floor ?? 0, reading) : {};
}

function named(
  argument: string,
  entry: SourceEntry | undefined,
  reading: Reading,
): LibraryRecord | undefined {
  const value = reading.number(entry, "number");
  if (entry && value === undefined) return undefined;
  return value === undefined ? {} : { [argument]: value };
}

function missing(
  entry: SourceEntry | undefined,
  what: string,
  reading: Reading,
): LibraryRecord | undefined {
  if (entry) reading.notRead(entry.value.range, what);
  return undefined;
}

/** The stable phase takes what warmup and decay leave. */
function decayOf(
  { root, kindEntry, steps, warmup, processes }: Shape,
  cycles: number,
  floor: number,
  reading: Reading,
): LibraryRecord | undefined {
  if (steps === undefined)
    return missing(kindEntry, t("warmup_stable_decay without steps"), reading);
  const entry = firstOf(root, "lr_decay_steps");
  const decay = entry ? lengthOf(entry, steps, processes, reading) : 0;
  if (decay === undefined) return undefined;
  return {
    num_decay_steps: decay,
    num_stable_steps: steps - warmup - decay,
    num_cycles: cycles / 2,
    min_lr_ratio: floor,
  };
}
