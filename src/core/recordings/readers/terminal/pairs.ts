import type { Place } from "../../recorder";
import { barOf } from "./bar";
import {
  type Mark,
  markOf,
  NUMBER,
  fillRow,
  type Reading,
  readingOf,
  type ReadingStyle,
  type Tagged,
  type TerminalState,
} from "./style";

const STEP =
  /(?<![\w./-])(?:global[ _]?steps?|train[ _]steps?|steps?|iter|iters|iterations?|updates?|num_updates)\b(?:\(train\))?["']?\s*[:=#]?\s*[[(]?\s*(\d[\d,]*)(?:\s*\/\s*\d[\d,]*)?(?![\d.%])/di;
const EPOCH =
  /(?<![\w./-])epochs?\b["']?\s*[:=#]?\s*[[(]?\s*(\d+(?:\.\d+)?)(?:\s*\/\s*\d+)?(?![\d%])/di;
const RATE = new RegExp(
  String.raw`(?<![\w*/.-])(?:lr|learning[ _-]?rate)(?:_?\d)?["']?\s*(?:[:=]|of|is)?\s*[[({]?\s*(${NUMBER})((?:\s*,\s*${NUMBER})*)(?![\w%])`,
  "di",
);
/** What torch's schedulers print that were made with `verbose=True`: one line for each group. */
const ADJUSTED = new RegExp(
  String.raw`\blearning rate of group (\d+) to (${NUMBER})\.?(?!\S)`,
  "di",
);
const OTHERS = new RegExp(
  String.raw`(?<![\w*/.-])(lm[ _]loss|train(?:ing)?[ _]loss|total_loss|avr_loss|val(?:idation)?[ _]loss|loss|grad(?:ient)?[ _]?norm|norm|mom(?:entum)?)\b["']?\s*[:=]?\s*[[({]*\s*(${NUMBER})`,
  "dgi",
);
const CONSUMED = /consumed samples:\s*(\d+)/di;
const SKIPPED = /(?:number of skipped iterations:\s*|skipped=)(\d+)/di;

/** Lines between a step and a rate printed apart. */
const APART = 2;

/**
 * "iteration 10/500 | … learning rate: 1.5E-04 | lm loss: 8.1" (Megatron), "step=10, skipped=0,
 * lr=[1e-05], mom=[(0.9, 0.999)]" (DeepSpeed), "step 10 | loss: 6.5 | lr 6e-04" (nanoGPT's kin),
 * "steps: 10%|█ | 100/1000 [… avr_loss=0.1, lr=1e-4]" (kohya), and whatever prints both alike.
 */
export class Pairs implements ReadingStyle {
  readonly id = "pairs";
  reading: Reading | undefined;
  private last: { readonly place: Place; readonly line: number } | undefined;

  take(line: string, state: TerminalState): boolean {
    const adjusted = adjustedOf(line);
    if (adjusted) {
      // the number of its group is no value that may change in a line like it
      this.reading = undefined;
      this.tell(adjusted, fillRow(adjusted, line), state);
      return true;
    }
    const place = placeOf(line);
    const others = place ? othersOf(line) : [];
    const reading = readingOf(place?.axis, place?.marks ?? [], ratesOf(line), others);
    this.reading = reading;
    this.tell(reading, fillRow(reading, line), state);
    return reading.tags.length > 0;
  }

  tell(
    { axis, tags, rounded: rates, row }: Reading,
    step: number,
    { recorder, bars, line }: TerminalState,
  ): void {
    if (axis === "bar" && rates > 0) bars.rate(row.values[0] ?? NaN);
    const place = axis === "bar" ? bars.current : axis && { step, axis };
    if (place) this.last = { place, line };
    const near = this.last && line - this.last.line <= APART ? this.last.place : undefined;
    const where = place ?? (rates > 0 ? near : undefined);
    if (where && tags.length > 0) recorder.addRow(where, tags, row);
    else if (rates > 0 && this.last === undefined)
      recorder.set("learning_rate", row.values[0] ?? NaN);
  }
}

/** The epoch stands before it, or on a line of its own; a progress bar counts an epoch's batches. */
function adjustedOf(line: string): Reading | undefined {
  const match = ADJUSTED.exec(line);
  const mark = markOf(match, 2);
  if (!match || !mark) return undefined;
  const group = Number(match[1]);
  const epoch = markOf(EPOCH.exec(line));
  const tag = group === 0 ? "learning_rate" : `learning_rate/${group}`;
  return readingOf(epoch && "epochs", epoch ? [epoch] : [], [{ tag, mark }], []);
}

interface PlaceMarks {
  readonly axis: "steps" | "epochs" | "bar";
  readonly marks: readonly Mark[];
}

function placeOf(line: string): PlaceMarks | undefined {
  const step = markOf(STEP.exec(line));
  if (step !== undefined) return { axis: "steps", marks: [step] };
  const epoch = markOf(EPOCH.exec(line));
  const bar = barOf(line);
  // "Epoch 3:  50%|█ | 50/100 [… lr=0.1]" (Lightning and its kin): the bar counts the epoch's batches
  if (epoch && bar && bar.marks[0].from > epoch.to)
    return { axis: "epochs", marks: [epoch, ...bar.marks] };
  // else a bar counts only where its own line tells the rate: kohya's postfix
  if (bar && RATE.test(line)) return { axis: "bar", marks: [] };
  return epoch && { axis: "epochs", marks: [epoch] };
}

function ratesOf(line: string): Tagged[] {
  const match = RATE.exec(line);
  const [first, others] = [markOf(match), markOf(match, 2)];
  if (first === undefined) return [];
  const more = others ? listed(line, others) : [];
  return [first, ...more].map((mark, group) => ({
    tag: group === 0 ? "learning_rate" : `learning_rate/${group}`,
    mark,
  }));
}

/** The numbers of ", 1e-05, 1e-06". */
const listed = (line: string, { from, to }: Mark): Mark[] =>
  [...line.slice(from, to).matchAll(/[^\s,]+/g)].map(({ index, 0: text }) => ({
    from: from + index,
    to: from + index + text.length,
  }));

function othersOf(line: string): Tagged[] {
  const found = [...line.matchAll(OTHERS)].flatMap((match): Tagged[] => {
    const mark = markOf(match, 2);
    const name = match[1] ?? "";
    return mark ? [{ tag: PLAIN[name.toLowerCase()] ?? name, mark }] : [];
  });
  const consumed = markOf(CONSUMED.exec(line));
  const skipped = markOf(SKIPPED.exec(line));
  if (consumed) found.push({ tag: "consumed_samples", mark: consumed });
  if (skipped) found.push({ tag: "skipped_steps", mark: skipped });
  return found;
}

const PLAIN: Readonly<Record<string, string>> = { norm: "grad_norm", avr_loss: "loss" };
