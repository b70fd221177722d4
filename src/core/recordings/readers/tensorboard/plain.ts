import { rowOf, type Recorder, type Row } from "../../recorder";
import { decode } from "../../text/decode";

/** A series that events were about before. */
interface Known {
  readonly tag: Uint8Array;
  readonly tags: readonly string[];
  readonly row: Row;
}

const MOST_KNOWN = 64;
/** Bytes of a varint that a double has exactly, whatever they are. */
const MOST_VARINT = 7;
const NONE = -1;

/** Keys of Event: wall_time = 1 (double), step = 2 (varint), summary = 5 (bytes). */
const [WALL_TIME, STEP, SUMMARY] = [0x09, 0x10, 0x2a] as const;
/** Key of Summary: value = 1; keys of its value: tag = 1, simple_value = 2, tensor = 8, metadata = 9. */
const VALUE = 0x0a;
const [TAG, SIMPLE, TENSOR, METADATA] = [0x0a, 0x15, 0x42, 0x4a] as const;
/** Keys of TensorProto: dtype = 1, tensor_shape = 2, tensor_content = 4, float_val = 5 (packed). */
const [DTYPE, SHAPE, CONTENT, FLOATS] = [0x08, 0x12, 0x22, 0x2a] as const;

/**
 * Events of one float32 of a series that is known, as files have them a million times: read where they
 * stand. Everything else is left to who asks.
 */
export class PlainEvents {
  private readonly known: Known[] = [];
  /** The series that comes next, as training loops log theirs in turn. */
  private next = 0;
  private readonly place = {
    step: 0,
    axis: "steps" as const,
    time: undefined as number | undefined,
  };
  private at = 0;
  private value = NaN;
  private tagFrom = NONE;
  private tagTo = NONE;

  constructor(private readonly recorder: Recorder) {}

  /** Knows a series from now on. */
  learn(tag: Uint8Array): void {
    if (this.known.length >= MOST_KNOWN || this.find(tag, 0, tag.length)) return;
    this.known.push({ tag: tag.slice(), tags: [decode(tag)], row: { ...rowOf(1), float32: true } });
  }

  /** Tells the recorder an event; false where it isn't of this kind, and nothing was done. */
  take(bytes: Uint8Array, view: DataView, from: number, to: number): boolean {
    if (!this.event(bytes, view, from, to)) return false;
    const known = this.find(bytes, this.tagFrom, this.tagTo);
    if (known === undefined) return false;
    known.row.values[0] = this.value;
    this.recorder.addRow(this.place, known.tags, known.row);
    return true;
  }

  private event(bytes: Uint8Array, view: DataView, from: number, to: number): boolean {
    this.place.step = 0;
    this.place.time = undefined;
    this.tagFrom = NONE;
    let last = 0;
    for (this.at = from; this.at < to;) {
      const key = bytes[this.at++] as number;
      // in their order and once each, as writers write them
      if (key <= last) return false;
      last = key;
      if (!this.eventField(key, bytes, view, to)) return false;
    }
    return this.at === to && this.tagFrom >= 0;
  }

  private eventField(key: number, bytes: Uint8Array, view: DataView, to: number): boolean {
    if (key === STEP) {
      this.place.step = this.varint(bytes, to);
      return this.place.step >= 0;
    }
    if (key === SUMMARY) return this.summary(bytes, view, to);
    if (key !== WALL_TIME || this.at + 8 > to) return false;
    this.place.time = view.getFloat64(this.at, true);
    this.at += 8;
    return true;
  }

  /** A summary of one value. */
  private summary(bytes: Uint8Array, view: DataView, limit: number): boolean {
    const end = this.lengthEnd(bytes, limit);
    if (end < 0 || bytes[this.at++] !== VALUE) return false;
    if (this.lengthEnd(bytes, end) !== end) return false;
    let last = 0;
    let hasValue = false;
    while (this.at < end) {
      const key = bytes[this.at++] as number;
      if (key <= last) return false;
      last = key;
      if (key === SIMPLE || key === TENSOR) {
        if (hasValue || !this.scalar(key, bytes, view, end)) return false;
        hasValue = true;
      } else if (!this.tagOrMetadata(key, bytes, end)) return false;
    }
    return this.at === end && hasValue;
  }

  private tagOrMetadata(key: number, bytes: Uint8Array, limit: number): boolean {
    if (key !== TAG && key !== METADATA) return false;
    const end = this.lengthEnd(bytes, limit);
    if (end < 0) return false;
    if (key === TAG) [this.tagFrom, this.tagTo] = [this.at, end];
    this.at = end;
    return true;
  }

  private scalar(key: number, bytes: Uint8Array, view: DataView, limit: number): boolean {
    if (key === SIMPLE) return this.float(view, limit);
    const end = this.lengthEnd(bytes, limit);
    return end >= 0 && this.tensor(bytes, view, end);
  }

  /** A tensor of one float32 (DT_FLOAT = 1), as bytes or as a packed list. */
  private tensor(bytes: Uint8Array, view: DataView, end: number): boolean {
    if (bytes[this.at++] !== DTYPE || bytes[this.at++] !== 1) return false;
    if (bytes[this.at] === SHAPE) {
      this.at++;
      const shapeEnd = this.lengthEnd(bytes, end);
      if (shapeEnd < 0) return false;
      this.at = shapeEnd;
    }
    const key = bytes[this.at++];
    if ((key !== CONTENT && key !== FLOATS) || bytes[this.at++] !== 4) return false;
    return this.float(view, end) && this.at === end;
  }

  private float(view: DataView, limit: number): boolean {
    if (this.at + 4 > limit) return false;
    this.value = view.getFloat32(this.at, true);
    this.at += 4;
    return true;
  }

  /** Where the bytes end whose length stands here; −1 where that leads beyond the limit. */
  private lengthEnd(bytes: Uint8Array, limit: number): number {
    const length = this.varint(bytes, limit);
    return length < 0 || length > limit - this.at ? NONE : this.at + length;
  }

  /** A whole number; −1 where it has too many bytes. */
  private varint(bytes: Uint8Array, limit: number): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < MOST_VARINT && this.at < limit; i++) {
      const byte = bytes[this.at++] as number;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    return NONE;
  }

  private find(bytes: Uint8Array, from: number, to: number): Known | undefined {
    const { known } = this;
    for (let i = 0; i < known.length; i++) {
      const at = (this.next + i) % known.length;
      const one = known[at] as Known;
      if (!isSame(one.tag, bytes, from, to)) continue;
      this.next = at + 1;
      return one;
    }
    return undefined;
  }
}

function isSame(tag: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (tag.length !== to - from) return false;
  for (let i = 0; i < tag.length; i++) if (tag[i] !== bytes[from + i]) return false;
  return true;
}
