import { CYCLES } from "../schedule/kinds/traits";
import type { PhaseSpan, Schedule, Track } from "../schedule/schedule";
import { plainAt } from "./plain";
import { endValue, firstValue, knownPhases, lengthOf, ownEnd } from "./phase";

/** The phases at the start of the run in which the rate rises. */
export interface Warmup {
  /** The track that rises: the rate's own, or one that it is multiplied by. */
  readonly track: Track;
  readonly phases: readonly PhaseSpan[];
  readonly start: number;
  /** The step at which the last of them ends; may lie beyond the run. */
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** These rise and fall by themselves; their rise is part of their shape. */
const isSelfContained = (kind: string): boolean => kind === "oneCycle" || CYCLES.has(kind);
const SLACK = 1e-9;

/** True where a phase never falls and ends higher than it starts. */
export function rises(phase: PhaseSpan): boolean {
  const length = lengthOf(phase);
  if (isSelfContained(phase.kind) || length < 1) return false;
  const [start, end] = [firstValue(phase), endValue(phase)];
  const slack = Math.abs(end) * SLACK;
  if (!(end > start + slack)) return false;
  return isMonotone(phase, length, slack);
}

const PIECES = 8;

/** In each eighth of the phase no value lies outside what the eighth's ends span. */
function isMonotone({ curve }: PhaseSpan, length: number, slack: number): boolean {
  for (let piece = 0; piece < PIECES; piece++) {
    const first = Math.floor((piece * length) / PIECES);
    const last = Math.max(first, Math.floor(((piece + 1) * length) / PIECES) - 1);
    const { min, max } = curve.extremes(first, last);
    if (min < curve.at(first) - slack || max > curve.at(last) + slack) return false;
  }
  return true;
}

/**
 * The warmup of the learning rate: rising phases from the first on, a constant one before a higher
 * value included. Undefined where the rate does not begin with a rise, or is one rise only.
 */
export function warmupOf(schedule: Schedule): Warmup | undefined {
  const track = schedule.tracks.get("learningRate");
  return track && (warmupOfTrack(track) ?? warmupByFactor(schedule, track));
}

/** The track that warms the rate up: one that it is multiplied by, or its own. */
export function warmingTrack(schedule: Schedule): Track | undefined {
  const track = schedule.tracks.get("learningRate");
  return track && (factorOf(schedule, track) ?? track);
}

function factorOf(schedule: Schedule, { path, phases }: Track): Track | undefined {
  const name = phases.length === 1 ? plainAt(schedule.definition, [...path, "times"]) : undefined;
  return typeof name === "string" ? schedule.tracks.get(name) : undefined;
}

/** A rate that is multiplied by a track that rises to stay: a warmup written as a factor. */
function warmupByFactor(schedule: Schedule, track: Track): Warmup | undefined {
  const factor = factorOf(schedule, track);
  const warmup = factor && warmupOfTrack(factor);
  const [phase] = track.phases;
  if (warmup === undefined || phase === undefined || phase.missing) return undefined;
  const { max } = phase.curve.extremes(0, Math.max(0, phase.length - 1));
  return { ...warmup, from: warmup.from * phase.curve.at(0), to: warmup.to * max };
}

const found = new WeakMap<Track, Warmup | "none">();

export function warmupOfTrack(track: Track): Warmup | undefined {
  const warmup = found.get(track) ?? findWarmup(track) ?? "none";
  found.set(track, warmup);
  return warmup === "none" ? undefined : warmup;
}

function findWarmup(track: Track): Warmup | undefined {
  const phases = knownPhases(track);
  if (phases.length !== track.phases.length) return undefined;
  let count = 0;
  while (count < phases.length && isWarmup(phases, count)) count++;
  const warming = phases.slice(0, count);
  const [first, last] = [warming[0], warming.at(-1)];
  if (!first || !last) return undefined;
  return {
    track,
    phases: warming,
    start: first.start,
    end: ownEnd(last),
    from: firstValue(first),
    to: endValue(last),
  };
}

function isWarmup(phases: readonly PhaseSpan[], index: number): boolean {
  const [phase, next] = [phases[index], phases[index + 1]];
  if (phase === undefined) return false;
  if (rises(phase)) return true;
  const flat = phase.kind === "constant" || phase.kind === "hold";
  return flat && next !== undefined && lengthOf(phase) > 0 && top(next) > endValue(phase) * 1.02;
}

const top = (phase: PhaseSpan): number =>
  phase.curve.extremes(0, Math.max(0, lengthOf(phase) - 1)).max;
