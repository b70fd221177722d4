import type { Value } from "../python/script/value";
import type { Round, Rounds } from "./rounds";

/** The rates of a loop, one after another or each by itself. */
export type RatesOfLoop = Pick<Rounds, "inTurn" | "ratesAlone"> & {
  alone(k: number): Pick<Round, "rates"> | undefined;
};

/** Rounds that make an update: one in `every`, the first of them after `before` others. */
export interface UpdateRounds {
  readonly every: number;
  readonly before: number;
}

/** More rounds to an update are not looked for. */
const MOST = 512;

/**
 * `if (i + 1) % accumulate == 0: optimizer.step()`: the rounds of the loop that make an update, where
 * one in several does, over the whole run; undefined where each does, or nobody knows which.
 *
 * @param length Rounds of the run.
 */
export function updateRounds(reading: Rounds, length: number): UpdateRounds | undefined {
  const isUpdate = (k: number): boolean => reading.alone(k)?.updates === true;
  const next = (from: number): number => {
    let k = from;
    while (k < Math.min(length, from + MOST) && !isUpdate(k)) k += 1;
    return isUpdate(k) ? k : NaN;
  };
  const before = next(0);
  const every = next(before + 1) - before;
  if (!(every > 1) || before >= every) return undefined;
  const last = Math.floor((length - 1 - before) / every);
  const regular = [2, 3, Math.floor(last / 2), last].every((turn) => {
    const k = before + turn * every;
    return (
      k >= length || (isUpdate(k) && !isUpdate(k - 1) && (k + 1 >= length || !isUpdate(k + 1)))
    );
  });
  return regular ? { every, before } : undefined;
}

/** Updates among so many rounds. */
export const updatesAmong = ({ every, before }: UpdateRounds, rounds: number): number =>
  Math.floor((rounds - before - 1) / every) + 1;

/** The rates of the rounds that make an update, counted by themselves. */
export function ofUpdates(reading: Rounds, { every, before }: UpdateRounds): RatesOfLoop {
  const roundOf = (update: number): number => before + update * every;
  return {
    inTurn: (count): readonly (readonly Value[])[] =>
      reading.inTurn(roundOf(count - 1) + 1).filter((_, k) => k % every === before),
    ratesAlone: (k) => reading.ratesAlone(roundOf(k)),
    alone: (k) => reading.alone(roundOf(k)),
  };
}
