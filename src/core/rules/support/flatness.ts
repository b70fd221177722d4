import { formatCount } from "../../text/format";
import { t } from "../../text/words";
import type { FixPlan, RuleContext } from "../rule";
import { appendDecay } from "./phasePlans";
import type { KnownTrack } from "./rate";

/** True where the rate moves by less than 1% from `start` to the end of the run. */
export function isFlat({ track, length }: KnownTrack, start: number): boolean {
  if (start >= length) return false;
  const { min, max } = track.curve.extremes(start, length - 1);
  return max - min <= 0.01 * max;
}

/**
 * A linear decay to zero over the last fifth: Hägele et al. 2024 find 10 to 20% enough. In rounds of
 * several steps it is a staircase of whole rounds.
 */
export function decayAtTheEnd(context: RuleContext, rate: KnownTrack): FixPlan[] {
  const round = context.schedule.time.stepsPerRound ?? 1;
  const steps = Math.round(rate.length / 5 / round) * round;
  const changes = steps > 0 ? appendDecay(context, rate.track, steps) : undefined;
  if (changes === undefined) return [];
  const title = t`Decay to 0 over the last 20% (${formatCount(steps)} steps)`;
  return [{ title, preferred: true, changes }];
}
