import type { SourceEntry, SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import { firstOf } from "../config/fields";
import { numberOfText } from "../config/numberText";
import type { Reading } from "../config/reading";

/** Composer's units; everything that has a length in updates has it by one of these three. */
export type Unit = "ba" | "sp" | "tok";

/** A length as `_convert_time` makes it: whole, in a unit that is no epoch and no share. */
export interface Time {
  readonly value: number;
  readonly unit: Unit;
}

interface Written {
  readonly value: number;
  readonly unit: string;
}

const WHOLE = ["ba", "sp", "tok", "ep"];

/** `100ba`, `0.05dur`, `3e4tok`; a problem at the text where Composer refuses it. */
function writtenAt({ value, key }: SourceEntry, reading: Reading): Written | undefined {
  if (value.type === "unknown") return askedFor(value.symbol, value.range, reading);
  const text = value.type === "string" ? value.value.trim() : "";
  const [, count = "", unit = ""] = /^(.+?)(iter|ep|ba|sp|tok|dur|sec)$/i.exec(text) ?? [];
  const number = numberOfText(count);
  const isWhole = number !== undefined && (unit === "dur" || Number.isInteger(number));
  if (number !== undefined && isWhole && [...WHOLE, "dur"].includes(unit.toLowerCase()))
    return { value: number, unit: unit.toLowerCase() };
  reading.refuse(
    value.range,
    t`${key} must be a time such as "100ba", "2ep", "3e9tok" or "0.1dur"; only shares (dur) may have a fraction.`,
  );
  return undefined;
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
  }

  /** max_duration; undefined while the batches of an epoch are not known. */
  get duration(): Time | undefined {
    return this.#most && this.#converted(this.#most);
  }

  /** A length of the scheduler's; absent: the whole run. */
  time(entry: SourceEntry | undefined): Time | undefined {
    if (!entry) return this.duration;
    const written = writtenAt(entry, this.#reading);
    return written && this.#converted(written);
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

  #converted({ value, unit }: Written): Time | undefined {
    if (unit === "ep") {
      const batches = this.#perEpoch();
      return batches === undefined ? undefined : { value: value * batches, unit: "ba" };
    }
    if (unit !== "dur") return { value, unit: unit as Unit };
    const most = this.duration;
    return most && { value: Math.trunc(value * most.value), unit: most.unit };
  }

  #perEpoch(): number | undefined {
    return this.#reading.ask("steps per epoch", this.#entry.range, "steps per epoch");
  }
}
