import { formatCount } from "../text/format";
import { t } from "../text/words";
import { GrowingSeries } from "./growing";
import type { Axis, HyperParameter, Precision, Recording, Series } from "./recording";
import { meaningOf, type Meaning } from "./tags";

/** Series and hyper-parameters beyond which a log is noise: what comes on top is left out. */
const MOST_SERIES = 2000;
const MOST_PARAMETERS = 2000;
/** Shapes of rows that are remembered. */
const MOST_SHAPES = 64;

/** One value of a record. */
export interface Entry {
  readonly tag: string;
  readonly value: number;
  /** Significant digits as printed, where a text prints so many and no more. */
  readonly digits?: number | undefined;
}

/** The values of a record in the order of its tags. */
export interface Row {
  readonly values: Float64Array;
  /** 1 where the record has a value. */
  readonly present: Uint8Array;
  /** Significant digits as printed; 0 where the text has all of them. */
  readonly digits: Uint8Array;
  readonly float32?: boolean;
}

/** Room for the values of rows of so many tags; all of them are there until a reader says otherwise. */
export const rowOf = (count: number): Row => ({
  values: new Float64Array(count),
  present: new Uint8Array(count).fill(1),
  digits: new Uint8Array(count),
});

/** Where a record stands. */
export interface Place {
  readonly step: number;
  readonly axis: Axis;
  readonly time?: number | undefined;
}

interface Open {
  readonly tag: string;
  /** What the records count along. */
  axis: Axis;
  /** What this series counts along: Megatron logs one along samples in records of steps. */
  along: Axis;
  readonly isRate: boolean;
  readonly points: GrowingSeries;
  digits: number;
  float32: boolean;
}

/** The series of the tags of a row, along one axis; undefined where there is none yet. */
interface Shape {
  readonly tags: readonly string[];
  readonly axis: Axis;
  readonly opens: readonly (Open | undefined)[];
}

/** What a reader tells while it reads; makes the recordings. */
export class Recorder {
  private readonly done: Recording[] = [];
  private readonly notes: string[] = [];
  /** Totals of the progress bars of which it isn't known what they count. */
  private readonly openBars = new Set<number>();
  private run: OpenRun;

  constructor(private readonly name: string) {
    this.run = new OpenRun(name);
  }

  /** All values of one record. A step that falls back to the run's start begins another run. */
  add(place: Place, entries: readonly Entry[], float32 = false): void {
    if (!Number.isFinite(place.step)) {
      this.skip();
      return;
    }
    if (entries.some((entry) => this.run.startsOver(place, entry))) this.nextRun();
    for (const entry of entries) this.run.add(place, entry, float32);
  }

  /**
   * The same for many records of one shape, without an object for each value.
   *
   * @param tags The same list for all records of the shape.
   */
  addRow(place: Place, tags: readonly string[], row: Row): void {
    if (!Number.isFinite(place.step)) {
      this.skip();
      return;
    }
    if (this.run.rowStartsOver(place, tags, row)) this.nextRun();
    this.run.addRow(place, tags, row);
  }

  set(key: string, value: HyperParameter): void {
    this.run.set(key, value);
  }

  rename(name: string): void {
    this.run.name = name;
  }

  /** What a progress bar of so many counts isn't known: what it places stands along "rows". */
  leaveOpen(total: number): void {
    this.openBars.add(total);
  }

  /**
   * It is known now; false where another such bar may have placed the same series.
   *
   * @param anEpoch Counts of the bar that an epoch is worth.
   */
  settle(total: number, anEpoch: number): boolean {
    if (this.openBars.size > 1) return false;
    this.openBars.delete(total);
    this.run.settle(anEpoch);
    return true;
  }

  /** Counts records that were left out. */
  skip(count = 1): void {
    this.run.skipped += count;
  }

  note(sentence: string): void {
    if (this.notes.length < 20 && !this.notes.includes(sentence)) this.notes.push(sentence);
  }

