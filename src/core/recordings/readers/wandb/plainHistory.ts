import type { Recorder } from "../../recorder";
import { type RecordShape, SameRecords } from "../../text/shapes";

/** Numbers of fields of a Record: history, config, run. */
const [HISTORY, CONFIG, RUN] = [2, 5, 17] as const;
/** Keys of HistoryRecord: item = 1, step = 2; of an item: key = 1, nested_key = 2, value_json = 16. */
const [ITEM, STEP] = [0x0a, 0x12] as const;
const [KEY, NESTED, VALUE] = [0x0a, 0x12, 0x82] as const;
const VALUE_REST = 0x01;
const [QUOTE, BACKSLASH, COMMA, COLON, SLASH, OPEN, CLOSE, LIST] = [
  34, 92, 44, 58, 47, 123, 125, 91,
] as const;
const STEP_KEY = Uint8Array.from("_step", (letter) => letter.charCodeAt(0));
/** A history with more than this is data. */
const LONGEST = 1 << 14;
const MOST_VARINT = 5;

/** Items that take turns: of training, of evaluation. */
const MOST_LAYOUTS = 4;
/** A history of ever new items has none. */
const MOST_LEARNED = 256;

/** How the items of a history are written whose keys have a shape. */
interface Layout {
  readonly shape: RecordShape;
  /** By key: the bytes of its item between the item's length and that of the value. */
  readonly heads: readonly Uint8Array[];
}

/**
 * Records of one history of numbers, as files have them a million times, and those that hold none:
 * laid out as JSON, or item by item as the ones before, their numbers are read where they stand.
 * Everything else is left to who asks.
 */
export class PlainHistory {
  private readonly same: SameRecords;
  private layouts: readonly Layout[] = [];
  private learned = 0;
  private readonly json = new Uint8Array(LONGEST);
  private length = 0;
  private bytes: Uint8Array = this.json;
  private at = 0;
  private hasStep = false;
  /** Where the heads of the items begin and end. */
  private readonly heads: number[] = [];

  constructor(recorder: Recorder) {
    this.same = new SameRecords(recorder);
  }

  /** Knows the keys of a history from now on. */
  learn(items: Readonly<Record<string, unknown>>): void {
    this.same.learn(items);
  }

  /** Tells the recorder a record; false where it isn't of this kind, and nothing was done. */
  take(bytes: Uint8Array, start: number, limit: number): boolean {
    this.bytes = bytes;
    this.at = start;
    let from = -1;
    let to = -1;
    while (this.at < limit) {
      const key = this.varint(limit);
      const end = this.fieldEnd(key & 7, limit);
      const number = key >>> 3;
      if (key < 8 || end < 0 || number === CONFIG || number === RUN) return false;
      if (number === HISTORY) {
        if (from >= 0 || (key & 7) !== 2) return false;
        from = this.at;
        to = end;
      }
      this.at = end;
    }
    return from < 0 || this.history(from, to);
  }

  private history(from: number, to: number): boolean {
    const isKnown = this.layouts.some((layout) => this.isLike(layout, from, to));
    if (!isKnown && !this.isPlain(from, to)) return false;
    this.same.tell();
    return true;
  }

  /** Whether the items are those of a layout, but for their values, which are read. */
  private isLike({ shape, heads }: Layout, from: number, to: number): boolean {
    let count = 0;
    for (this.at = from; this.at < to;) {
      const key = this.bytes[this.at++];
      const end = this.lengthEnd(to);
      if (end < 0 || (key !== ITEM && key !== STEP)) return false;
      if (key === ITEM && !this.isLikeItem(shape, count, heads[count++], end)) return false;
      this.at = end;
    }
    return count === heads.length && this.same.finish(shape);
  }

  private isLikeItem(
    shape: RecordShape,
    key: number,
    head: Uint8Array | undefined,
    end: number,
  ): boolean {
    const { bytes, at } = this;
    if (head === undefined || head.length > end - at) return false;
    for (let i = 0; i < head.length; i++) if (bytes[at + i] !== head[i]) return false;
    this.at += head.length;
    return this.lengthEnd(end) === end && this.same.readValue(shape, key, bytes, this.at, end);
  }

  private begin(): void {
    this.length = 0;
    this.hasStep = false;
    this.heads.length = 0;
    this.put(OPEN);
  }

