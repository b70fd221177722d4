import type { Entry, Place } from "../../recorder";
import { digitsOf } from "../../text/looseJson";
import { barOf } from "./bar";
import { type LineStyle, NUMBER, type TerminalState } from "./style";

const STEP =
  /(?<![\w./-])(?:global[ _]?steps?|train[ _]steps?|steps?|iter|iters|iterations?|updates?|num_updates)\b(?:\(train\))?["']?\s*[:=#]?\s*[[(]?\s*(\d[\d,]*)(?:\s*\/\s*\d[\d,]*)?(?![\d.%])/i;
const EPOCH =
  /(?<![\w./-])epochs?\b["']?\s*[:=#]?\s*[[(]?\s*(\d+(?:\.\d+)?)(?:\s*\/\s*\d+)?(?![\d%])/i;
const RATE = new RegExp(
  String.raw`(?<![\w*/.-])(?:lr|learning[ _-]?rate)(?:_?\d)?["']?\s*(?:[:=]|of|is)?\s*[[({]?\s*(${NUMBER})((?:\s*,\s*${NUMBER})*)(?![\w%])`,
  "i",
);
const OTHERS = new RegExp(
  String.raw`(?<![\w*/.-])(lm[ _]loss|train(?:ing)?[ _]loss|total_loss|avr_loss|val(?:idation)?[ _]loss|loss|grad(?:ient)?[ _]?norm|norm|mom(?:entum)?)\b["']?\s*[:=]?\s*[[({]*\s*(${NUMBER})`,
  "gi",
);
const CONSUMED = /consumed samples:\s*(\d+)/i;
const SKIPPED = /(?:number of skipped iterations:\s*|skipped=)(\d+)/i;

/** Lines between a step and a rate printed apart. */
const APART = 2;

/**
 * "iteration 10/500 | … learning rate: 1.5E-04 | lm loss: 8.1" (Megatron), "step=10, skipped=0,
 * lr=[1e-05], mom=[(0.9, 0.999)]" (DeepSpeed), "step 10 | loss: 6.5 | lr 6e-04" (nanoGPT's kin),
 * "steps: 10%|█ | 100/1000 [… avr_loss=0.1, lr=1e-4]" (kohya), and whatever prints both alike.
 */
export function pairs(): LineStyle {
  let last: { readonly place: Place; readonly line: number } | undefined;
  return {
    id: "pairs",
    take(line, state) {
      const place = placeOf(line);
      if (place) last = { place, line: state.line };
      const rates = ratesOf(line);
      const near = last && state.line - last.line <= APART ? last.place : undefined;
      const where = place ?? (rates.length > 0 ? near : undefined);
      const entries = [...rates, ...(place ? othersOf(line) : [])];
      if (where) tell(where, entries, state);
      else if (rates[0] && last === undefined) state.recorder.set("learning_rate", rates[0].value);
      return entries.length > 0;
    },
  };
}

function tell(place: Place, entries: readonly Entry[], { recorder }: TerminalState): void {
  if (entries.length > 0) recorder.add(place, entries);
}

function placeOf(line: string): Place | undefined {
  const step = STEP.exec(line)?.[1] ?? barCount(line);
  if (step !== undefined) return { step: Number(step.replaceAll(",", "")), axis: "steps" };
  const epoch = EPOCH.exec(line)?.[1];
  return epoch === undefined ? undefined : { step: Number(epoch), axis: "epochs" };
}

/** A bar counts steps only where its own line tells the rate: kohya's postfix. */
function barCount(line: string): string | undefined {
  const bar = RATE.test(line) ? barOf(line) : undefined;
  return bar && String(bar.count);
}

function ratesOf(line: string): Entry[] {
  const [, first, others = ""] = RATE.exec(line) ?? [];
  if (first === undefined) return [];
  const more = others.split(",").flatMap((text) => (text.trim() === "" ? [] : [text.trim()]));
  return [first, ...more].map((text, group) => ({
    tag: group === 0 ? "learning_rate" : `learning_rate/${group}`,
    value: Number(text),
    digits: digitsOf(text),
  }));
}

function othersOf(line: string): Entry[] {
  const found = [...line.matchAll(OTHERS)].map(([, tag = "", text = ""]): Entry => ({
    tag: PLAIN[tag.toLowerCase()] ?? tag,
    value: Number(text),
  }));
  const consumed = CONSUMED.exec(line)?.[1];
  const skipped = SKIPPED.exec(line)?.[1];
  if (consumed !== undefined) found.push({ tag: "consumed_samples", value: Number(consumed) });
  if (skipped !== undefined) found.push({ tag: "skipped_steps", value: Number(skipped) });
  return found;
}

const PLAIN: Readonly<Record<string, string>> = { norm: "grad_norm", avr_loss: "loss" };
