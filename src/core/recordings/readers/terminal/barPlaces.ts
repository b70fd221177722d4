import type { Place, Recorder } from "../../recorder";
import type { Bar } from "./bar";
import { OpenBar } from "./openBar";

/** Labels that are told apart; logs that have more are no logs of bars. */
const MOST_LABELS = 64;

/** Where the bars of a log stand, line by line: those whose label leaves open what they count, too. */
export class BarPlaces {
  private readonly open = new Map<string, OpenBar>();
  private readonly counts = new Map<string, number>();
  /** How often bars of other labels began anew. */
  private laps = 0;
  private latest: OpenBar | undefined;
  private place: Place | undefined;
  /** Numbers of epochs that the log says the run has. */
  private readonly epochs = new Set<number>();

  constructor(private readonly recorder: Recorder) {}

  /** Where the bar of the line stands that was seen last. */
  get current(): Place | undefined {
    return this.place;
  }

  see(bar: Pick<Bar, "count" | "total" | "axis" | "label">): Place {
    const { count, axis } = bar;
    this.latest = axis === "open" ? this.openBar(bar) : undefined;
    if (axis === "open") this.place = this.latest?.see(count, this.laps);
    else this.place = { step: count, axis };
    if (axis !== "open") this.countLap(bar);
    return (this.place ??= { step: count, axis: "rows" });
  }

  /** The rate at the bar of this line: it may show what the bar counts. */
  rate(value: number): void {
    this.place = this.latest?.rate(value) ?? this.place;
  }

  /** The log says that the run has so many epochs. */
  hasEpochs(count: number): void {
    if (this.epochs.size < MOST_LABELS) this.epochs.add(count);
  }

  private openBar({ label, total }: Pick<Bar, "label" | "total">): OpenBar | undefined {
    const key = `${label.trim()} ${total}`;
    const known = this.open.get(key);
    if (known || this.open.size >= MOST_LABELS) return known;
    const bar = new OpenBar(this.recorder, total, this.epochs.has(total));
    this.open.set(key, bar);
    return bar;
  }

  private countLap({ label, count }: Pick<Bar, "label" | "count">): void {
    const before = this.counts.get(label);
    if (before !== undefined && count < before) this.laps++;
    if (before !== undefined || this.counts.size < MOST_LABELS) this.counts.set(label, count);
  }
}
