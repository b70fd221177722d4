import type { Change } from "../../edit/change";
import { durationLike, roundUpLike } from "../../edit/duration";
import { endValue, lengthOf } from "../../facts/phase";
import { plainAt } from "../../facts/plain";
import type { Path } from "../../parse/sourceValue";
import { formatCount } from "../../text/format";
import { plural } from "../../text/plural";
import { t } from "../../text/words";
import type { PhaseSpan, Track } from "../../schedule/schedule";
import { CONTINUING } from "../../schedule/kinds/traits";
import type { RuleContext } from "../rule";
import { parameter } from "./rate";

/** More digits than these ("0.147153 epochs") nobody writes: such a length is written in steps. */
const DIGITS = 3;

/** A length of time as a fix writes it. */
export interface NewLength {
  readonly change: Change;
  /** As a title tells it: "50 steps", or "5% (50 steps)" where that is what is written. */
  readonly text: string;
  /** The same as a part of the run: "50 of the 1,000 steps". */
  readonly ofRun: string;
}

/** A duration of exactly so many steps, in the unit of `old` where that is a short number. */
export const lengthLike = (old: unknown, steps: number, { schedule }: RuleContext) =>
  durationLike(old, steps, schedule.time, DIGITS);

/** Gives a phase another length, in the unit in which its length is written. */
export function newLength(context: RuleContext, phase: PhaseSpan, steps: number): NewLength {
  const value = lengthLike(parameter(context, phase, "for"), steps, context);
  const change = { type: "set", path: [...phase.path, "for"], value } as const;
  const inUnit = typeof value === "string" && !/steps?$/.test(value);
  const say = (counted: string): string => (inUnit ? `${value} (${counted})` : counted);
  const run = formatCount(context.schedule.length);
  return {
    change,
    text: say(plural(steps, "step")),
    ofRun: say(t`${formatCount(steps)} of the ${run} steps`),
  };
}

/** The same of at least so many steps: as many as a round number of its unit has. */
export function newRoundLength(context: RuleContext, phase: PhaseSpan, steps: number): NewLength {
  const old = parameter(context, phase, "for");
  return newLength(context, phase, roundUpLike(old, steps, context.schedule.time));
}

const setLength = (context: RuleContext, phase: PhaseSpan, steps: number): Change =>
  newLength(context, phase, steps).change;

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
