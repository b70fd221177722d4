import { rowOf, type Place, type Recorder, type Row } from "../recorder";
import { clockOf, isTimeTag } from "../tags";
import { NumberScanner } from "./numbers";

/** The numbers of one record. */
interface Numbers {
  /** By key; NaN for none. */
  readonly byKey: Float64Array;
  readonly row: Row;
}

/** What is known of records with the same keys in the same order. */
export interface RecordShape {
  /** The keys' bytes, without their quotes. */
  readonly keys: readonly Uint8Array[];
  /** The places of clock and time among the keys; −1 for none. */
  readonly clock: number;
  readonly time: number;
  readonly axis: "steps" | "epochs" | "samples";
  /** By key: its place among the values, −1 where it is none. */
  readonly places: Int32Array;
  readonly tags: readonly string[];
  /** What was read last, and what was kept before it. */
  latest: Numbers;
  kept: Numbers;
}

const MOST_KEYS = 256;
/** Shapes that take turns: lines of training, of evaluation. */
const MOST_SHAPES = 4;
/** A log of ever new keys has no shapes. */
const MOST_LEARNED = 256;
/** A longer text is no number. */
const LONGEST_NUMBER = 40;
const [QUOTE, APOSTROPHE, COMMA, MINUS, COLON, BACKSLASH, OPEN, CLOSE] = [
  34, 39, 44, 45, 58, 92, 123, 125,
] as const;

const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

type Words = readonly (readonly [Uint8Array, number | undefined])[];

/** Words that stand bare in JSON as Python writes it; undefined for those that are no number. */
const JSON_WORDS: Words = [
  [bytesOf("null"), undefined],
  [bytesOf("true"), undefined],
  [bytesOf("false"), undefined],
  [bytesOf("NaN"), NaN],
  [bytesOf("Infinity"), Infinity],
  [bytesOf("-Infinity"), -Infinity],
];
/** Words in the text of a Python dict. */
const PYTHON_WORDS: Words = [
  [bytesOf("None"), undefined],
  [bytesOf("True"), undefined],
  [bytesOf("False"), undefined],
  [bytesOf("nan"), NaN],
  [bytesOf("inf"), Infinity],
  [bytesOf("-inf"), -Infinity],
];

/**
 * JSON records that have the same keys, as logs have them a million times: what a key means is looked
 * up once, and their numbers are read where they stand. Everything else is left to who asks.
 */
export class SameRecords {
  private shapes: readonly RecordShape[] = [];
  private found: RecordShape | undefined;
  private waiting: RecordShape | undefined;
  private learned = 0;
  private readonly scanner = new NumberScanner();
  private readonly place: { step: number; axis: Place["axis"]; time: number | undefined } = {
    step: 0,
    axis: "steps",
    time: undefined,
  };

  private readonly isJson: boolean;
  private readonly words: Words;
  private readonly quote: number;

  /**
   * @param hasClock Whether the records have their clock among their keys; else it stands elsewhere, and
   *   one of their own is a value: records are kept until it is known.
   */
  constructor(
    private readonly recorder: Recorder,
    words: "json" | "python" = "json",
    private readonly hasClock = true,
  ) {
    this.isJson = words === "json";
    this.words = this.isJson ? JSON_WORDS : PYTHON_WORDS;
    this.quote = this.isJson ? QUOTE : APOSTROPHE;
  }

  /**
   * Reads a record that begins at `from`, for `tell`.
   *
   * @returns Where it has ended, before `to`; −1 where it isn't of a shape that is known.
   */
  read(bytes: Uint8Array, from: number, to: number): number {
    if (bytes[from] !== OPEN) return -1;
    for (const shape of this.shapes) {
      const end = this.fill(shape, bytes, from + 1, to);
      if (end < 0) continue;
      this.found = shape;
      return end;
    }
    return -1;
  }

  /** The shape of what was read last. */
  get latest(): RecordShape | undefined {
    return this.found;
  }

  /**
   * Reads the value of a key of a shape that was found before, which fills the bytes between two
   * places; false where it doesn't, or is no number and no word.
   */
  readValue(shape: RecordShape, key: number, bytes: Uint8Array, from: number, to: number): boolean {
    return bytes[from] !== this.quote && this.value(shape, key, bytes, from, to) === to;
  }

