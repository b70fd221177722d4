import type { Place, Recorder } from "../../recorder";
import { isRecord, parseLoose } from "../../text/looseJson";
import { addRecord } from "../../text/records";
import { SameRecords } from "../../text/shapes";
import { barOf } from "./bar";
import type { BarPlaces } from "./barPlaces";
import type { LineStyle } from "./style";

const DICT = /\{(?=\s*['"][^'"]+['"]\s*:)[^{}]*\}/;
const LOGGED = /['"](?:loss|train_loss|learning_rate|lr|eval_loss)['"]\s*:/;
const CLOSE = 125;

/** A Python dict of numbers and texts as JSON. */
function pythonDict(text: string): Record<string, unknown> | undefined {
  const json = text
    .replace(/'([^'"\\]*)'/g, '"$1"')
    .replace(/\bTrue\b/g, "true")
    .replace(/\bFalse\b/g, "false")
    .replace(/\bNone\b/g, "null")
    .replace(/(?<=:\s*)nan\b/g, "NaN")
    .replace(/(?<=:\s*)(-?)inf\b/g, "$1Infinity");
  const value = parseLoose(json);
  return isRecord(value) ? value : undefined;
}

/**
 * The dicts that the Hugging Face Trainer prints between tqdm's bars, and JSON objects within a line
 * (fairseq). The dict lacks the step: tqdm redraws its bar, up to date, right after the line that it
 * was asked to write, so that the bar that follows tells it. Without bars the epoch is the clock.
 */
export class DictLines implements LineStyle {
  readonly id = "dict";
  /** A record, or that one was kept by `same`. */
  private waiting: Record<string, unknown> | "kept" | undefined;
  private readonly same: SameRecords;
  private bar: Place | undefined;

  constructor(
    private readonly recorder: Recorder,
    private readonly bars: BarPlaces,
  ) {
    this.same = new SameRecords(recorder, "python", false);
  }

  /** True where a dict's step isn't known yet. */
  get isWaiting(): boolean {
    return this.waiting !== undefined;
  }

  take(line: string): boolean {
    const found = barOf(line);
    const bar = found && this.bars.see(found);
    const [text] = line.includes("{") ? (DICT.exec(line) ?? []) : [];
    if (text === undefined || !LOGGED.test(text)) {
      if (bar) this.sawBar(bar);
      return false;
    }
    this.tell(undefined);
    if (bar) this.bar = bar;
    const record = pythonDict(text);
    this.waiting = record;
    if (record === undefined) this.recorder.skip();
    else if (hasStep(record)) this.tell(undefined);
    else if (text === line && !bar) this.same.learn(record);
    return true;
  }

  /** Takes a line that is a dict with the keys of an earlier one; false where it isn't. */
  quick(bytes: Uint8Array, from: number, to: number): boolean {
    if (bytes[to - 1] !== CLOSE || this.same.read(bytes, from, to) !== to) return false;
    this.tell(undefined);
    this.same.keep();
    this.waiting = "kept";
    return true;
  }

  /** A bar at this count: the update, or the epoch, after which the dict before it was logged. */
  sawBar(bar: Place): void {
    this.bar = bar;
    this.tell(bar);
  }

  end(): void {
    this.tell(this.bar);
  }

  /** @param bar Where the bar stands: the epoch of a dict is a value as others then. */
  private tell(bar: Place | undefined): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting === undefined) return;
    const isTold = waiting === "kept" ? this.same.tellKept(bar) : this.add(waiting, bar);
    if (!isTold) this.recorder.skip();
  }

  /** The dict's own epoch is more exact than a bar that counts epochs. */
  private add(record: Record<string, unknown>, bar: Place | undefined): boolean {
    const { recorder } = this;
    if (bar?.axis === "steps") return addRecord(recorder, { ...record, step: bar.step });
    return addRecord(recorder, record, bar);
  }
}

const hasStep = (record: Record<string, unknown>): boolean =>
  ["step", "global_step", "num_updates", "iter", "iteration"].some((key) => key in record);
