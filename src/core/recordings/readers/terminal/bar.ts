import { type Mark, markOf } from "./style";

/** A bar's count and total. */
const BAR = /\|\s*(\d+)\/(\d+)\s*\[/d;
/** "Epochs", without a number: that would be the epoch's own, whose batches the bar counts. */
const EPOCHS = /\bepochs\b\D*$/i;
/** "Epoch" alone is written over bars of epochs and over those of an epoch's batches. */
const EPOCH = /\bepoch\b\D*$/i;
const PARTS = /\b(?:steps?|iter(?:ation)?s?|batch(?:es)?|samples?)\b/i;
/** tqdm's pace, "1.5epoch/s" or "2.25s/epoch": the unit that its user chose, "it" where none. */
const PACE = /^\s*\[[^\]]*?,\s*[\d.?]+\s*(?:([A-Za-z_]+)\/s|s\/([A-Za-z_]+))\b/;
/** A longer label is another text before the bar. */
const LONGEST = 80;

export interface Bar {
  readonly count: number;
  readonly total: number;
  /** What it counts: updates, where it doesn't say; "open" where its label may mean two things. */
  readonly axis: "steps" | "epochs" | "open";
  /** What stands before it. */
  readonly label: string;
  /** Where count and total stand in the line. */
  readonly marks: readonly [Mark, Mark];
}

/** tqdm's bar: " 5%|▌    | 500/10000 [00:10<03:20, 50it/s]". */
export function barOf(line: string): Bar | undefined {
  const match = line.includes("|") ? BAR.exec(line) : null;
  const [count, total] = [markOf(match, 1), markOf(match, 2)];
  if (count === undefined || total === undefined) return undefined;
  const number = ({ from, to }: Mark): number => Number(line.slice(from, to));
  const label = labelOf(line);
  const axis = axisOf(label, line.slice(total.to, total.to + LONGEST));
  return { count: number(count), total: number(total), axis, label, marks: [count, total] };
}

/** The unit says most; "it" is tqdm's own and says nothing. */
function axisOf(label: string, pace: string): Bar["axis"] {
  const [, often = "it", seldom = often] = PACE.exec(pace) ?? [];
  if (seldom !== "it") return /^epochs?$/i.test(seldom) ? "epochs" : "steps";
  if (PARTS.test(label)) return "steps";
  if (EPOCHS.test(label)) return "epochs";
  return EPOCH.test(label) ? "open" : "steps";
}

/** What stands before the bar's share: "Training epochs:" of "Training epochs:  10%|█ |". */
function labelOf(line: string): string {
  const end = line.indexOf("%|");
  return line.slice(Math.max(0, end - LONGEST), Math.max(0, end)).replace(/\d{1,3}$/, "");
}