  /** Takes a shape whose values were read one by one as what was read last; false where some lack. */
  finish(shape: RecordShape): boolean {
    if (!isWhole(shape)) return false;
    this.found = shape;
    return true;
  }

  /** Tells the recorder what was read last. */
  tell(): void {
    if (!this.found) return;
    const { latest, clock, axis } = this.found;
    this.add(this.found, latest, latest.byKey[clock] ?? NaN, axis);
  }

  /** Keeps what was read last for `tellKept`, until the next is kept. */
  keep(): void {
    const { found } = this;
    if (!found) return;
    [found.latest, found.kept] = [found.kept, found.latest];
    this.waiting = found;
  }

  /**
   * Tells what was kept: at a step that stands elsewhere, else along its own clock, else at an epoch
   * that stands elsewhere.
   *
   * @returns False where there is none of these.
   */
  tellKept(elsewhere: Place | undefined): boolean {
    const { waiting } = this;
    this.waiting = undefined;
    if (!waiting) return false;
    const { kept, clock, axis, places } = waiting;
    const isOwn = clock >= 0 && elsewhere?.axis !== "steps";
    if (clock >= 0) kept.row.present[places[clock] as number] = isOwn ? 0 : 1;
    if (isOwn) this.add(waiting, kept, kept.byKey[clock] ?? NaN, axis);
    else if (elsewhere) this.add(waiting, kept, elsewhere.step, elsewhere.axis);
    return isOwn || elsewhere !== undefined;
  }

  private add(
    { time, tags }: RecordShape,
    { byKey, row }: Numbers,
    step: number,
    axis: Place["axis"],
  ): void {
    const { place } = this;
    place.step = step;
    place.axis = axis;
    place.time = time < 0 ? undefined : byKey[time];
    this.recorder.addRow(place, tags, row);
  }

  /** Knows the shape of a record from now on, where it is flat and has a clock if it should. */
  learn(record: Readonly<Record<string, unknown>>): void {
    if (this.learned >= MOST_LEARNED) return;
    const shape = shapeOf(record, this.hasClock);
    if (shape === undefined) return;
    this.learned++;
    this.shapes = [shape, ...this.shapes].slice(0, MOST_SHAPES);
  }

  private fill(shape: RecordShape, bytes: Uint8Array, from: number, to: number): number {
    const { keys } = shape;
    let at = from;
    for (let i = 0; i < keys.length; i++) {
      at = afterKey(bytes, at, keys[i] as Uint8Array, this.quote);
      if (at < 0) return -1;
      at = this.value(shape, i, bytes, at, to);
      if (at < 0) return -1;
      at = blanks(bytes, at);
      if (bytes[at] !== (i + 1 < keys.length ? COMMA : CLOSE)) return -1;
      at++;
    }
    return at <= to && isWhole(shape) ? at : -1;
  }

  /** Takes the value at `at`; returns where it ends, −1 where it is none of a flat record. */
  private value(shape: RecordShape, i: number, bytes: Uint8Array, at: number, to: number): number {
    const { scanner } = this;
    const byte = bytes[at] as number;
    if (byte === this.quote) return this.text(shape, i, bytes, at + 1, to);
    // letters, and minus signs before them
    if (byte > 57 || (byte === MINUS && (bytes[at + 1] as number) > 57))
      return word(shape, i, bytes, at, this.words);
    if (!scanner.token(bytes, at, to) || !scanner.isJson) return -1;
    // a bare number has all of its digits
    put(shape, i, scanner.value, 0);
    return scanner.end;
  }

  /** A text with a number counts as printed with its digits: newer libraries round that way. */
  private text(shape: RecordShape, i: number, bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    for (; at < to && bytes[at] !== this.quote; at++) {
      const byte = bytes[at] as number;
      if (byte === BACKSLASH || byte < 32 || byte > 126) return -1;
    }
    if (at >= to) return -1;
    const { scanner } = this;
    if (at - from <= LONGEST_NUMBER && scanner.scan(bytes, from, at))
      put(shape, i, scanner.value, scanner.digits);
    else if (this.isJson) lack(shape, i);
    // a text in a line of a terminal may be anything
    else return -1;
    return at + 1;
  }
}

