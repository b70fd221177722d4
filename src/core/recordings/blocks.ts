import type { Extremes } from "../schedule/curve";
import { resized } from "./resized";

/** Points of ascending steps; straight lines lie between them. */
export interface Points {
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/** Points whose extremes and sum are kept together: a picture of a million points looks at some thousands. */
const BLOCK = 128;
/** Blocks whose extremes and sum are kept together, too: some questions are about all points. */
const BLOCKS = 64;

/** Extremes and sums of so many points each, as far as they are known. */
class Level {
  private low = new Float64Array(16);
  private high = new Float64Array(16);
  private sums = new Float64Array(16);
  count = 0;

  constructor(readonly size: number) {}

  has(i: number, end: number): boolean {
    return i % this.size === 0 && i + this.size <= end && i / this.size < this.count;
  }

  /** Of those that begin at point i. */
  lowAt = (i: number): number => this.low[i / this.size] as number;
  highAt = (i: number): number => this.high[i / this.size] as number;
  sumAt = (i: number): number => this.sums[i / this.size] as number;

  add({ min, max }: Extremes, sum: number): void {
    if (this.count === this.low.length) {
      const length = 2 * this.count;
      this.low = resized(this.low, length);
      this.high = resized(this.high, length);
      this.sums = resized(this.sums, length);
    }
    this.low[this.count] = min;
    this.high[this.count] = max;
    this.sums[this.count] = sum;
    this.count++;
  }
}

/**
 * What is known of points block by block, so that no question looks at all of them. Those asked about
 * are the points of the question before, of which the last one's value may differ, and what was
 * appended: of these alone anything is worked out anew.
 */
export class Blocks {
  private readonly small = new Level(BLOCK);
  private readonly large = new Level(BLOCK * BLOCKS);

  /** The extremes of the values from one point up to another one; Infinity and −Infinity of none. */
  extremes(points: Points, from: number, end: number): Extremes {
    this.extend(points);
    return this.extremesOf(points, from, end);
  }

  /** The sum over the whole steps from one point up to another one, which is there. */
  sum(points: Points, from: number, end: number): number {
    this.extend(points);
    return this.sumOf(points, from, end);
  }

  private extremesOf({ values }: Points, from: number, end: number): Extremes {
    let [min, max] = [Infinity, -Infinity];
    for (let i = from; i < end;) {
      const level = this.levelAt(i, end);
      const least = level ? level.lowAt(i) : (values[i] as number);
      const most = level ? level.highAt(i) : (values[i] as number);
      if (least < min) min = least;
      if (most > max) max = most;
      i += level ? level.size : 1;
    }
    return { min, max };
  }

  private sumOf(points: Points, from: number, end: number): number {
    let sum = 0;
    for (let i = from; i < end;) {
      const level = this.levelAt(i, end);
      sum += level ? level.sumAt(i) : lineSum(points, i, -Infinity, Infinity);
      i += level ? level.size : 1;
    }
    return sum;
  }

  private levelAt(i: number, end: number): Level | undefined {
    if (!this.small.has(i, end)) return undefined;
    return this.large.has(i, end) ? this.large : this.small;
  }

  /** By the blocks that are full, whose lines lead to no value that may still change. */
  private extend(points: Points): void {
    const final = points.values.length - 1;
    for (const level of [this.small, this.large])
      while ((level.count + 1) * level.size < final) this.take(level, points);
  }

  private take(level: Level, points: Points): void {
    const from = level.count * level.size;
    const end = from + level.size;
    level.add(this.extremesOf(points, from, end), this.sumOf(points, from, end));
  }
}

/** The sum over the whole steps in [first, last) on the line from point i up to the next one: an arithmetic series. */
export function lineSum({ steps, values }: Points, i: number, first: number, last: number): number {
  const [s0, s1] = [steps[i] as number, steps[i + 1] as number];
  const [v0, v1] = [values[i] as number, values[i + 1] as number];
  const from = Math.ceil(Math.max(s0, first));
  const count = Math.ceil(Math.min(s1, last)) - from;
  if (count <= 0) return 0;
  return count * (v0 + ((v1 - v0) * (from - s0 + (count - 1) / 2)) / (s1 - s0));
}
