import type { Change } from "../../edit/change";
import { durationLike } from "../../edit/duration";
import { endValue, lengthOf } from "../../facts/phase";
import { plainAt } from "../../facts/plain";
import type { Path } from "../../parse/sourceValue";
import type { PhaseSpan, Track } from "../../schedule/schedule";
import { CONTINUING } from "../../schedule/kinds/traits";
import type { RuleContext } from "../rule";
import { parameter } from "./rate";

/** Gives a phase another length, in the unit in which its length is written. */
export function setLength(context: RuleContext, phase: PhaseSpan, steps: number): Change {
  const old = parameter(context, phase, "for");
  const value = durationLike(old, steps, context.schedule.time);
  return { type: "set", path: [...phase.path, "for"], value };
}

export const takesFrom = (phase: PhaseSpan): boolean => CONTINUING.has(phase.kind);

/** Takes a phase out of its list; the next one keeps the value at which it starts. */
export function removePhase(context: RuleContext, track: Track, phase: PhaseSpan): Change[] {
  const next = track.phases[track.phases.indexOf(phase) + 1];
  const changes: Change[] = [{ type: "remove", path: phase.path }];
  if (next && takesFrom(next) && parameter(context, next, "from") === undefined) {
    changes.push({
      type: "insert",
      path: [...next.path, "from"],
      value: endValue(phase),
      after: "kind",
    });
  }
  return changes;
}

/** The list that holds a track's phases; the track itself where it is one phase or a number. */
const listPath = ({ name, phases: [first] }: Track): Path =>
  first === undefined || first.path.length < 2 ? [name] : first.path.slice(0, -1);

/** Only where the lengths of the other phases leave room can a phase be added as it is. */
export const hasFiller = (context: RuleContext, track: Track): boolean =>
  track.phases.some((phase) => parameter(context, phase, "for") === undefined);

/** A linear phase before the first one, which is shortened where no other phase can give way. */
export function insertWarmup(
  context: RuleContext,
  track: Track,
  from: number,
  to: number,
  steps: number,
): Change[] | undefined {
  const first = track.phases[0];
  // Before a rate of 0, or where another track warms up, a warmup would only hide what is wrong.
  const byFactor = plainAt(context.definition, [...track.path, "times"]) !== undefined;
  if (first === undefined || track.follows !== undefined || !(to > 0) || byFactor) return undefined;
  const phase = { kind: "linear", from, to, for: steps };
  const changes: Change[] = [{ type: "insert", path: [...listPath(track), 0], value: phase }];
  if (hasFiller(context, track)) return changes;
  if (lengthOf(first) <= steps) return undefined;
  return [...changes, setLength(context, first, lengthOf(first) - steps)];
}

/** A linear decay to zero over the last `steps`, cut off the last phase. */
export function appendDecay(
  context: RuleContext,
  track: Track,
  steps: number,
): Change[] | undefined {
  const last = track.phases.at(-1);
  if (last === undefined || track.follows !== undefined || lengthOf(last) <= steps)
    return undefined;
  const { length, time } = context.schedule;
  const { stepsPerRound = 1 } = time;
  const share = Math.round((steps / length) * 100);
  const phase =
    stepsPerRound > 1 && steps % stepsPerRound === 0
      ? { kind: "linear", to: 0, for: `${steps / stepsPerRound} rounds`, every: "1 round" }
      : { kind: "linear", to: 0, for: `${share}%` };
  const path = [...listPath(track), track.phases.length];
  const changes: Change[] = [{ type: "insert", path, value: phase }];
  if (parameter(context, last, "for") === undefined) return changes;
  return [...changes, setLength(context, last, lengthOf(last) - steps)];
}
