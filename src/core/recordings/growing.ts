import { resized } from "./resized";

/** Points beyond which a series is thinned: enough for any screen, 24 MB a series at most. */
const MOST_POINTS = 1 << 20;

/** Steps, values and times that grow; thinned by halves where there would be too many. */
export class GrowingSeries {
  private steps = new Float64Array(64);
  private values = new Float64Array(64);
  private times: Float64Array | undefined;
  private count = 0;
  private seen = 0;
  private latest = NaN;
  /** Every how many-th point is kept. */
  stride = 1;
  /** Another one once points that were told are left out: `Series.origin`. */
  origin: object = {};

  get length(): number {
    return this.count;
  }

  get firstStep(): number {
    return this.count === 0 ? NaN : (this.steps[0] ?? NaN);
  }

  /** The step that was told last, kept or not. */
  get lastStep(): number {
    return this.latest;
  }

  add(step: number, value: number, time: number | undefined): void {
    if (step === this.latest) {
      this.overwrite(value, time);
      return;
    }
    this.latest = step;
    if (this.seen++ % this.stride !== 0) return;
    if (this.count === MOST_POINTS) this.thin();
    if (this.count === this.steps.length) this.grow();
    this.steps[this.count] = step;
    this.values[this.count] = value;
    this.setTime(time);
    this.count++;
  }

  /** Another unit of all steps. */
  divide(by: number): void {
    if (by === 1) return;
    this.steps = this.steps.map((step) => step / by);
    this.latest /= by;
    this.origin = {};
  }

  /** What was told so far, without a copy: of a series that grows on, only its last value may change. */
  soFar(): { steps: Float64Array; values: Float64Array; times: Float64Array | undefined } {
    const cut = (array: Float64Array) => array.subarray(0, this.count);
    return {
      steps: cut(this.steps),
      values: cut(this.values),
      times: this.times && cut(this.times),
    };
  }

  /** A row that stands twice, or a step logged again at once: the later one holds. */
  private overwrite(value: number, time: number | undefined): void {
    if (this.steps[this.count - 1] !== this.latest) return;
    this.values[this.count - 1] = value;
    if (time !== undefined && this.times) this.times[this.count - 1] = time;
  }

  private setTime(time: number | undefined): void {
    if (time === undefined && this.times === undefined) return;
    this.times ??= new Float64Array(this.steps.length).fill(NaN);
    this.times[this.count] = time ?? NaN;
  }

  private grow(): void {
    const length = 2 * this.steps.length;
    this.steps = resized(this.steps, length);
    this.values = resized(this.values, length);
    this.times &&= resized(this.times, length);
  }

  private thin(): void {
    // new arrays: the others were given out
    const half = (array: Float64Array) => {
      const kept = new Float64Array(array.length);
      for (let i = 0; 2 * i < this.count; i++) kept[i] = array[2 * i] ?? NaN;
      return kept;
    };
    this.steps = half(this.steps);
    this.values = half(this.values);
    this.times &&= half(this.times);
    this.count = Math.ceil(this.count / 2);
    this.stride *= 2;
    this.origin = {};
    this.seen = this.count * this.stride + 1;
  }
}
