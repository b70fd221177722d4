import type { Place, Recorder } from "../../recorder";

/** So many times in a row another bar must have begun anew between two counts of this one. */
const STEADY = 2;

/** Rates of one way of a bar from its beginning to its end. */
interface Lap {
  readonly first: number;
  last: number;
}

/**
 * A bar labelled "Epoch", which counts epochs or the batches of one. Until the log shows which, its
 * counts stand along the bar alone, one way after another, and that is said.
 *
 * - Another bar that begins anew between each two counts: it counts epochs.
 * - It begins anew and the rates go on from where they were: it counts the batches of an epoch. Where
 *   they begin anew, too, or are the same throughout, it may be another run, and stays open.
 */
export class OpenBar {
  private meaning: "open" | "epochs" | "batches";
  private count = NaN;
  private laps = 0;
  private steady = 0;
  private otherLaps = 0;
  private before: Lap | undefined;
  private lap: Lap | undefined;

  constructor(
    private readonly recorder: Recorder,
    private readonly total: number,
    areEpochs: boolean,
  ) {
    this.meaning = areEpochs ? "epochs" : "open";
    if (!areEpochs) recorder.leaveOpen(total);
  }

  /** @param otherLaps How often other bars have begun anew so far. */
  see(count: number, otherLaps: number): Place {
    if (count < this.count && this.isFull && this.meaning !== "epochs") this.beginLap();
    else if (count !== this.count) this.compare(count, otherLaps);
    this.count = count;
    return this.place();
  }

  /** Returns where the bar stands by what the rate shows. */
  rate(value: number): Place {
    if (this.lap) this.lap.last = value;
    else {
      this.lap = { first: value, last: value };
      if (this.meaning === "open" && this.before && goesOn(this.before, value))
        this.settle("batches", this.total);
    }
    return this.place();
  }

  /** A last redraw may be missing; one that fell back earlier was broken off, or is drawn by two processes. */
  private get isFull(): boolean {
    return this.count >= 0.95 * this.total;
  }

  private place(): Place {
    const { laps, count, total, meaning } = this;
    if (meaning === "epochs") return { step: count, axis: "epochs" };
    if (meaning === "open") return { step: laps * total + count, axis: "rows" };
    return { step: laps + count / total, axis: "epochs" };
  }

  private beginLap(): void {
    this.laps++;
    this.before = this.lap;
    this.lap = undefined;
  }

  private compare(count: number, otherLaps: number): void {
    const isNext = count === this.count + 1 && otherLaps > this.otherLaps;
    this.steady = isNext ? this.steady + 1 : 0;
    this.otherLaps = otherLaps;
    if (this.meaning === "open" && this.laps === 0 && this.steady >= STEADY)
      this.settle("epochs", 1);
  }

  private settle(meaning: "epochs" | "batches", anEpoch: number): void {
    if (this.recorder.settle(this.total, anEpoch)) this.meaning = meaning;
  }
}

/** Whether a rate lies much nearer to the end of the way before than to its beginning. */
const goesOn = ({ first, last }: Lap, value: number): boolean =>
  Math.abs(value - last) < 0.25 * Math.abs(first - last);
