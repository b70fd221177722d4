import { peakOf } from "../../facts/peak";
import type { Setting } from "../../formats/setting";
import type { Schedule, Track } from "../../schedule/schedule";

/** Two values that differ by no more than rounding. */
export const same = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** So many corners are looked at for a drop. */
const MOST_CORNERS = 16;

/** Where a curve does something that a handle can stand for. */
export class Features {
  readonly length: number;
  readonly peak: { readonly step: number; readonly value: number } | undefined;

  constructor(
    readonly schedule: Schedule,
    readonly track: Track,
    /** All numbers that the text says of the curve. */
    readonly settings: readonly Setting[],
  ) {
    this.length = schedule.length;
    this.peak = peakOf(track, schedule.length);
  }

  at(step: number): number {
    return this.track.curve.at(step);
  }

  /** The end of the rise from the start to the peak; undefined where there is none. */
  get warmupEnd(): number | undefined {
    const { peak } = this;
    return peak && peak.step > 0 && this.at(0) < peak.value ? peak.step : undefined;
  }

  /** The lowest value after the peak, and where it is reached first. */
  get floor(): { readonly step: number; readonly value: number } | undefined {
    const from = this.peak?.step ?? 0;
    const { min } = this.track.curve.extremes(from, this.length);
    if (!Number.isFinite(min) || !this.peak || min >= this.peak.value) return undefined;
    let [low, high] = [from, this.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.track.curve.extremes(from, middle).min <= min + Math.abs(min) * 1e-9) high = middle;
      else low = middle + 1;
    }
    return { step: low, value: min };
  }

  /** Whether the formula changes at a step, the curve turns, jumps or ends there. */
  isCorner(step: number): boolean {
    const { curve } = this.track;
    if (!(step > 0) || step > this.length) return false;
    if (step === this.length) return true;
    if (curve.breakpoints(step - 1, step + 1, 1).includes(step)) return true;
    const { min, max } = curve.extremes(step - 1, step + 1);
    const value = curve.at(step);
    return min !== max && (value === min || value === max) && this.turns(step);
  }

  /** Whether nothing changes from a step on: a decay has ended there. */
  isFlatFrom(step: number): boolean {
    const { min, max } = this.track.curve.extremes(Math.min(step, this.length), this.length);
    return same(min, max);
  }

  /** Up before and down after, or the other way round. */
  private turns(step: number): boolean {
    const before = this.at(step) - this.at(step - 1);
    const after = this.at(step + 1) - this.at(step);
    return before * after <= 0 && before !== after;
  }

  /** The first step at which the value jumps to `factor` times that before; undefined: nowhere. */
  firstDrop(factor: number): number | undefined {
    const { curve } = this.track;
    const corners = curve.breakpoints(this.peak?.step ?? 0, this.length, MOST_CORNERS);
    return corners.find((step) => same(this.at(step), this.at(step - 1) * factor));
  }
}
