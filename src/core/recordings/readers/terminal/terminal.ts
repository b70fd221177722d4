import type { LogHead, LogParser, LogReader } from "../../reader";
import type { Recorder } from "../../recorder";
import { LineSplitter } from "../../text/lines";
import { barOf } from "./bar";
import { dictLines } from "./dictLines";
import { epochBrackets } from "./epochBrackets";
import { pairs } from "./pairs";
import type { LineStyle, TerminalState } from "./style";

/** Colours and cursor moves of terminals. */
const ESCAPES = /\u001b\[[0-9;?]*[A-Za-z]/g;
/** What any line of interest has. */
const INTERESTING = /l[rR]\b|lr_?\d|rate|LR\b|loss|epoch|step|iter|\|\s*\d+\/\d+|\{/i;

class TerminalParser implements LogParser {
  private readonly styles: readonly LineStyle[] = [dictLines(), epochBrackets, pairs()];
  private readonly state: TerminalState;
  private readonly lines: LineSplitter;

  constructor(recorder: Recorder) {
    this.state = { recorder, bar: undefined, line: 0 };
    const skip = () => {
      recorder.skip();
    };
    this.lines = new LineSplitter((line) => {
      this.line(line);
    }, skip);
  }

  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
  }

  end(): void {
    this.lines.end();
    for (const style of this.styles) style.end?.(this.state);
  }

  private line(raw: string): void {
    this.state.line++;
    if (raw.length > LONGEST || !INTERESTING.test(raw)) return;
    const line = raw.includes("\u001b") ? raw.replace(ESCAPES, "") : raw;
    for (const style of this.styles) if (style.take(line, this.state)) break;
    this.state.bar = barOf(line) ?? this.state.bar;
  }
}

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
