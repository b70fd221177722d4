import type { SourceEntry, SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import { firstOf } from "../config/fields";
import { numberOfText } from "../config/numberText";
import type { Reading } from "../config/reading";
import { measuredInSource, type Measured } from "../setting";

/** Composer's units; everything that has a length in updates has it by one of these three. */
export type Unit = "ba" | "sp" | "tok";

/** A length as `_convert_time` makes it: whole, in a unit that is no epoch and no share. */
export interface Time {
  readonly value: number;
  readonly unit: Unit;
}

/** A length as it is written: `2ep`, `0.1dur`. */
export interface Written {
  readonly value: number;
  readonly unit: string;
}

const WHOLE = ["ba", "sp", "tok", "ep"];

/**
 * A time as a number that can be dragged along the chart: batches, epochs of known length, a share of
 * the run. Undefined for tokens and samples.
 */
export function measuredTime(
  { value, unit }: Written,
  perEpoch: () => number | undefined,
): Measured | undefined {
  if (unit === "dur") return { value };
  if (unit === "ba") return { value, per: 1 };
  const per = unit === "ep" ? perEpoch() : undefined;
  return per === undefined ? undefined : { value, per };
}

/** `100ba`, `0.05dur`, `3e4tok`; undefined where Composer refuses it. */
export function timeOfText(text: string): Written | undefined {
  const [, count = "", unit = ""] =
    /^(.+?)(iter|ep|ba|sp|tok|dur|sec)$/i.exec(text.trim().toLowerCase()) ?? [];
  const value = numberOfText(count);
  return value === undefined ? undefined : wholeTime({ value, unit });
}

/** The time itself, unless it is a fraction of something whole, or in a unit that is not taken. */
export function wholeTime({ value, unit }: Written): Written | undefined {
  if (unit === "dur") return { value, unit };
  return WHOLE.includes(unit) && Number.isInteger(value) ? { value, unit } : undefined;
}

/** What Composer says of a time that it refuses. */
export const noTime = (name: string): string =>
  t`${name} must be a time such as "100ba", "2ep", "3e9tok" or "0.1dur"; only shares (dur) may have a fraction.`;

/** The time of an entry; a problem at the text where Composer refuses it. */
function writtenAt({ value, key }: SourceEntry, reading: Reading): Written | undefined {
  if (value.type === "unknown") return askedFor(value.symbol, value.range, reading);
  const time = value.type === "string" ? timeOfText(value.value) : undefined;
  if (!time) reading.refuse(value.range, noTime(key));
  return time;
}

/**
 * `_convert_time`: epochs become batches, shares become what they are of the run's length; undefined
 * while the batches of an epoch, or that length, are not known.
 */
export function convertTime(
  { value, unit }: Written,
  most: Written | undefined,
  perEpoch: () => number | undefined,
): Time | undefined {
  if (unit === "ep") {
    const batches = perEpoch();
    return batches === undefined ? undefined : { value: value * batches, unit: "ba" };
  }
  if (unit !== "dur") return { value, unit: unit as Unit };
  const whole = most && most.unit !== "dur" ? convertTime(most, undefined, perEpoch) : undefined;
  return whole && { value: Math.trunc(value * whole.value), unit: whole.unit };
}

/** A time that another file says: asked for in updates. */
function askedFor(symbol: string, range: SourceEntry["range"], reading: Reading) {
  const value = reading.ask(`${symbol} in batches`, range, "steps");
  return value === undefined ? undefined : { value, unit: "ba" };
}

/** What the run's own length makes of the others. */
export class Clock {
  readonly #config: SourceObject;
  readonly #reading: Reading;
  readonly #most: Written | undefined;
  readonly #entry: SourceEntry;

  constructor(config: SourceObject, entry: SourceEntry, reading: Reading) {
    this.#config = config;
    this.#reading = reading;
    this.#entry = entry;
    this.#most = writtenAt(entry, reading);
    this.#note(entry, this.#most);
  }

  /** max_duration; undefined while the batches of an epoch are not known. */
  get duration(): Time | undefined {
    return this.#most && this.#converted(this.#most);
  }

  /** A length of the scheduler's; absent: the whole run. */
  time(entry: SourceEntry | undefined): Time | undefined {
    if (!entry) return this.duration;
    const written = writtenAt(entry, this.#reading);
    this.#note(entry, written);
    return written && this.#converted(written);
  }

  /** What can be dragged: tokens and samples are no steps. */
  #note({ key, value }: SourceEntry, written: Written | undefined): void {
    const measured = written && measuredTime(written, () => this.#perEpoch());
    if (measured && value.type === "string")
      this.#reading.settings.push(measuredInSource(key, value, measured));
  }

  /** What an update adds in this unit; undefined while it is not known. */
  each(unit: Unit): number | undefined {
    if (unit === "ba") return 1;
    const batch = firstOf(this.#config, "global_train_batch_size");
    if (unit === "tok") return this.#reading.ask("tokens per batch", this.#entry.range, "tokens");
    return batch
      ? this.#reading.number(batch, "number")
      : this.#reading.ask("global_train_batch_size", this.#entry.range, "number");
  }

  #converted(written: Written): Time | undefined {
    return convertTime(written, this.#most, () => this.#perEpoch());
  }

  #perEpoch(): number | undefined {
    return this.#reading.ask("steps per epoch", this.#entry.range, "steps per epoch");
  }
}
