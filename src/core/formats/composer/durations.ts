import type { Asking } from "../python/asking";
import type { Script } from "../python/script/script";
import { numberOf, type GivenValue, type LibraryObject, type Value } from "../python/script/value";
import { nominalSteps } from "../horizon";
import { measuredInText, settingsOfValue, type Setting } from "../setting";
import {
  convertTime,
  measuredTime,
  noTime,
  timeOfText,
  wholeTime,
  type Time,
  type Written,
} from "./time";

/** A time with what an update adds in its unit, as the formulas take it. */
export type CountedTime = Time & { readonly each: number };

/** Batches of an epoch for a shape whose length is not known. */
export const UNKNOWN_EPOCH = 1000;

const TIME = /^composer(?:\.\w+)*\.Time(?:\.from_(\w+))?$/;
const HELPERS: Readonly<Record<string, string>> = {
  epoch: "ep",
  batch: "ba",
  sample: "sp",
  token: "tok",
};
const UNITS: Readonly<Record<string, string>> = {
  EPOCH: "ep",
  BATCH: "ba",
  SAMPLE: "sp",
  TOKEN: "tok",
  DURATION: "dur",
};

/** A text or a `Time(…)`; undefined for everything else. */
function writtenOf(value: Value): Written | undefined {
  if (value.type === "text") return timeOfText(value.value);
  if (value.type !== "object") return undefined;
  const helper = TIME.exec(value.path);
  if (!helper) return undefined;
  const count = countIn(value);
  const unit = value.given.positional[1]?.value;
  const number = numberOf(count);
  const named = unit ?? value.given.keywords.get("unit")?.value;
  const text = helper[1] === undefined ? unitOf(named) : HELPERS[helper[1]];
  if (helper[1] === "timestring" && count?.type === "text") return timeOfText(count.value);
  return number === undefined || text === undefined
    ? undefined
    : wholeTime({ value: number, unit: text });
}

/** The number, or the text, that a `Time(…)` is made of. */
const countIn = ({ given }: LibraryObject): Value | undefined =>
  given.positional[0]?.value ?? given.keywords.get("value")?.value;

/** As `max_duration` is taken: a whole number counts epochs. */
const durationOf = (value: Value): Written | undefined =>
  value.type === "number" ? wholeTime({ value: value.value, unit: "ep" }) : writtenOf(value);

function unitOf(value: Value | undefined): string | undefined {
  if (value?.type === "text") return value.value.toLowerCase();
  return value?.type === "library" ? UNITS[value.path.split(".").at(-1) ?? ""] : undefined;
}

/** The run's length, and what the times of a script are in it. */
export class Durations {
  readonly #most: Written | undefined;
  /** What the script gives as the run's length. */
  #given: Value | undefined;
  /** Whether it is drawn over a share of the run: nothing says the batches of an epoch. */
  isNominal = false;
  #counted = false;

  constructor(
    script: Script,
    private readonly trainer: LibraryObject | undefined,
    private readonly asking: Asking,
  ) {
    this.#most = this.#duration(script);
  }

  /** max_duration, or what `fit(duration=…)` is given; a whole number counts epochs. */
  #duration({ findings }: Script): Written | undefined {
    const { trainer, asking } = this;
    const fit = findings.methods.find(
      ({ method, object }) => method === "fit" && object === trainer,
    );
    const value =
      trainer?.given.keywords.get("max_duration")?.value ?? fit?.keywords.get("duration")?.value;
    this.#given = value;
    const written = value && durationOf(value);
    if (written) return written;
    const batches = asking.ask("max_duration in batches", asking.anchor, "steps");
    return batches === undefined ? undefined : { value: batches, unit: "ba" };
  }

  /** Notes the run's length as a number that can be dragged, once it is known what an epoch is drawn as. */
  noteLength(): void {
    if (this.#given) this.note("max_duration", this.#given);
  }

  /** Notes a time as a number that can be dragged. */
  note(name: string, value: Value, more: Pick<Setting, "item" | "range"> = {}): void {
    const written = durationOf(value);
    const measured = written && measuredTime(written, () => this.perEpoch());
    const literal = value.type === "object" ? countIn(value) : value;
    if (!measured || !literal) return;
    const settings =
      literal.type === "text"
        ? [measuredInText(name, literal, measured)]
        : settingsOfValue(name, literal);
    const { per } = measured;
    const place = { ...more, range: more.range ?? this.asking.anchor };
    for (const setting of settings)
      this.asking.settings.push({ ...setting, ...(per && { per }), ...place });
  }

  get most(): Written | undefined {
    return this.#most;
  }

  /** The run in updates; undefined while that is not known. */
  get length(): number | undefined {
    const time = this.#most && convertTime(this.#most, undefined, () => this.perEpoch());
    const each = time && this.each(time);
    return time && each ? Math.max(1, Math.ceil(time.value / each)) : undefined;
  }

  /** Notes whether a time is counted in something that an epoch of unknown length cannot be drawn beside. */
  expect(values: Iterable<Value>): void {
    for (const value of values) {
      const unit = writtenOf(value)?.unit;
      if (unit !== undefined && unit !== "ep" && unit !== "dur") this.#counted = true;
      if (value.type === "list") this.expect(value.items);
    }
  }

  /** A time as `_convert_time` leaves it; what is none is refused at its place. */
  counted(name: string, { value, range }: GivenValue): CountedTime | undefined {
    if (value.type === "unknown" || value.type === "choice")
      return this.asking.askFor(value) as undefined;
    const written = writtenOf(value);
    if (written) return this.converted(written);
    this.asking.refuse([{ code: "refused-value", path: [], message: noTime(name) }], () => range);
    return undefined;
  }

  converted(written: Written): CountedTime | undefined {
    const time = convertTime(written, this.#most, () => this.perEpoch());
    const each = time && this.each(time);
    return time && each ? { ...time, each } : undefined;
  }

  /** What an update adds in a time's unit. */
  each({ unit }: Time): number | undefined {
    const { asking } = this;
    if (unit === "ba") return 1;
    return unit === "sp"
      ? asking.ask("samples per batch", asking.anchor, "number")
      : asking.ask("tokens per batch", asking.anchor, "tokens");
  }

  /** Batches of an epoch, as the Trainer's loader or the user says; while nobody does, a round number. */
  perEpoch(): number | undefined {
    const { asking, trainer } = this;
    const given = trainer?.given.keywords.get("train_subset_num_batches")?.value;
    const own = given && given.type !== "none" ? numberOf(given) : undefined;
    const known = own ?? asking.ask(this.#loader(), asking.anchor, "steps per epoch");
    if (known !== undefined) return Math.floor(known);
    if (this.#counted) return undefined;
    this.isNominal = true;
    return nominalSteps();
  }

  #loader(): string {
    const loader = this.trainer?.given.keywords.get("train_dataloader")?.value;
    if (loader?.type === "unknown") return `len(${loader.symbol})`;
    return loader?.type === "object" && loader.label !== undefined
      ? `len(${loader.label})`
      : "steps per epoch";
  }
}
