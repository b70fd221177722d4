import type { Place } from "../../recorder";
import { isRecord, parseLoose } from "../../text/looseJson";
import { addRecord } from "../../text/records";
import { barOf } from "./bar";
import type { LineStyle, TerminalState } from "./style";

const DICT = /\{(?=\s*['"][^'"]+['"]\s*:)[^{}]*\}/;
const LOGGED = /['"](?:loss|train_loss|learning_rate|lr|eval_loss)['"]\s*:/;

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
export function dictLines(): LineStyle {
  let waiting: Record<string, unknown> | undefined;

  function tell(place: Place | undefined, { recorder }: TerminalState): void {
    const record = waiting;
    waiting = undefined;
    if (record === undefined) return;
    // the bar's count is the step, and the epoch then a value as others
    const told = place ? { ...record, step: place.step } : record;
    if (!addRecord(recorder, told)) recorder.skip();
  }

  return {
    id: "dict",
    take(line, state) {
      const bar = barOf(line);
      const [text] = line.includes("{") ? (DICT.exec(line) ?? []) : [];
      if (text === undefined || !LOGGED.test(text)) {
        if (bar) tell(placeOf(bar.count), state);
        return false;
      }
      tell(undefined, state);
      waiting = pythonDict(text);
      if (waiting === undefined) state.recorder.skip();
      else if (hasStep(waiting)) tell(undefined, state);
      return true;
    },
    end(state) {
      tell(state.bar && placeOf(state.bar.count), state);
    },
  };
}

const placeOf = (step: number): Place => ({ step, axis: "steps" });

const hasStep = (record: Record<string, unknown>): boolean =>
  ["step", "global_step", "num_updates", "iter", "iteration"].some((key) => key in record);
