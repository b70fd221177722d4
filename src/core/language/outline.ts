import type { Analysis, AnalyzedSchedule } from "../analysis";
import { peakOf } from "../facts/peak";
import { endValue, firstValue, lengthOf } from "../facts/phase";
import { stepsText } from "../facts/timeText";
import { headRange } from "../parse/sourceValue";
import type { PhaseSpan, Schedule } from "../schedule/schedule";
import { formatNumber } from "../text/format";
import type { Range } from "../text/range";
import { textAt, tracksOf, type PhasePart, type TrackPart } from "./parts";
import { spanFinder } from "./spans";

/** One line of the outline; `selection` lies within `range`. */
export interface OutlineItem {
  readonly type: "schedule" | "track" | "phase";
  readonly name: string;
  /** What is known of it, empty where it cannot be evaluated. */
  readonly detail: string;
  readonly range: Range;
  readonly selection: Range;
  readonly children: readonly OutlineItem[];
}

/** Schedules, their tracks, and the tracks' phases, as far as they are typed. */
export const outline = ({ schedules }: Analysis): OutlineItem[] => schedules.map(scheduleItem);

function scheduleItem({ name, anchor, range, source, schedule }: AnalyzedSchedule): OutlineItem {
  const whole = around(anchor, range);
  return {
    type: "schedule",
    name: name === "" ? "schedule" : name,
    detail: schedule ? stepsText(schedule.length, schedule.time) : "",
    range: whole,
    selection: anchor,
    children: tracksOf(source).map((track) => trackItem(track, schedule)),
  };
}

function trackItem(part: TrackPart, schedule: Schedule | undefined): OutlineItem {
  const { name, entry, phases } = part;
  const track = schedule?.tracks.get(name);
  const peak = track && schedule ? peakOf(track, schedule.length) : undefined;
  const spanOf = spanFinder(schedule);
  return {
    type: "track",
    name: `${name === "" ? "track" : name}${summaryOf(part)}`,
    detail: peak ? `peak ${formatNumber(peak.value)}` : "",
    range: around(entry.keyRange, entry.range),
    selection: entry.keyRange,
    children: phases.map((phase) => phaseItem(phase, spanOf, schedule)),
  };
}

/** What the track is made of, for instance ": linear → cosine". */
function summaryOf({ entry: { value }, phases }: TrackPart): string {
  if (value.type === "number") return `: ${formatNumber(value.value)}`;
  const follow = textAt(value, "follow");
  if (follow !== undefined) return `: ${textAt(value, "relation") ?? "follows"} ← ${follow}`;
  const kinds = phases.map(({ kind }) => kind ?? "…");
  const shown = kinds.length > 5 ? [...kinds.slice(0, 4), "…"] : kinds;
  return shown.length === 0 ? "" : `: ${shown.join(" → ")}`;
}

function phaseItem(
  phase: PhasePart,
  spanOf: ReturnType<typeof spanFinder>,
  schedule: Schedule | undefined,
): OutlineItem {
  const { source, kind, phases } = phase;
  const span = spanOf(phase);
  const head = headRange(source);
  return {
    type: "phase",
    name: kind === undefined || kind === "" ? "phase" : kind,
    detail: span && schedule ? phaseDetail(span, schedule) : "",
    range: around(head, source.range),
    selection: head,
    children: phases.map((inner) => phaseItem(inner, spanOf, schedule)),
  };
}

/** "780 steps (5 epochs), 0.1 → 3.2". */
function phaseDetail(span: PhaseSpan, { time }: Schedule): string {
  const length = Number.isFinite(lengthOf(span)) ? [stepsText(lengthOf(span), time)] : [];
  const [from, to] = [firstValue(span), endValue(span)];
  const known = span.missing !== true && Number.isFinite(from) && Number.isFinite(to);
  const values = known ? [`${formatNumber(from)} → ${formatNumber(to)}`] : [];
  return [...length, ...values].join(", ");
}

const around = (a: Range, b: Range): Range => ({
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
});
