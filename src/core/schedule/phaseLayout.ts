import type { Report } from "./issue";
import { reportSecondRest, type PhaseDraft } from "./phaseDraft";
import { plural } from "../text/plural";
import { t } from "../text/words";
import { formatCount } from "../text/format";

/** Where a phase lies: steps start … start + length − 1 of the run, though the run may end before. */
export interface Place {
  readonly start: number;
  readonly length: number;
  /** False where its place follows from a length that is not known. */
  readonly known: boolean;
}

/** Lengths whose exact sum is the run's are not off by the rounding of each. */
const SLACK = 1e-6;

const fixed = (draft: PhaseDraft): number => (typeof draft.length === "number" ? draft.length : 0);
const total = (drafts: readonly PhaseDraft[]): number =>
  drafts.reduce((sum, draft) => sum + fixed(draft), 0);

/**
 * Lays phases one after another. The one without a length fills what the others leave. Where more
 * than one length is not known, the phases before the first are laid from the run's start, those
 * after the last from its end, and those between have no place.
 */
export function layOut(drafts: readonly PhaseDraft[], steps: number, report: Report): Place[] {
  const open = drafts.flatMap((draft, i) => (typeof draft.length === "number" ? [] : [i]));
  reportSecondRest(drafts, report);
  const first = open[0] ?? drafts.length;
  const last = open.at(-1) ?? drafts.length;
  const lengths = drafts.map(fixed);
  if (open.length === 0) fillUp(drafts, lengths, steps);
  else if (open.length === 1) lengths[first] = Math.max(0, steps - total(drafts));
  const sound = open.length < 2;
  const places = place(lengths, 0);
  if (sound) {
    reportOverrun(drafts, places, steps, report);
    return places;
  }
  const after = lengths.slice(last + 1).reduce((sum, length) => sum + length, 0);
  const fromEnd = place(
    lengths.slice(last + 1),
    Math.max(places[first]?.start ?? 0, steps - after),
  );
  const gapStart = places[first]?.start ?? 0;
  const gapEnd = fromEnd[0]?.start ?? steps;
  return drafts.map((_, i) => {
    if (i < first) return places[i] ?? nowhere(gapStart);
    if (i > last) return fromEnd[i - last - 1] ?? nowhere(gapEnd);
    return i === first
      ? { start: gapStart, length: Math.max(0, gapEnd - gapStart), known: false }
      : nowhere(gapEnd);
  });
}

const nowhere = (start: number): Place => ({ start, length: 0, known: false });

function place(lengths: readonly number[], from: number): Place[] {
  let start = from;
  return lengths.map((length) => {
    const placed = { start, length, known: true };
    start += length;
    return placed;
  });
}

/**
 * Gives the last phase what is left where the exact lengths add up to the run, and where its length
 * is its shape's own (an untuned warmup alone), so that its last value stays.
 */
function fillUp(drafts: readonly PhaseDraft[], lengths: number[], steps: number): void {
  const exact = drafts.reduce((sum, draft) => sum + (draft.exact ?? NaN), 0);
  const last = lengths.length - 1;
  const others = lengths.slice(0, last).reduce((sum, length) => sum + length, 0);
  const left = Math.max(0, steps - others);
  const own = drafts[last]?.own === true && left > (lengths[last] ?? 0);
  const even = Math.abs(exact - steps) <= SLACK * Math.max(1, drafts.length);
  if (last >= 0 && (own || even)) lengths[last] = left;
}

/** Phases beyond the end of the run are cut off there. */
function reportOverrun(
  drafts: readonly PhaseDraft[],
  places: readonly Place[],
  steps: number,
  report: Report,
): void {
  const i = places.findIndex(({ start, length }) => start + length > steps);
  const [draft, here] = [drafts[i], places[i]];
  if (draft === undefined || here === undefined || draft.length === "rest") return;
  const run = t`the run has ${plural(steps, "step")}`;
  const message =
    here.start >= steps
      ? t`This phase would begin at step ${formatCount(here.start)}, but ${run}.`
      : t`This phase ends at step ${formatCount(here.start + here.length)}, but ${run}: only ${plural(steps - here.start, "step")} of its ${plural(here.length, "step")} are run.`;
  report({ code: "phases-longer-than-run", path: [...draft.path, "for"], message });
}

export interface PlacedDraft {
  readonly draft: PhaseDraft;
  readonly place: Place;
}

/**
 * Lays a cycle's phases on `length` steps from `start` on. One without a length takes what the others
 * leave; where all have one they are stretched alike, their borders rounded to the nearest step.
 */
export function layCycle(
  inner: readonly PhaseDraft[],
  start: number,
  length: number,
  fail: (code: string, message: string, ...path: (string | number)[]) => never,
): PlacedDraft[] {
  const others = total(inner);
  const open = inner.findIndex((draft) => draft.length === "rest");
  const left = length - others;
  if (open >= 0 && left < 1) {
    return fail(
      "zero-length",
      t`A cycle has ${plural(length, "step")}, of which the other phases take ${formatCount(others)}: none is left for this one.`,
      "phases",
      open,
    );
  }
  let sum = 0;
  const borders = inner.map((draft, i) => {
    sum += i === open ? left : fixed(draft);
    return open >= 0 ? sum : Math.round((sum * length) / others);
  });
  return inner.map((draft, i) => {
    const from = borders[i - 1] ?? 0;
    const place = { start: start + from, length: (borders[i] ?? from) - from, known: true };
    return { draft, place };
  });
}
