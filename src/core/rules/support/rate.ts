import { type Peak, peakOf } from "../../facts/peak";
import { plainAt } from "../../facts/plain";
import { warmupOf } from "../../facts/warmup";
import type { Path } from "../../parse/sourceValue";
import { isPlain, type Plain } from "../../schedule/readEntries";
import type { PhaseSpan, Schedule, Track } from "../../schedule/schedule";
import type { RuleContext } from "../rule";

/** A track known over the whole run, with its greatest value. */
export interface KnownTrack {
  readonly track: Track;
  readonly peak: Peak;
  /** The peak that is written: where a warmup is a factor, that of the phases before it. */
  readonly written: number;
  /** N, the number of updates. */
  readonly length: number;
  /** The value of the last update, N − 1. */
  readonly last: number;
}

/** Many rules ask the same of the same track. */
const known = new WeakMap<Schedule, Map<string, KnownTrack | undefined>>();

/** Undefined where a part of the track is missing or nothing of it is above zero. */
export function knownTrack(context: RuleContext, name: string): KnownTrack | undefined {
  const tracks = known.get(context.schedule) ?? new Map<string, KnownTrack | undefined>();
  known.set(context.schedule, tracks);
  if (!tracks.has(name)) tracks.set(name, findTrack(context, name));
  return tracks.get(name);
}

function findTrack(context: RuleContext, name: string): KnownTrack | undefined {
  const track = context.schedule.tracks.get(name);
  const { length } = context.schedule;
  if (track === undefined || length < 1 || track.phases.some(({ missing }) => missing))
    return undefined;
  const peak = peakOf(track, length);
  const last = track.curve.at(length - 1);
  if (peak === undefined || !(peak.value > 0) || !Number.isFinite(last)) return undefined;
  const warmup = name === "learningRate" ? warmupOf(context.schedule) : undefined;
  const written = warmup && warmup.track !== track ? Math.max(peak.value, warmup.to) : peak.value;
  return { track, peak, written, length, last };
}

export const knownRate = (context: RuleContext): KnownTrack | undefined =>
  knownTrack(context, "learningRate");

/** What the definition says for one parameter of a phase, as it is written there. */
export const parameter = (context: RuleContext, phase: PhaseSpan, ...keys: (string | number)[]) =>
  plainAt(context.definition, [...phase.path, ...keys]);

/** All that the definition says for a phase; empty where a number alone is the track. */
export function parametersOf(context: RuleContext, phase: PhaseSpan): Plain {
  const plain = plainAt(context.definition, phase.path);
  return isPlain(plain) ? plain : {};
}

/** The way to the first of these parameters that the definition gives, or else to the phase. */
export function blame(context: RuleContext, phase: PhaseSpan, ...keys: string[]): Path {
  const key = keys.find((name) => parameter(context, phase, name) !== undefined);
  return key === undefined ? phase.path : [...phase.path, key];
}

/** "5%" of a run of 14,000 steps as a round number of steps, at least 1. */
export const roundSteps = (steps: number): number =>
  Math.max(1, Math.round(Number(steps.toPrecision(2))));

/** A value that people would write: three significant digits. */
export const roundValue = (value: number): number => Number(value.toPrecision(3));
