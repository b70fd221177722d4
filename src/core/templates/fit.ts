import { analyze } from "../analyze";
import { parseJson } from "../parse/json";
import { epochSteps, type EpochData } from "../epochSteps";
import { entryOf, type SourceObject, type SourceValue } from "../parse/sourceValue";
import { phaseValues } from "../language/values";
import { resolveDuration } from "../schedule/durations";
import { parseDuration, type TimeBase } from "../schedule/time";
import { writtenCount } from "../text/format";
import type { TextEdit } from "../text/range";

/** The user's run: in steps, in epochs of so many steps, or in epochs of so much data. */
export type RunLength =
  | { readonly steps: number }
  | { readonly epochs: number; readonly stepsPerEpoch: number }
  | ({ readonly epochs: number } & EpochData);

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

/** What a recipe is known by, in words that hold for any run. */
export interface RecipeHead {
  readonly title: string;
  readonly citation: string;
}

/**
 * A recipe in JSON for another run. Its name and the comment before it tell of the published run, so
 * they make room for the title and the citation. Throws where the text is no recipe.
 */
export function fitTemplate(text: string, fit: Fit, head: RecipeHead): string {
  const document = parseJson(text);
  const [found] = analyze(document).schedules;
  const length = found && entryOf(found.source, "length")?.value;
  if (!found?.schedule || !length) throw new Error("This is no template.");
  const { time } = found.schedule;
  const name = entryOf(found.source, "name")?.value;
  const edits = phaseValues(found.source)
    .filter(({ role }) => role === "duration")
    .flatMap(({ value }) => fitDuration(value, time, fit));
  return applied(text, [
    {
      range: { start: 0, end: found.source.range.start },
      text: commentOf(found.source, fit, head),
    },
    ...(name ? [{ range: name.range, text: JSON.stringify(head.title) }] : []),
    { range: length.range, text: lengthText(fit.length) },
    ...edits,
  ]);
}

/** Rates were found for a batch: they hold for another one only after a thought. */
function commentOf(source: SourceObject, { length }: Fit, { citation }: RecipeHead): string {
  const published = entryOf(source, "length")?.value;
  const batch = published?.type === "object" ? entryOf(published, "batchSize")?.value : undefined;
  const other =
    "batchSize" in length && batch?.type === "number" && batch.value !== batchOf(length);
  const rates = other ? `\n// Its rates are for a batch of ${writtenCount(batch.value)}.` : "";
  return `// After ${citation}, for another length of run.${rates}\n`;
}

/** Samples of one update. */
const batchOf = ({ batchSize, devices = 1, accumulate = 1 }: EpochData): number =>
  batchSize * devices * accumulate;

/** What a recipe says of its own run in units that people know of theirs. */
export function publishedRun(text: string): Partial<Pick<EpochData, "samples" | "batchSize">> & {
  readonly epochs?: number;
} {
  const [found] = analyze(parseJson(text)).schedules;
  const length = found && entryOf(found.source, "length")?.value;
  const entries = length?.type === "object" ? length.entries : [];
  const known = entries.flatMap(({ key, value }) =>
    ["epochs", "samples", "batchSize"].includes(key) && value.type === "number"
      ? [[key, value.value] as const]
      : [],
  );
  return Object.fromEntries(known);
}

const stepsPerEpochOf = (length: Exclude<RunLength, { readonly steps: number }>): number =>
  "stepsPerEpoch" in length ? length.stepsPerEpoch : epochSteps(length);

export const stepsOf = (length: RunLength): number =>
  "steps" in length ? length.steps : Math.round(length.epochs * stepsPerEpochOf(length));

/** What a count of 1 would say is left out. */
function lengthText(length: RunLength): string {
  const said = Object.entries(length).filter(
    ([key, value]) =>
      value !== undefined && !(OPTIONAL.has(key) && (value === 1 || value === false)),
  );
  return `{ ${said.map(([key, value]) => `"${key}": ${String(value)}`).join(", ")} }`;
}

const OPTIONAL: ReadonlySet<string> = new Set(["devices", "accumulate", "dropLast"]);

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
      ? epochsText((resolved.exact * ratio) / stepsPerEpochOf(fit.length))
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
