import type { Change } from "../../edit/change";
import type { Path } from "../../parse/sourceValue";
import type { RuleContext } from "../rule";
import { blame } from "./rate";

/** A weight decay that stays the same all through the run, and where it is written. */
export interface ConstantDecay {
  readonly value: number;
  readonly path: Path;
  /** True where it is a track, not a constant of the optimizer. */
  readonly isTrack: boolean;
}

/** The constant weight decay of a schedule, as a track or in the optimizer; none where it moves. */
export function constantDecay(context: RuleContext): ConstantDecay | undefined {
  const { optimizer, tracks, length } = context.schedule;
  const track = tracks.get("weightDecay");
  if (track === undefined) {
    const value = optimizer?.weightDecay ?? 0;
    return value > 0 ? { value, path: ["optimizer", "weightDecay"], isTrack: false } : undefined;
  }
  const [phase, ...others] = track.phases;
  const { min, max } = track.curve.extremes(0, length - 1);
  if (phase === undefined || others.length > 0 || phase.missing || track.follows !== undefined)
    return undefined;
  if (!(min > 0) || min !== max) return undefined;
  const path = phase.path.length > track.path.length ? blame(context, phase, "value") : track.path;
  return { value: min, path, isTrack: true };
}

/** Puts a track of another kind in its place. */
export const replaceDecay = (
  { isTrack }: ConstantDecay,
  value: Readonly<Record<string, number | string>>,
): Change =>
  isTrack
    ? { type: "set", path: ["weightDecay"], value }
    : { type: "insert", path: ["weightDecay"], value, after: "learningRate" };
