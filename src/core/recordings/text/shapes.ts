import type { Recorder, Row } from "../recorder";
import { clockOf, isTimeTag } from "../tags";

/** What is known of records with the same keys in the same order, all of them numbers. */
interface Shape {
  readonly keys: readonly string[];
  /** The places of clock and time among the keys; −1 for none. */
  readonly clock: number;
  readonly time: number;
  readonly axis: "steps" | "epochs" | "samples";
  /** By key: its place among the values, −1 where it is none. */
  readonly places: Int32Array;
  readonly tags: readonly string[];
  readonly row: Row;
}

/**
 * Records of plain numbers that all have the same keys, as logs have them a million times: what a key
 * means is looked up once. Everything else is left to who asks.
 */
export class SameRecords {
  private shape: Shape | undefined;

  constructor(private readonly recorder: Recorder) {}

  /** False where the record isn't of the shape before, and isn't one of plain numbers either. */
  add(record: Readonly<Record<string, unknown>>): boolean {
    const { shape } = this;
    if (shape && this.fill(shape, record)) return this.tell(shape);
    const next = shapeOf(record);
    this.shape = next;
    return next !== undefined && this.fill(next, record) && this.tell(next);
  }

  private fill({ keys, places, row }: Shape, record: Readonly<Record<string, unknown>>): boolean {
    let i = 0;
    for (const key in record) {
      const value = record[key];
      if (key !== keys[i] || typeof value !== "number") return false;
      this.values[i] = value;
      const place = places[i] ?? -1;
      if (place >= 0) row.values[place] = value;
      i++;
    }
    return i === keys.length;
  }

  private readonly values: number[] = [];

  private tell({ clock, time, axis, tags, row }: Shape): boolean {
    const step = this.values[clock] ?? NaN;
    if (!Number.isFinite(step)) return false;
    this.recorder.addRow({ step, axis, time: this.values[time] }, tags, row);
    return true;
  }
}

/** The shape of a flat record of numbers along a clock; undefined for any other. */
function shapeOf(record: Readonly<Record<string, unknown>>): Shape | undefined {
  const keys = Object.keys(record);
  if (keys.some((key) => typeof record[key] !== "number")) return undefined;
  const ranks = keys.map((key) => clockOf(key)?.rank ?? Infinity);
  const clock = ranks.indexOf(Math.min(...ranks));
  const axis = clockOf(keys[clock] ?? "")?.axis;
  if (axis === undefined) return undefined;
  const tags: string[] = [];
  const places = Int32Array.from(keys, (key, i) =>
    i === clock || key === "_step" || isTimeTag(key) ? -1 : tags.push(key) - 1,
  );
  if (tags.length === 0) return undefined;
  const row = {
    values: new Float64Array(tags.length),
    present: new Uint8Array(tags.length).fill(1),
    digits: new Uint8Array(tags.length),
  };
  return { keys, clock, time: keys.findIndex(isTimeTag), axis, places, tags, row };
}
