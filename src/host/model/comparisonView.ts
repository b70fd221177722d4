import { difference, largestGap, type Budget } from "../../core/compare/difference";
import { summaryOfTrack } from "../../core/compare/summary";
import type { Schedule } from "../../core/schedule/schedule";
import type { ViewRequest } from "../../protocol/panelMessages";
import type { ComparisonView } from "../../protocol/scheduleView";
import { columnsOf, stepsOf } from "./sampled";
import { finiteOrNull } from "./tableRows";

const TRACK = "learningRate";

/** Facts of a schedule's rate; unless it is the reference itself, also how they differ. */
export function comparisonView(
  schedule: Schedule,
  reference: Schedule,
  view: ViewRequest,
): { comparison?: ComparisonView } {
  const track = schedule.tracks.get(TRACK);
  if (!track) return {};
  const { peak, peakStep, mean, sum, warmupShare, last } = summaryOfTrack(schedule, track);
  const comparison = {
    peak: finiteOrNull(peak),
    peakStep: finiteOrNull(peakStep),
    mean: finiteOrNull(mean),
    sum: finiteOrNull(sum),
    warmupShare,
    last: finiteOrNull(last),
    ...(schedule !== reference && differing(schedule, reference, view)),
  };
  return { comparison };
}

function differing(
  schedule: Schedule,
  reference: Schedule,
  view: ViewRequest,
): Pick<ComparisonView, "gap" | "difference"> {
  const normalised = view.unit === "percent";
  const budget = budgetOf(schedule);
  const gap = rememberedGap(reference, schedule, normalised);
  const found = view.difference
    ? difference(reference, schedule, TRACK, normalised, budget)
    : undefined;
  if (!found) return { ...(gap && { gap }) };
  const { first, last } = stepsOf({ length: found.positions }, view);
  const columns = columnsOf(found.curve, first, last, view.columns);
  return { ...(gap && { gap }), difference: { positions: found.positions, columns } };
}

/** Over so many steps no search proves how large a gap is that is small. */
const LONG = 100_000;
const FEW: Budget = { column: 2, gap: 400 };

/** What a run has logged is drawn anew twice a second while it grows. */
function budgetOf({ tracks, length }: Schedule): Budget | undefined {
  const recorded = tracks.get(TRACK)?.phases[0]?.kind === "recorded";
  return recorded && length > LONG ? FEW : undefined;
}

type Found = ReturnType<typeof largestGap>;
const gaps = new WeakMap<Schedule, WeakMap<Schedule, Map<boolean, Found>>>();

/** Zooming and panning change no gap: it is searched once for each pair of schedules. */
function rememberedGap(reference: Schedule, other: Schedule, normalised: boolean): Found {
  const ofReference = gaps.get(reference) ?? new WeakMap<Schedule, Map<boolean, Found>>();
  gaps.set(reference, ofReference);
  const ofPair = ofReference.get(other) ?? new Map<boolean, Found>();
  ofReference.set(other, ofPair);
  if (!ofPair.has(normalised)) {
    ofPair.set(normalised, largestGap(reference, other, TRACK, normalised, budgetOf(other)));
  }
  return ofPair.get(normalised);
}
