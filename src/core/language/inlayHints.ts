import { notationOf } from "../notation";
import type { Analysis, AnalyzedSchedule } from "../analysis";
import { endValue, firstValue } from "../facts/phase";
import { blankQuoted, skipBlanks } from "../edit/scan";
import { entryOf, type ParsedDocument, type SourceValue } from "../parse/sourceValue";
import { resolveDuration } from "../schedule/durations";
import type { Schedule } from "../schedule/schedule";
import { parseDuration } from "../schedule/time";
import type { Symbols } from "../schedule/unknownValue";
import { givenNumbers } from "../text/givenValue";
import { formatNumber } from "../text/format";
import { plural } from "../text/plural";
import { spanFinder } from "./spans";
import { phaseValues, type PhaseValue } from "./values";
import { literalPattern, wordPattern } from "../text/literalPattern";
import { t } from "../text/words";

/** A remark that the editor shows right after `offset`, as if it stood in the text. */
export interface InlayHint {
  readonly offset: number;
  readonly text: string;
  readonly tooltip: string;
  /** The expression to be given a value when the remark is clicked. */
  readonly symbol?: string;
}

/**
 * What units and shares come to, how long runs are, and which values are asked for or given. Where
 * a constant that two schedules share means different things, nothing is said.
 */
export function inlayHints({ document, schedules }: Analysis, symbols: Symbols = {}): InlayHint[] {
  const found = new Map<number, InlayHint | undefined>();
  const hints = [
    ...givenHints(document, symbols),
    ...schedules.flatMap((schedule) => hintsOf(document, schedule)),
  ];
  for (const hint of hints) {
    const other = found.get(hint.offset);
    const contradicts = found.has(hint.offset) && other?.text !== hint.text;
    found.set(hint.offset, contradicts ? undefined : hint);
  }
  return [...found.values()]
    .filter((hint) => hint !== undefined)
    .sort((a, b) => a.offset - b.offset);
}

function hintsOf(document: ParsedDocument, analyzed: AnalyzedSchedule): InlayHint[] {
  const { source, schedule, unknowns, foreign } = analyzed;
  const asked = unknowns.map(({ symbol, range }) => unknownHint(symbol, range.end));
  if (!schedule) return asked;
  if (foreign) return [...asked, ...foreignLengthHint(document, analyzed, schedule)];
  const spanOf = spanFinder(schedule);
  const known = phaseValues(source).flatMap((value) => valueHint(value, schedule, spanOf));
  const length = entryOf(source, "length")?.value;
  return [...asked, ...known, ...(length ? lengthHint(length, schedule) : [])];
}

const unknownHint = (symbol: string, offset: number): InlayHint => ({
  offset,
  text: t("? give a value"),
  tooltip: t`\`${symbol}\` is known only when the program runs. Give it a value for the preview.`,
  symbol,
});

/** Remarks on one given value are not written more often than this. */
const MOST_USES = 50;

/** Given values are shown wherever the code names them, outside of the definitions, too. */
function givenHints({ text, language }: ParsedDocument, symbols: Symbols): InlayHint[] {
  const given = notationOf(language).isCode ? Object.entries(givenNumbers(symbols)) : [];
  if (given.length === 0) return [];
  const code = blankQuoted(text);
  return given.flatMap(([symbol, value]) => {
    const uses = [...code.matchAll(usesOf(symbol))].slice(0, MOST_USES);
    return uses.map(({ index, 0: use }) => givenHint(symbol, value, index + use.length));
  });
}

/** `loader.length` is neither in `myloader.length` nor in `loader.lengths`. */
function usesOf(symbol: string): RegExp {
  return wordPattern(literalPattern(symbol).replace(/\s+/g, "\\s+"));
}

const givenHint = (symbol: string, value: number, offset: number): InlayHint => ({
  offset,
  text: t`= ${formatNumber(value, 6)} (given)`,
  tooltip: t`The value that you gave \`${symbol}\` for the preview.`,
  symbol,
});

/** How long the run is, behind what makes the schedule; nothing while it is not known. */
function foreignLengthHint(
  document: ParsedDocument,
  analyzed: AnalyzedSchedule,
  schedule: Schedule,
): InlayHint[] {
  const { length, horizon } = schedule;
  if (horizon !== undefined) return [];
  const text = `= ${plural(length, analyzed.foreign?.clock ?? "update")}`;
  const offset = behind(document, analyzed);
  return [{ offset, text, tooltip: t("The length of the run.") }];
}

/** Never between a name and its bracket: behind a call, and at the end of the line of a function. */
function behind({ text }: ParsedDocument, { anchor, range }: AnalyzedSchedule): number {
  if (text[skipBlanks(text, anchor.end)] !== "(") return anchor.end;
  if (text[range.end - 1] === ")" && range.end > anchor.end) return range.end;
  const [line = ""] = /^.*/.exec(text.slice(anchor.end)) ?? [];
  return anchor.end + line.trimEnd().length;
}

/** Not for `{ steps: 1000 }`, which says it already. */
function lengthHint(value: SourceValue, { length }: Schedule): InlayHint[] {
  const steps = entryOf(value, "steps")?.value;
  if (value.type !== "object" || steps?.literal === true) return [];
  const text = `= ${plural(length, "step")}`;
  return [{ offset: value.range.end, text, tooltip: t("Optimizer updates of the run.") }];
}

type SpanFinder = ReturnType<typeof spanFinder>;

function valueHint(part: PhaseValue, schedule: Schedule, spanOf: SpanFinder): InlayHint[] {
  const { value, role } = part;
  if (value.type !== "string") return [];
  const text = role === "duration" ? durationText(value.value, schedule) : shareText(part, spanOf);
  if (text === undefined) return [];
  const tooltip =
    role === "duration"
      ? t("In optimizer updates, rounded to the nearest whole step.")
      : t("As a share of the track's peak.");
  return [{ offset: value.range.end, text, tooltip }];
}

function durationText(duration: string, { time }: Schedule): string | undefined {
  if (parseDuration(duration)?.unit === "steps") return undefined;
  const resolved = resolveDuration(duration, time);
  return "steps" in resolved ? `= ${plural(resolved.steps, "step")}` : undefined;
}

/** The ends of phases are read off the evaluated curve. */
function shareText({ phase, path }: PhaseValue, spanOf: SpanFinder): string | undefined {
  const span = spanOf(phase);
  if (!span || span.missing === true) return undefined;
  const key = path.at(-1);
  const ends = phase.kind === "constant" ? key === "value" : key === "from";
  const value = ends ? firstValue(span) : key === "to" ? endValue(span) : NaN;
  return Number.isFinite(value) ? `= ${formatNumber(value)}` : undefined;
}
