import type { LogHead, LogReader } from "../../reader";
import { LineParser } from "../lineParser";
import { barOf } from "./bar";
import { BarPlaces } from "./barPlaces";
import { DictLines } from "./dictLines";
import { EpochBrackets } from "./epochBrackets";
import { Pairs } from "./pairs";
import { RepeatedLines } from "./repeats";
import type { ReadingStyle, TerminalState } from "./style";

/** Colours and cursor moves of terminals. */
const ESCAPES = /\u001b\[[0-9;?]*[A-Za-z]/g;
/** What any line of interest has. */
const INTERESTING = /l[rR]\b|lr_?\d|rate|LR\b|loss|epoch|step|iter|\|\s*\d+\/\d+|\{/i;

class TerminalParser extends LineParser {
  private readonly bars = new BarPlaces(this.recorder);
  private readonly dicts = new DictLines(this.recorder, this.bars);
  private readonly readingStyles: readonly ReadingStyle[] = [new EpochBrackets(), new Pairs()];
  private readonly repeated = new RepeatedLines((bar) => {
    this.dicts.sawBar(this.bars.see(bar));
  });
  private readonly state: TerminalState = { recorder: this.recorder, bars: this.bars, line: 0 };

  override end(): void {
    super.end();
    this.dicts.end();
  }

  override get isAtEdge(): boolean {
    return super.isAtEdge && !this.dicts.isWaiting;
  }

  protected quick(bytes: Uint8Array, from: number, to: number): boolean {
    this.state.line++;
    if (this.dicts.quick(bytes, from, to)) return true;
    if (this.repeated.take(bytes, from, to, this.state)) return true;
    this.state.line--;
    return false;
  }

  protected line(raw: string): void {
    this.state.line++;
    if (raw.length > LONGEST || !INTERESTING.test(raw)) return;
    const line = raw.includes("\u001b") ? raw.replace(ESCAPES, "") : raw;
    const isDict = this.dicts.take(line);
    const style = isDict
      ? undefined
      : (this.readingStyles.find((one) => one.take(line, this.state)) ?? this.readingStyles.at(-1));
    const bar = barOf(line);
    if (!bar) this.lookForEpochs(line);
    const reading = style?.reading;
    if (style && reading && line === raw && (bar || reading.tags.length > 0))
      this.repeated.learn(line, { style, reading, bar });
  }

  private lookForEpochs(line: string): void {
    for (const [, count] of line.matchAll(EPOCHS)) this.bars.hasEpochs(Number(count));
  }
}

/** "Namespace(epochs=8, …)", "num_train_epochs: 3", "Num Epochs = 3": how long the run is to be. */
const EPOCHS = /\b(?:(?:num|n|max|total)_?(?:train_)?|num )?epochs['"]?\s*[:=]\s*(\d+)\b/gi;

/** Longer lines print data. */
const LONGEST = 20_000;

const reader = (id: string, label: string, pattern: RegExp): LogReader => ({
  id,
  label,
  recognises: ({ text }: LogHead) => !text.includes("\u0000") && pattern.test(text),
  open: (recorder) => new TerminalParser(recorder),
});

/** Texts of terminals; the first that fits names the log, all are read alike. */
export const terminalReaders: readonly LogReader[] = [
  reader(
    "huggingface_text",
    "Hugging Face Trainer's output",
    /\{['"](?:loss|eval_loss|train_runtime)['"]: .*['"]epoch['"]: /,
  ),
  reader("megatron_text", "Megatron's output", /iteration\s+\d+\/\s*\d+ \|/),
  reader("deepspeed_text", "DeepSpeed's output", /\bstep=\d+, skipped=\d+, lr=\[/),
  reader(
    "openmmlab_text",
    "OpenMMLab's output",
    /Epoch(?:\(train\))?\s*\[\s*\d+\]\s*\[\s*\d+\/\s*\d+\]/,
  ),
  reader("text", "Terminal output", /./),
];
