import { analyze } from "../analyze";
import { parseJson } from "../parse/json";
import { entryOf, type SourceValue } from "../parse/sourceValue";
import { phaseValues } from "../language/values";
import { resolveDuration } from "../schedule/durations";
import { parseDuration, type TimeBase } from "../schedule/time";
import type { TextEdit } from "../text/range";

/** The user's run: in steps, or in epochs of so many steps. */
export type RunLength =
  { readonly steps: number } | { readonly epochs: number; readonly stepsPerEpoch: number };

/**
 * What becomes of a recipe's lengths of time in another run: "scale" keeps their share of the run,
 * "keep" what they say (5 epochs, 375M tokens), in steps where the run lacks their unit. Shares of
 * the run ("10%") stay as they are.
 */
export type DurationRule = "scale" | "keep";

export interface Fit {
  readonly length: RunLength;
  readonly durations: DurationRule;
}

/** Significant digits of a scaled number of epochs. */
const DIGITS = 4;

/** A recipe in JSON for another run; its comments stay. Throws where the text is no recipe. */
export function fitTemplate(text: string, fit: Fit): string {
  const document = parseJson(text);
  const [found] = analyze(document).schedules;
  const length = found && entryOf(found.source, "length")?.value;
  if (!found?.schedule || !length) throw new Error("This is no template.");
  const { time } = found.schedule;
  const edits = phaseValues(found.source)
    .filter(({ role }) => role === "duration")
    .flatMap(({ value }) => fitDuration(value, time, fit));
  return applied(text, [{ range: length.range, text: lengthText(fit.length) }, ...edits]);
}

export const stepsOf = (length: RunLength): number =>
  "steps" in length ? length.steps : Math.round(length.epochs * length.stepsPerEpoch);

const lengthText = (length: RunLength): string =>
  "steps" in length
    ? `{ "steps": ${length.steps} }`
    : `{ "epochs": ${length.epochs}, "stepsPerEpoch": ${length.stepsPerEpoch} }`;

function fitDuration(value: SourceValue, time: TimeBase, fit: Fit): TextEdit[] {
  if (value.type !== "number" && value.type !== "string") return [];
  const parsed = parseDuration(value.value);
  const resolved = resolveDuration(value.value, time);
  if (!parsed || !("exact" in resolved) || parsed.unit === "percent") return [];
  const inEpochs = parsed.unit === "epochs" && "epochs" in fit.length;
  if (fit.durations === "keep") {
    if (inEpochs || parsed.unit === "steps") return [];
    return [{ range: value.range, text: String(Math.max(1, resolved.steps)) }];
  }
  const ratio = stepsOf(fit.length) / time.steps;
  const text =
    inEpochs && "epochs" in fit.length
      ? epochsText((resolved.exact * ratio) / fit.length.stepsPerEpoch)
      : String(Math.max(1, Math.round(resolved.exact * ratio)));
  return [{ range: value.range, text }];
}

function epochsText(epochs: number): string {
  const amount = Number(epochs.toPrecision(DIGITS));
  return `"${amount} ${amount === 1 ? "epoch" : "epochs"}"`;
}

/** None of the edits overlap. */
function applied(text: string, edits: readonly TextEdit[]): string {
  const backwards = [...edits].sort((a, b) => b.range.start - a.range.start);
  return backwards.reduce(
    (result, { range, text: next }) =>
      result.slice(0, range.start) + next + result.slice(range.end),
    text,
  );
}