  /** What follows is another run; one without values is not kept. */
  nextRun(): void {
    const { skipped } = this.run;
    const kept = this.run.isEmpty ? undefined : this.run.finish();
    if (kept) this.done.push(kept);
    this.run = new OpenRun(`${this.name}#${this.done.length + 1}`);
    if (!kept) this.run.skipped = skipped;
  }

  /** The runs as they are told so far; what is told afterwards goes on from there. */
  soFar(): { runs: readonly Recording[]; notes: readonly string[] } {
    const keepEmpty = this.done.length === 0 || !this.run.isEmpty;
    const runs = keepEmpty ? [...this.done, this.run.finish()] : [...this.done];
    const isOpen = runs.some(({ series }) => [...series.values()].some(isAlongRows));
    const open = isOpen ? [...this.openBars].map(openNote) : [];
    return { runs, notes: [...this.notes, ...open] };
  }
}

const isAlongRows = ({ axis }: Series): boolean => axis === "rows";

const openNote = (total: number): string =>
  t`A progress bar labelled as an epoch counts up to ${formatCount(total)}: whether these are epochs or the batches of one, the log doesn't say.`;

class OpenRun {
  private readonly series = new Map<string, Open>();
  /** The series of a tag along its latest axis; undefined where there are too many. */
  private readonly slots = new Map<string, Open | undefined>();
  private readonly parameters = new Map<string, HyperParameter>();
  private readonly restarts: number[] = [];
  /** Of rows of one shape; forgotten when a series is begun. */
  private readonly shapes = new Map<readonly string[], Shape>();
  private latest: Shape | undefined;
  skipped = 0;

  constructor(public name: string) {}

  get isEmpty(): boolean {
    return this.series.size === 0;
  }

  set(key: string, value: HyperParameter): void {
    if (this.parameters.size < MOST_PARAMETERS || this.parameters.has(key))
      this.parameters.set(key, value);
  }

  /** The series of a row's tags along an axis, looked up once for each shape. */
  private opens(tags: readonly string[], axis: Axis): readonly (Open | undefined)[] {
    const { latest } = this;
    if (latest?.tags === tags && latest.axis === axis) return latest.opens;
    const known = this.shapes.get(tags);
    this.latest = known?.axis === axis ? known : this.shapeOf(tags, axis);
    return this.latest.opens;
  }

  private shapeOf(tags: readonly string[], axis: Axis): Shape {
    const opens = tags.map((tag) => {
      const open = this.slots.get(tag);
      return open?.axis === axis ? open : undefined;
    });
    const shape = { tags, axis, opens };
    if (this.shapes.size >= MOST_SHAPES) this.shapes.clear();
    this.shapes.set(tags, shape);
    return shape;
  }

  private forgetShapes(): void {
    this.shapes.clear();
    this.latest = undefined;
  }

  rowStartsOver({ step, axis }: Place, tags: readonly string[], { present }: Row): boolean {
    const opens = this.opens(tags, axis);
    for (let i = 0; i < opens.length; i++) {
      const open = opens[i];
      if (open?.isRate !== true || present[i] !== 1 || open.points.length < 2) continue;
      if (step < open.points.lastStep && step <= open.points.firstStep) return true;
    }
    return false;
  }

  addRow(place: Place, tags: readonly string[], row: Row): void {
    const { values, present, digits } = row;
    const opens = this.opens(tags, place.axis);
    for (let i = 0; i < tags.length; i++) {
      if (present[i] !== 1) continue;
      const open = opens[i];
      if (open === undefined) {
        this.addRest(place, tags, row, i);
        return;
      }
      this.put(open, place, values[i] ?? NaN, digits[i] || Infinity, row.float32 === true);
    }
  }

