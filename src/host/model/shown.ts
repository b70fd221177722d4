import type { Analysis, AnalyzedSchedule } from "../../core/analysis";
import type { RunLimit } from "../../core/speedLimits/measuredLimit";
import type { Problem } from "../../core/problem";
import type { Schedule, Track } from "../../core/schedule/schedule";
import { LineMap } from "../../core/text/lineMap";
import type { ViewRequest } from "../../protocol/panelMessages";
import type {
  LimitView,
  PhaseView,
  ProblemView,
  ScheduleSummary,
  ShownSchedule,
  TrackView,
} from "../../protocol/scheduleView";
import { LIMITS } from "../../protocol/shapes";
import { MOST_TEXTS, MOST_UNKNOWNS } from "../../protocol/unknowns";
import { handleViews } from "./handleViews";
import { comparisonView } from "./comparisonView";
import { expectedView } from "./expectedView";
import { extraCurves } from "./extraCurves";
import { columnsOf, stepsOf } from "./sampled";
import { stateOf } from "./state";
import { finiteOrNull } from "./tableRows";
import { heldFacts } from "../../core/facts/heldFacts";
import { hoverFacts } from "../../core/facts/hoverFacts";

export const summaryOf = (
  id: string,
  name: string,
  analyzed: AnalyzedSchedule,
): ScheduleSummary => ({
  id,
  name,
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
  reference?: Schedule,
): ShownSchedule {
  const { schedule } = analyzed;
  return {
    ...summaryOf(id, analyzed.name, analyzed),
    origin,
    time: schedule ? { ...schedule.time } : null,
    ...(schedule?.horizon && { open: true }),
    tracks: schedule ? tracksOf(schedule, view) : [],
    ...(schedule && extraCurves(schedule, view)),
    ...(schedule && reference && comparisonView(schedule, reference, view)),
    ...(analyzed.limit && { limit: limitOf(analyzed.limit) }),
    ...(schedule && view.theory && { expected: expectedView(schedule, view.theory) }),
    facts: schedule ? [...hoverFacts(schedule), ...heldFacts(schedule)] : [],
    problems: problemsOf(analyzed.problems, document.text),
    ...unknownsOf(analyzed),
    ...(schedule?.probe && { probe: probeOf(schedule.probe) }),
  };
}

/**
 * What is asked for, and what could be said beside it, each once: what stands in several places is
 * given its value once.
 */
function unknownsOf({ unknowns, foreign }: AnalyzedSchedule): Pick<ShownSchedule, "unknowns"> {
  const all = [...unknowns, ...(foreign?.offers ?? [])];
  const once = new Map(all.map((one) => [one.symbol, one] as const).toReversed());
  const views = [...once.values()].toReversed().map(({ symbol, texts }) => ({
    symbol,
    ...(texts && texts.length > 0 && { texts: texts.slice(0, MOST_TEXTS) }),
  }));
  return views.length > 0 ? { unknowns: views.slice(0, MOST_UNKNOWNS) } : {};
}

const limitOf = ({ task, points, above }: RunLimit): LimitView => ({
  task,
  points: points.slice(0, LIMITS.limitPoints).map(([step, rate]) => [step, rate]),
  above: above.slice(0, LIMITS.stretches).map(([first, last]) => [first, last]),
});

const probeOf = ({ task, steps, seeds, learningRateScale }: NonNullable<Schedule["probe"]>) => ({
  ...(task !== undefined && { task }),
  ...(steps !== undefined && { steps }),
  ...(seeds !== undefined && { seeds }),
  ...(learningRateScale !== undefined && { learningRateScale }),
});

function tracksOf(schedule: Schedule, view: ViewRequest): TrackView[] {
  const { first, last } = stepsOf(schedule, view);
  return [...schedule.tracks.values()].slice(0, LIMITS.tracks).map((track) => ({
    name: track.name,
    ...(track.follows !== undefined && { follows: track.follows }),
    phases: phasesOf(track),
    columns: columnsOf(track.curve, first, last, view.columns),
    breakpoints: breakpointsOf(track, first, last),
  }));
}

const phasesOf = ({ phases }: Track): PhaseView[] =>
  phases.slice(0, LIMITS.phases).map(({ kind, start, end, missing }) => ({
    kind,
    start,
    end,
    missing: missing === true,
  }));

/** Marks are for the few places that a person may look for; thousands of them would hide the curve. */
function breakpointsOf({ curve }: Track, first: number, last: number): [number, number | null][] {
  const found = curve.breakpoints(first, last, LIMITS.breakpoints + 1);
  if (found.length > LIMITS.breakpoints) return [];
  return found.map((step) => [step, finiteOrNull(curve.at(step))]);
}

function problemsOf(problems: readonly Problem[], text: string): ProblemView[] {
  const lines = new LineMap(text);
  return problems.slice(0, LIMITS.problems).map(({ code, severity, message, range }) => {
    const { line, character } = lines.positionAt(range.start);
    return { code, severity, message, line: line + 1, column: character + 1 };
  });
}