  /** Whether a known shape has the record as JSON. */
  private isPlain(from: number, to: number): boolean {
    this.begin();
    for (this.at = from; this.at < to;) {
      const key = this.bytes[this.at++];
      const end = this.lengthEnd(to);
      if (end < 0 || (key !== ITEM && key !== STEP)) return false;
      if (key === ITEM && !this.item(end)) return false;
      this.at = end;
    }
    if (!this.hasStep || this.length >= LONGEST) return false;
    // in place of the last comma
    this.json[this.length - 1] = CLOSE;
    if (this.same.read(this.json, 0, this.length) !== this.length) return false;
    this.learnLayout();
    return true;
  }

  private learnLayout(): void {
    const { heads, bytes } = this;
    const shape = this.same.latest;
    if (!shape || this.learned >= MOST_LEARNED) return;
    this.learned++;
    const starts = heads.filter((_, i) => i % 2 === 0);
    const layout = { shape, heads: starts.map((start, i) => bytes.slice(start, heads[2 * i + 1])) };
    this.layouts = [layout, ...this.layouts].slice(0, MOST_LAYOUTS);
  }

  /** Writes `"key":value,`, the parts of a nested key with "/" between. */
  private item(end: number): boolean {
    const start = this.length + 1;
    this.heads.push(this.at);
    this.put(QUOTE);
    for (let parts = 0; this.bytes[this.at] !== VALUE; parts++) {
      const key = this.bytes[this.at++];
      if (key !== NESTED && (key !== KEY || parts > 0)) return false;
      if (parts > 0) this.put(SLASH);
      const partEnd = this.lengthEnd(end);
      if (partEnd < 0 || !this.copy(partEnd, IN_KEY)) return false;
    }
    this.hasStep ||= this.isStepKey(start);
    this.put(QUOTE);
    this.put(COLON);
    this.at++;
    if (this.bytes[this.at++] !== VALUE_REST) return false;
    this.heads.push(this.at);
    if (this.lengthEnd(end) !== end) return false;
    if (!this.copy(end, IN_VALUE)) return false;
    this.put(COMMA);
    return true;
  }

  private isStepKey(start: number): boolean {
    if (this.length - start !== STEP_KEY.length) return false;
    return STEP_KEY.every((letter, i) => this.json[start + i] === letter);
  }

  private put(byte: number): void {
    if (this.length < LONGEST) this.json[this.length++] = byte;
  }

  private copy(end: number, allowed: Uint8Array): boolean {
    const { bytes, json } = this;
    let { at, length } = this;
    if (length + end - at > LONGEST) return false;
    for (; at < end; at++) {
      const byte = bytes[at] as number;
      if (allowed[byte] === 0) return false;
      json[length++] = byte;
    }
    this.at = at;
    this.length = length;
    return true;
  }

  /** Where a field ends by its wire type; −1 where it leads out of the record, or is of another type. */
  private fieldEnd(wire: number, limit: number): number {
    if (wire === 2) return this.lengthEnd(limit);
    if (wire !== 0) return -1;
    // numbers of records may have ten bytes
    for (let i = 0; i < 10 && this.at + i < limit; i++)
      if ((this.bytes[this.at + i] as number) < 0x80) return this.at + i + 1;
    return -1;
  }

  private lengthEnd(limit: number): number {
    const length = this.varint(limit);
    return length < 0 || length > limit - this.at ? -1 : this.at + length;
  }

  /** A whole number below 2³¹; −1 for any other. */
  private varint(limit: number): number {
    let value = 0;
    for (let i = 0; i < MOST_VARINT && this.at < limit; i++) {
      const byte = this.bytes[this.at++] as number;
      value |= (byte & 0x7f) << (7 * i);
      if (byte < 0x80) return i === MOST_VARINT - 1 && byte > 7 ? -1 : value;
    }
    return -1;
  }
}

/** By byte: 1 where it is allowed. */
const tableOf = (isAllowed: (byte: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => (isAllowed(byte) ? 1 : 0));

/** What JSON writes as it is. */
const IN_KEY = tableOf((byte) => byte >= 32 && byte < 127 && byte !== QUOTE && byte !== BACKSLASH);
/** What may stand in one number or word: no second value can hide behind it. */
const NOT_IN_VALUE: readonly number[] = [QUOTE, COMMA, COLON, OPEN, CLOSE, LIST];
const IN_VALUE = tableOf((byte) => byte > 32 && byte < 127 && !NOT_IN_VALUE.includes(byte));