  /** From the first value on whose series isn't known: its shape is looked up anew. */
  private addRest(place: Place, tags: readonly string[], row: Row, from: number): void {
    const { values, present, digits } = row;
    for (let i = from; i < tags.length; i++) {
      if (present[i] !== 1) continue;
      const entry = { tag: tags[i] ?? "", value: values[i] ?? NaN, digits: digits[i] || undefined };
      this.add(place, entry, row.float32 === true);
    }
    this.forgetShapes();
  }

  /** True where a rate's counter is back at, or before, the step with which its series began. */
  startsOver({ step, axis }: Place, { tag }: Entry): boolean {
    const open = this.slots.get(tag);
    if (open?.isRate !== true || open.axis !== axis || open.points.length < 2) return false;
    return step < open.points.lastStep && step <= open.points.firstStep;
  }

  add({ step, axis, time }: Place, { tag, value, digits }: Entry, float32: boolean): void {
    const known = this.slots.get(tag);
    const open = known?.axis === axis ? known : this.open(tag, axis);
    if (open !== undefined)
      this.put(open, { step, axis, time }, value, digits ?? Infinity, float32);
  }

  private put(
    open: Open,
    { step, time }: Place,
    value: number,
    digits: number,
    float32: boolean,
  ): void {
    if (open.isRate && !Number.isFinite(value)) {
      this.skipped++;
      return;
    }
    if (open.isRate && step < open.points.lastStep) this.fellBack(step);
    open.points.add(step, value, time);
    if (digits > open.digits) open.digits = digits;
    open.float32 &&= float32;
  }

  /** So many of what stood along "rows" are an epoch. */
  settle(anEpoch: number): void {
    for (const open of this.series.values()) {
      if (open.axis !== "rows") continue;
      open.axis = open.along = "epochs";
      open.points.divide(anEpoch);
    }
    this.forgetShapes();
  }

  finish(): Recording {
    const series = new Map<string, Series>();
    for (const [name, open] of this.series)
      if (open.points.length > 0) series.set(name, finished(open));
    return {
      name: this.name,
      series,
      hyperParameters: new Map(this.parameters),
      restarts: [...this.restarts],
      skipped: this.skipped,
    };
  }

  private fellBack(step: number): void {
    if (this.restarts.at(-1) !== step && this.restarts.length < MOST_SERIES)
      this.restarts.push(step);
  }

  private open(tag: string, axis: Axis): Open | undefined {
    const meaning = meaningOf(tag);
    const names = namesOf(tag, axis, meaning);
    const own = names.find((one) => {
      const open = this.series.get(one);
      return open === undefined || (open.tag === tag && open.axis === axis);
    });
    const name = own ?? `${tag} (${axis})`;
    const open = this.series.get(name) ?? this.made(name, tag, axis, meaning);
    if (this.slots.size < 2 * MOST_SERIES || this.slots.has(tag)) this.slots.set(tag, open);
    return open;
  }

  private made(name: string, tag: string, axis: Axis, meaning: Meaning): Open | undefined {
    if (this.series.size >= MOST_SERIES) return undefined;
    const isRate = meaning.name === "learningRate";
    const along = meaning.samples ? "samples" : axis;
    const points = new GrowingSeries();
    const open = { tag, axis, along, isRate, points, digits: 0, float32: true };
    this.series.set(name, open);
    return open;
  }
}

/** The first tag of a meaning has its plain name; others bring what tells them apart. */
function namesOf(tag: string, axis: Axis, { name, group, samples }: Meaning): string[] {
  const own =
    name === undefined ? [tag] : [name, `${name}/${samples ? "samples" : (group ?? tag)}`];
  return [...own, `${tag} (${axis})`];
}

function finished({ tag, along, points, digits, float32 }: Open): Series {
  const precision: Precision = float32
    ? { kind: "float32" }
    : digits < 15 && digits > 0
      ? { kind: "digits", digits }
      : { kind: "exact" };
  const { stride, origin } = points;
  return { tag, axis: along, ...points.soFar(), precision, stride, origin };
}
