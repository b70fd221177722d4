import type { Analysis, AnalyzedSchedule } from "../../core/analysis";
import type { Problem } from "../../core/problem";
import { sampleColumns } from "../../core/schedule/sample";
import type { Schedule, Track } from "../../core/schedule/schedule";
import { LineMap } from "../../core/text/lineMap";
import type { ViewRequest } from "../../protocol/panelMessages";
import type {
  Columns,
  PhaseView,
  ProblemView,
  ScheduleSummary,
  ShownSchedule,
  TrackView,
} from "../../protocol/scheduleView";
import { LIMITS } from "../../protocol/shapes";
import { handleViews } from "./handleViews";
import { stateOf } from "./state";
import { finiteOrNull } from "./tableRows";
import { hoverFacts } from "../../core/facts/hoverFacts";

export const summaryOf = (id: string, analyzed: AnalyzedSchedule): ScheduleSummary => ({
  id,
  name: analyzed.name,
  state: stateOf(analyzed),
  length: analyzed.schedule?.length ?? null,
});

/** The same with what can be dragged of it: for the active schedule. */
export function activeSchedule(...of: Parameters<typeof shownSchedule>): ShownSchedule {
  const shown = shownSchedule(...of);
  const [, , analyzed, document] = of;
  const handles = handleViews(document, analyzed);
  const tracks = shown.tracks.map((track) => ({
    ...track,
    handles: handles.get(track.name) ?? [],
  }));
  return { ...shown, tracks };
}

/** All that the panel draws of one schedule, sampled for the pixels and the range it asks for. */
export function shownSchedule(
  id: string,
  origin: string,
  analyzed: AnalyzedSchedule,
  document: Analysis["document"],
  view: ViewRequest,
): ShownSchedule {
  const { schedule } = analyzed;
  return {
    ...summaryOf(id, analyzed),
    origin,
    time: schedule ? { ...schedule.time } : null,
    tracks: schedule ? tracksOf(schedule, view) : [],
    facts: schedule ? hoverFacts(schedule) : [],
    problems: problemsOf(analyzed.problems, document.text),
    ...(schedule?.probe && { probe: probeOf(schedule.probe) }),
  };
}

const probeOf = ({ task, steps, seeds }: NonNullable<Schedule["probe"]>) => ({
  ...(task !== undefined && { task }),
  ...(steps !== undefined && { steps }),
  ...(seeds !== undefined && { seeds }),
});

function tracksOf(schedule: Schedule, view: ViewRequest): TrackView[] {
  const { first, last } = stepsOf(schedule, view);
  return [...schedule.tracks.values()].slice(0, LIMITS.tracks).map((track) => ({
    name: track.name,
    ...(track.follows !== undefined && { follows: track.follows }),
    phases: phasesOf(track),
    columns: columnsOf(track, first, last, view.columns),
  }));
}

const phasesOf = ({ phases }: Track): PhaseView[] =>
  phases.slice(0, LIMITS.phases).map(({ kind, start, end, missing }) => ({
    kind,
    start,
    end,
    missing: missing === true,
  }));

/** The integer steps that a view shows: within the run, at least one. */
export function stepsOf(
  { length }: Schedule,
  { range }: ViewRequest,
): { readonly first: number; readonly last: number } {
  const end = Math.max(0, length - 1);
  if (!range) return { first: 0, last: end };
  const size = range.unit === "percent" ? length / 100 : 1;
  const first = Math.min(end, Math.max(0, Math.floor(range.first * size)));
  return { first, last: Math.min(end, Math.max(first, Math.ceil(range.last * size))) };
}

function columnsOf({ curve }: Track, first: number, last: number, count: number): Columns {
  const columns = sampleColumns(curve, first, last, count);
  return {
    step: columns.map(({ step }) => step),
    first: columns.map((column) => finiteOrNull(column.first)),
    last: columns.map((column) => finiteOrNull(column.last)),
    min: columns.map(({ min }) => finiteOrNull(min)),
    max: columns.map(({ max }) => finiteOrNull(max)),
  };
}

function problemsOf(problems: readonly Problem[], text: string): ProblemView[] {
  const lines = new LineMap(text);
  return problems.slice(0, LIMITS.problems).map(({ code, severity, message, range }) => {
    const { line, character } = lines.positionAt(range.start);
    return { code, severity, message, line: line + 1, column: character + 1 };
  });
}
