import type { AnalyzedSchedule } from "../analysis";
import { applyChanges } from "../edit/applyChanges";
import type { Change } from "../edit/change";
import { durationLike } from "../edit/duration";
import { endValue, firstValue } from "../facts/phase";
import { entryOf, type ParsedDocument } from "../parse/sourceValue";
import type { PhaseSpan, Schedule } from "../schedule/schedule";
import { contains, type TextEdit } from "../text/range";
import { samePath, tracksOf, type PhasePart } from "./parts";

/** Shapes of which a part has the shape of the whole, and what they may say besides. */
const DIVISIBLE: ReadonlySet<string> = new Set(["linear", "constant", "hold", "exponential"]);
const KEYS: ReadonlySet<string> = new Set(["kind", "from", "to", "value", "for"]);

interface Phase {
  /** The track's name. */
  readonly track: string;
  readonly part: PhasePart;
  readonly span: PhaseSpan;
  /** 0 for the phase asked for, 1 for the next. */
  readonly place: number;
}

/** Joins the phase at `offset` with the next where both together are one phase of their kind. */
export function joinPhases(
  document: ParsedDocument,
  analyzed: AnalyzedSchedule,
  offset: number,
): readonly TextEdit[] | undefined {
  const { schedule, source } = analyzed;
  const [first, second] = phasesFrom(analyzed, offset);
  if (!schedule || first?.place !== 0 || !second || !areOne(first, second)) return undefined;
  const { path, source: text } = first.part;
  const fills = [first, second].some(({ part }) => entryOf(part.source, "for") === undefined);
  const steps = first.span.length + second.span.length;
  const length: Change[] = fills
    ? entryOf(text, "for")
      ? [{ type: "remove", path: [...path, "for"] }]
      : []
    : [{ type: "set", path: [...path, "for"], value: lengthLike(first, steps, schedule) }];
  const to: Change[] =
    entryOf(text, "to") === undefined
      ? []
      : [{ type: "set", path: [...path, "to"], value: valueOf(endValue(second.span)) }];
  const remove: Change = { type: "remove", path: second.part.path };
  const { edits } = applyChanges(document, source, [...to, ...length, remove]);
  return edits.length === 0 ? undefined : edits;
}

/** The phase around `offset` and the next one of its list, as far as they are known. */
export function phasesFrom({ source, schedule }: AnalyzedSchedule, offset: number): Phase[] {
  for (const { name, phases } of tracksOf(source)) {
    const index = phases.findIndex(({ source: { range } }) => contains(range, offset));
    if (index < 0) continue;
    const spans = schedule?.tracks.get(name)?.phases ?? [];
    return phases.slice(index, index + 2).flatMap((part, place): Phase[] => {
      const span = spans.find(({ path }) => samePath(path, part.path));
      const known = span && span.missing !== true;
      return known ? [{ track: name, part, span, place }] : [];
    });
  }
  return [];
}

/** Whether each part of it is again of its kind, on the same curve. */
export const isDivisible = ({ part: { kind, source } }: Phase): boolean =>
  kind !== undefined && DIVISIBLE.has(kind) && source.entries.every(({ key }) => KEYS.has(key));

function areOne(first: Phase, second: Phase): boolean {
  if (first.part.kind !== second.part.kind || !isDivisible(first) || !isDivisible(second))
    return false;
  const [start, middle, again] = [
    firstValue(first.span),
    endValue(first.span),
    firstValue(second.span),
  ];
  const end = endValue(second.span);
  const [n, m] = [first.span.length, second.span.length];
  if (!close(middle, again)) return false;
  const share = n / (n + m);
  return first.part.kind === "exponential"
    ? close(middle, start * (end / start) ** share)
    : close(middle, start + (end - start) * share);
}

const close = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

function lengthLike({ part }: Phase, steps: number, { time }: Schedule): number | string {
  const old = entryOf(part.source, "for")?.value;
  return durationLike(old?.type === "string" ? old.value : undefined, steps, time);
}

/** Without the last bits, which are rounding. */
const valueOf = (value: number): number => Number(value.toPrecision(12));
