import type { LibraryTrack } from "../libraries/construction";
import { CALLED_REACH, REACH } from "../libraries/curves/blocks";
import { peakOf } from "../facts/peak";
import type { Curve } from "../schedule/curve";
import { monotoneCurve } from "../schedule/curves/smooth";
import { shiftCurve } from "../schedule/curves/transform";
import type { Optimizer, ScheduleDefinition } from "../schedule/definition";
import type { PhaseSpan, Schedule, Track } from "../schedule/schedule";
import { lengthFault } from "../schedule/length";
import type { TimeBase } from "../schedule/time";
import type { Problem } from "../problem";
import { formatCount } from "../text/format";
import { t } from "../text/words";
import type { Range } from "../text/range";

/** A stretch of the learning rate that rules may judge by itself: the warmup, the decay. */
export interface ForeignPart {
  /** In the library's words: "WarmupCosineLR", "warmup". */
  readonly kind: string;
  readonly start: number;
  /** Its own length; the run may end before it. */
  readonly length: number;
  /** What it would be by itself, from its start, where the run ends before it. */
  readonly curve?: Curve;
}

export interface ForeignRun {
  readonly name: string;
  /** N, or how far an open or nominal run is drawn. */
  readonly length: number;
  readonly horizon?: Schedule["horizon"];
  readonly knownUntil?: number | undefined;
  readonly time?: Partial<TimeBase>;
  readonly tracks: readonly LibraryTrack[];
  /** The name for the one part that the whole rate is where `parts` says nothing. */
  readonly kind: string;
  readonly parts?: readonly ForeignPart[];
  readonly optimizer?: Optimizer | undefined;
  /** What rules look up in a definition by path (`["learningRate", 0, "for"]`). */
  readonly definition?: ScheduleDefinition;
  readonly baseRate?: number | undefined;
  readonly resuming?: Schedule["resuming"];
}

/** "learningRate" for the first parameter group, "learningRate[1]" for the second. */
export const trackNameOf = (name: string, group: number): string =>
  group === 0 ? name : `${name}[${group}]`;

/** The schedule of a run that a reader found; a length that no run has is a problem at `range`. */
export function scheduleOfRun(
  run: ForeignRun,
  range: Range,
  problems: Problem[],
): Schedule | undefined {
  const message = lengthFault(run.length);
  if (message === undefined) {
    const schedule = foreignSchedule(run);
    if (isCut(schedule)) problems.push(endUnknown(range));
    return schedule;
  }
  problems.push({ code: "refused-value", severity: "error", message, range, fixes: [] });
  return undefined;
}

/** Whether it has values, and none at the end of a run too long for some to be worked out. */
function isCut({ length, tracks }: Schedule): boolean {
  if (length <= CALLED_REACH) return false;
  return [...tracks.values()].some(
    ({ curve }) => !Number.isNaN(curve.at(0)) && Number.isNaN(curve.at(length - 1)),
  );
}

const endUnknown = (range: Range): Problem => ({
  code: "not-read",
  severity: "information",
  message: t`The values at the end of this run are unknown. Rates that each follow from the one before are worked out for ${formatCount(REACH)} steps, those of a function in the file for ${formatCount(CALLED_REACH)}.`,
  range,
  fixes: [],
});

/**
 * A schedule as everything after the reader knows it, from curves that a library's formulas gave.
 * Its parts are found from the curve where the format does not say them: a rise from the start to
 * the peak is a warmup, what follows is the rest.
 */
function foreignSchedule(run: ForeignRun): Schedule {
  const { length, horizon, knownUntil } = run;
  const tracks = new Map<string, Track>();
  for (const { name, group, curve } of run.tracks) {
    const own = trackNameOf(name, group);
    tracks.set(own, trackOf(own, curve, run, name === "learningRate" ? run.parts : undefined));
  }
  return {
    name: run.name,
    length,
    ...(horizon && { horizon }),
    ...(knownUntil !== undefined && { knownUntil }),
    time: { ...run.time, steps: length },
    resume: 0,
    tracks,
    optimizer: run.optimizer,
    probe: undefined,
    layers: [],
    samples: undefined,
    onPlateau: undefined,
    definition: run.definition ?? {},
    ...(run.baseRate !== undefined && { baseRate: run.baseRate }),
    ...(run.resuming && { resuming: run.resuming }),
    at: (step) => {
      const values: Record<string, number> = {};
      for (const [key, { curve }] of tracks) values[key] = curve.at(step);
      return values;
    },
  };
}

function trackOf(
  name: string,
  curve: Curve,
  run: ForeignRun,
  parts: readonly ForeignPart[] | undefined,
): Track {
  const whole = { name, curve, phases: [], path: [name] };
  const spans = parts ?? partsOf(whole, run);
  const phases = spans.map(({ kind, start, length, curve: own }, index): PhaseSpan => ({
    kind,
    start: Math.min(start, run.length),
    end: Math.min(spans[index + 1]?.start ?? run.length, run.length),
    length,
    curve: own ?? (start === 0 ? curve : shiftCurve(curve, start)),
    path: [name, index],
  }));
  return { ...whole, phases };
}

function partsOf(track: Track, { length, kind }: ForeignRun): ForeignPart[] {
  const all = [{ kind, start: 0, length }];
  const peak = peakOf(track, length);
  if (!peak || peak.step === 0 || peak.step >= length - 1 || !risesTo(track.curve, peak.step))
    return all;
  return [
    { kind: "warmup", start: 0, length: peak.step },
    { kind, start: peak.step, length: length - peak.step },
  ];
}

/** A linear warmup from 0 to `rate` over `warmup` steps, and what follows it. */
export const warmupParts = (
  kind: string,
  warmup: number,
  length: number,
  rate: number,
): ForeignPart[] => [
  {
    kind: "warmup",
    start: 0,
    length: warmup,
    // past the run's end the library's own formula goes on with the decay
    ...(warmup > length && { curve: monotoneCurve((k) => (rate * k) / warmup) }),
  },
  { kind, start: warmup, length: Math.max(0, length - warmup) },
];

const PIECES = 16;

/** Whether the curve never falls before `end`, looked at in sixteen stretches. */
function risesTo(curve: Curve, end: number): boolean {
  for (let piece = 0; piece < PIECES; piece++) {
    const first = Math.floor((piece * end) / PIECES);
    const last = Math.max(first, Math.floor(((piece + 1) * end) / PIECES));
    const { min, max } = curve.extremes(first, last);
    const slack = Math.abs(max) * 1e-9;
    if (min < curve.at(first) - slack || max > curve.at(last) + slack) return false;
  }
  return true;
}
