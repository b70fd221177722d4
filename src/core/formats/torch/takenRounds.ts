import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { functionCurve } from "../../schedule/curves/functionBacked";
import { sequenceCurve, type Piece } from "../../schedule/curves/sequence";
import { shiftCurve } from "../../schedule/curves/transform";
import { preparedBy } from "../accelerate/prepared";
import type { Loop } from "../python/script/loop";
import type { Script } from "../python/script/script";
import { numberOf, type LibraryObject } from "../python/script/value";
import type { Stepping } from "../python/stepping";
import { torchKind } from "./call";
import { lastOf } from "./lightning";
import { callOf, restrictionsOf } from "./restrictions";

/** Which steps of its clock a scheduler makes, over and over. */
export interface Taken {
  readonly pattern: readonly boolean[];
  /** Steps of the clock to each entry of the pattern. */
  readonly each: number;
}

/**
 * `if epoch >= 10: scheduler.step()`: the rounds in which it is stepped, where the loop's variable
 * alone decides; undefined where it is stepped in all of them, or nobody knows in which.
 */
export function takenRounds(
  script: Script,
  object: LibraryObject,
  stepping: Stepping,
): Taken | undefined {
  if (stepping.every !== undefined) return { pattern: lastOf(stepping.every), each: 1 };
  const call = callOf(object, stepping);
  const conditions = restrictionsOf(object, stepping);
  if (!call || conditions.length === 0 || stepping.calls.length > 1) return undefined;
  // step(epoch) goes to that epoch, but for a plateau's step(metric); accelerate has a count of its own
  const plain = torchKind(object) === "ReduceLROnPlateau" ? 1 : 0;
  if (call.given.length > plain || preparedBy(script, object)) return undefined;
  // rounds without an update are no time that a curve goes through
  if (conditions.some((text) => stepping.updatesIf?.includes(text))) return undefined;
  const rounds = conditions.map((text) => call.rounds?.find(({ condition }) => condition === text));
  const loop = rounds[0]?.loop;
  if (!loop || rounds.some((one) => one?.loop !== loop)) return undefined;
  const inside = call.loops.slice(object.loops.length);
  const at = inside.indexOf(loop);
  const each = roundsIn(inside.slice(at + 1));
  if (at < 0 || each === undefined || inside.some(({ total }) => total)) return undefined;
  const pattern = loop.values?.map((_, round) => rounds.every((one) => one?.taken[round]));
  return pattern && { pattern, each };
}

function roundsIn(loops: readonly Loop[]): number | undefined {
  const counts = loops.map(({ count }) => numberOf(count));
  const product = counts.reduce<number>((all, count) => all * (count ?? NaN), 1);
  return Number.isInteger(product) && product > 0 ? product : undefined;
}

/** How many steps a scheduler has made before a step of its clock. */
export const stepsMade = (taken: Taken, before: number): number => counterOf(taken)(before);

function counterOf({ pattern, each }: Taken): (before: number) => number {
  const made = [0];
  for (const isTaken of pattern) made.push((made.at(-1) ?? 0) + (isTaken ? each : 0));
  const period = pattern.length * each;
  return (before) => {
    const rest = before % period;
    const round = Math.floor(rest / each);
    const whole = Math.floor(before / period) * (made.at(-1) ?? 0);
    return whole + (made[round] ?? 0) + (pattern[round] ? rest - round * each : 0);
  };
}

/** A run of more rounds is asked for its values one by one: pieces would cost as much as it is long. */
const MOST_ROUNDS = 10_000;

/** The curve over its clock, from that over the steps that the scheduler makes. */
export function takenCurve(curve: Curve, taken: Taken, length: number): Curve {
  if (length / taken.each > MOST_ROUNDS) {
    const count = counterOf(taken);
    return functionCurve((step) => curve.at(count(Math.floor(step))));
  }
  const pieces: Piece[] = [];
  let made = 0;
  for (const { start, end, isStepped } of stretches(taken, length)) {
    pieces.push({
      start,
      curve: isStepped ? shiftCurve(curve, made) : constantCurve(curve.at(made)),
    });
    if (isStepped) made += end - start;
  }
  return pieces.length === 0 ? curve : sequenceCurve(pieces);
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly isStepped: boolean;
}

/** Neighbours that are alike are one stretch. */
function stretches({ pattern, each }: Taken, length: number): Stretch[] {
  const found: Stretch[] = [];
  for (let start = 0; start < length; start += each) {
    const isStepped = pattern[(start / each) % pattern.length] ?? false;
    const last = found.at(-1);
    if (last?.isStepped === isStepped) found[found.length - 1] = { ...last, end: start + each };
    else found.push({ start, end: start + each, isStepped });
  }
  return found;
}