function put(
  { places, latest: { byKey, row } }: RecordShape,
  i: number,
  value: number,
  digits: number,
): void {
  byKey[i] = value;
  const place = places[i] as number;
  if (place < 0) return;
  row.values[place] = value;
  row.digits[place] = digits;
  row.present[place] = 1;
}

function lack({ places, latest: { byKey, row } }: RecordShape, i: number): void {
  byKey[i] = NaN;
  const place = places[i] as number;
  if (place >= 0) row.present[place] = 0;
}

/** Whether clock, time and at least one value are there. */
const isWhole = ({ places, clock, time, latest: { byKey, row } }: RecordShape): boolean =>
  (clock < 0 || Number.isFinite(byKey[clock])) &&
  !(time >= 0 && Number.isNaN(byKey[time])) &&
  hasValue(row, clock < 0 ? -1 : (places[clock] as number));

/** Whether there is a value besides that of the clock. */
function hasValue({ present }: Row, clock: number): boolean {
  for (let i = 0; i < present.length; i++) if (present[i] === 1 && i !== clock) return true;
  return false;
}

function word(shape: RecordShape, i: number, bytes: Uint8Array, at: number, words: Words): number {
  const found = words.find(([letters]) => isAt(bytes, at, letters));
  if (found === undefined) return -1;
  const [letters, value] = found;
  if (value === undefined) lack(shape, i);
  else put(shape, i, value, 0);
  return at + letters.length;
}

/** Where the value of a key begins that is next at `from`; −1 where it isn't. */
function afterKey(bytes: Uint8Array, from: number, key: Uint8Array, quote: number): number {
  let at = blanks(bytes, from);
  if (bytes[at] !== quote || !isAt(bytes, at + 1, key)) return -1;
  at += key.length + 1;
  if (bytes[at] !== quote) return -1;
  at = blanks(bytes, at + 1);
  return bytes[at] === COLON ? blanks(bytes, at + 1) : -1;
}

function isAt(bytes: Uint8Array, at: number, letters: Uint8Array): boolean {
  for (let k = 0; k < letters.length; k++) if (bytes[at + k] !== letters[k]) return false;
  return true;
}

/** The index of the next byte that is no blank of JSON. */
function blanks(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at];
    if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) return at;
    at++;
  }
}

/**
 * The shape of a flat record along a clock; or of one whose step stands elsewhere, where no clock of its
 * own says as much. Undefined for any other.
 */
function shapeOf(
  record: Readonly<Record<string, unknown>>,
  hasClock: boolean,
): RecordShape | undefined {
  const names = Object.keys(record);
  if (names.length > MOST_KEYS || !names.every((name) => isPlain(name, record[name])))
    return undefined;
  const ranks = names.map((name) => clockOf(name)?.rank ?? Infinity);
  const best = Math.min(...ranks);
  if (hasClock ? best === Infinity : best <= STEP_RANK) return undefined;
  const clock = best === Infinity ? -1 : ranks.indexOf(best);
  const axis = clockOf(names[clock] ?? "")?.axis ?? "steps";
  const tags: string[] = [];
  const places = Int32Array.from(names, (name, i) =>
    (hasClock && i === clock) || name === "_step" || isTimeTag(name) ? -1 : tags.push(name) - 1,
  );
  const time = names.findIndex(isTimeTag);
  const numbers = (): Numbers => ({
    byKey: new Float64Array(names.length),
    row: rowOf(tags.length),
  });
  const keys = names.map(bytesOf);
  return { keys, clock, time, axis, places, tags, latest: numbers(), kept: numbers() };
}

const STEP_RANK = clockOf("step")?.rank ?? 0;

/** A key that JSON writes as it is, and a value that is no list and no record. */
const isPlain = (name: string, value: unknown): boolean =>
  /^[ !#-&(-[\]-~]*$/.test(name) && (value === null || typeof value !== "object");
