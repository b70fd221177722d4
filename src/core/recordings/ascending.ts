import { Blocks } from "./blocks";
import type { Series } from "./recording";
import { resized } from "./resized";

/** Points of ascending steps, each with a finite value. */
export interface Ascending {
  readonly steps: Float64Array;
  readonly values: Float64Array;
  readonly times: Float64Array | undefined;
  readonly blocks: Blocks;
}

/** By the origin of a series that grows. */
const known = new WeakMap<object, Ordered>();

/**
 * The points of a series without what a resumed run trained again, and without values that aren't
 * numbers. Of a series that grows what was appended alone is looked at.
 *
 * @param perUnit Steps that one unit of the series' own is worth.
 */
export function ascending(series: Series, perUnit: number): Ascending {
  const { origin } = series;
  if (origin === undefined) return new Ordered(perUnit).of(series);
  const kept = known.get(origin);
  const ordered = kept?.perUnit === perUnit ? kept : new Ordered(perUnit);
  known.set(origin, ordered);
  return ordered.of(series);
}

type Points = Pick<Series, "steps" | "values" | "times">;

/** Whether point i lies above the one before it, from 0 on, with a number. */
const isInOrder = ({ steps, values }: Points, i: number): boolean => {
  const step = steps[i] as number;
  return step >= 0 && Number.isFinite(values[i]) && (i === 0 || step > (steps[i - 1] as number));
};

/** One series as far as it was looked at: itself while it is in order, a copy from then on. */
class Ordered {
  private taken = 0;
  private blocks = new Blocks();
  private copy: Copy | undefined;

  constructor(readonly perUnit: number) {}

  of(series: Points): Ascending {
    const { steps, values, times } = series;
    if (this.perUnit === 1 && this.staysInOrder(series))
      return { steps, values, times, blocks: this.blocks };
    this.copy ??= new Copy(this.perUnit);
    if (!this.copy.extend(series)) {
      this.copy = new Copy(this.perUnit);
      this.copy.extend(series);
    }
    return this.copy.soFar();
  }

  private staysInOrder(series: Points): boolean {
    if (this.copy) return false;
    // the last value may have changed
    for (let i = Math.max(0, this.taken - 1); i < series.steps.length; i++)
      if (!isInOrder(series, i)) return false;
    this.taken = series.steps.length;
    return true;
  }
}

/** What is kept of a series: a step that falls back takes the place of those it replaces. */
class Copy {
  private steps = new Float64Array(64);
  private values = new Float64Array(64);
  private times: Float64Array | undefined;
  private blocks = new Blocks();
  private count = 0;
  /** So many points were given out: they stay as they are. */
  private given = 0;
  private taken = 0;
  private latest = NaN;

  constructor(private readonly perUnit: number) {}

  /** False where a value that was kept is none any more, so that all is to be taken anew. */
  extend(series: Points): boolean {
    if (!this.lastStays(series)) return false;
    for (; this.taken < series.steps.length; this.taken++) this.take(series, this.taken);
    this.latest = series.values[this.taken - 1] ?? NaN;
    return true;
  }

  soFar(): Ascending {
    this.given = this.count;
    const cut = (array: Float64Array): Float64Array => array.subarray(0, this.count);
    const times = this.times && cut(this.times);
    return { steps: cut(this.steps), values: cut(this.values), times, blocks: this.blocks };
  }

  /** A row that stands twice changes the last value alone. */
  private lastStays({ steps, values, times }: Points): boolean {
    if (this.taken === 0) return true;
    if (steps.length < this.taken) return false;
    const value = values[this.taken - 1] as number;
    if (Number.isFinite(value) !== Number.isFinite(this.latest)) return false;
    if (!Number.isFinite(value) || (steps[this.taken - 1] as number) < 0) return true;
    this.values[this.count - 1] = value;
    if (this.times) this.times[this.count - 1] = times?.[this.taken - 1] ?? NaN;
    return true;
  }

  private take({ steps, values, times }: Points, i: number): void {
    const step = (steps[i] as number) * this.perUnit;
    if (!Number.isFinite(values[i]) || step < 0) return;
    let count = this.count;
    while (count > 0 && (this.steps[count - 1] as number) >= step) count--;
    if (count < this.given) this.part();
    if (count === this.steps.length) this.resize(2 * count);
    this.steps[count] = step;
    this.values[count] = values[i] as number;
    if (times) this.timed()[count] = times[i] ?? NaN;
    this.count = count + 1;
  }

  private timed(): Float64Array {
    return (this.times ??= new Float64Array(this.steps.length).fill(NaN));
  }

  /** Leaves those that were given out to whoever has them. */
  private part(): void {
    this.resize(this.steps.length);
    this.blocks = new Blocks();
    this.given = 0;
  }

  private resize(length: number): void {
    this.steps = resized(this.steps, length);
    this.values = resized(this.values, length);
    this.times &&= resized(this.times, length);
  }
}
