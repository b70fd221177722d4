import { Rounds } from "../handSet/rounds";
import { sameObject } from "../handSet/sameObject";
import type { EpochAt } from "../epochClock";
import { readUntil, type Script } from "../python/script/script";
import { numberOf, type LibraryObject } from "../python/script/value";
import { isClosed, LONGEST, TRIED } from "../python/ratesByStep";
import type { Stepping } from "../python/stepping";
import { callOf } from "./restrictions";

/**
 * Which epoch, with fractions, holds at an update of a scheduler whose `step(epoch + i / n)` says it
 * after every batch: what was given after the update before, and at the first the constructor's 0.
 * Undefined where only the run knows it.
 */
export function epochsGiven(
  script: Script,
  object: LibraryObject,
  stepping: Stepping,
): EpochAt | undefined {
  const given = argumentsOf(script, object, stepping);
  if (!given || stepping.early) return given;
  return (update) => (update < 1 ? 0 : given(update - 1));
}

/** What the script gives to `step()` in each round of its loops, whose lengths are known. */
function argumentsOf(
  script: Script,
  object: LibraryObject,
  stepping: Stepping,
): EpochAt | undefined {
  const call = callOf(object, stepping);
  const length = numberOf(stepping.updatesInAll);
  const [outer, inner, deeper] = call?.loops.slice(object.loops.length) ?? [];
  if (!outer || deeper || length === undefined || stepping.calls.length > 1) return undefined;
  const arrival = readUntil({ node: outer.node, text: outer.text }, script);
  if (!arrival) return undefined;
  const nest = { outer, inner, perRound: inner && numberOf(inner.count) };
  const same = sameObject(script.findings, arrival.script.machine, object);
  const rounds = new Rounds(arrival, nest, same, ({ given }) => given.slice(0, 1));
  const alone = (k: number) => rounds.alone(k)?.rates ?? [];
  if (isClosed(alone, rounds.inTurn(Math.min(length, TRIED)), length))
    return (k) => numberOf(alone(Math.floor(k))[0]) ?? NaN;
  const rows = length <= LONGEST ? rounds.inTurn(length).map(([value]) => numberOf(value)) : [];
  if (rows.length < length || rows.includes(undefined)) return undefined;
  return (k) => rows[Math.floor(k)] ?? NaN;
}
