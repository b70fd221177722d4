import type { Curve } from "../../schedule/curve";
import { Asking } from "../python/asking";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import { OPEN_RUN } from "../python/libraryRun";
import { optimizerIn, scriptOptimizer } from "../python/optimizer";
import {
  curvesAlone,
  isClosed,
  LONGEST,
  rateTracksOf,
  tablesOf,
  TRIED,
} from "../python/ratesByStep";
import type { GroupWrite, Loop, MethodCall } from "../python/script/loop";
import { optimizerGroups } from "../python/script/optimizers";
import { readUntil, type Script } from "../python/script/script";
import { numberOf, unknownValue, type LibraryObject, type Value } from "../python/script/value";
import { unknownUpdates, updatesIn } from "../python/stepping";
import { drawnSteps } from "../horizon";
import { torchKind } from "../torch/call";
import { Rounds, type Nest } from "./rounds";
import { sameObject } from "./sameObject";
import { ofUpdates, updateRounds, updatesAmong, type RatesOfLoop } from "./updateRounds";

/** Rates that a script writes into `optimizer.param_groups` by itself, in the loop that trains. */
export const handSetDialect: ScriptDialect = {
  id: "handSet",
  find: (script) => {
    const groups = new Map<string, GroupWrite[]>();
    for (const write of script.findings.writes) {
      if (write.key !== "lr" || loopsOf(write).length === 0 || isDriven(script, write)) continue;
      const key = `${write.optimizer.range.start} ${loopsOf(write)[0]?.range.start ?? 0}`;
      groups.set(key, [...(groups.get(key) ?? []), write]);
    }
    return [...groups.values()].map((writes) => foundOf(script, writes));
  },
};

/** A scheduler of torch that drives the same optimizer is the schedule; writing beside it is a trap. */
export const isDriven = (script: Script, { optimizer }: GroupWrite): boolean =>
  script.findings.objects.some(
    (object) =>
      torchKind(object) !== undefined &&
      optimizerIn(
        object.given.positional[0]?.value ?? object.given.keywords.get("optimizer")?.value,
      ) === optimizer,
  );

/** The loops around a write that the optimizer was not made in, and that do not run over optimizers. */
const loopsOf = ({ loops, optimizer }: GroupWrite): readonly Loop[] => roundsOf(loops, optimizer);

const roundsOf = (loops: readonly Loop[], { loops: made, label }: LibraryObject): readonly Loop[] =>
  loops.slice(made.length).filter(({ variable }) => variable !== label);

function foundOf(script: Script, writes: readonly GroupWrite[]): FoundSchedule {
  const deepest = writes.reduce((a, b) => (loopsOf(b).length > loopsOf(a).length ? b : a));
  const loops = loopsOf(deepest);
  const [outer, inner] = loops.slice(-2);
  const perEpoch = loops.length === 1 && isPerEpoch(script, deepest, loops);
  const { optimizer } = deepest;
  return {
    ...shownAs(script, deepest),
    format: "torch",
    clock: perEpoch ? "epoch" : "update",
    stepped: perEpoch ? "epoch" : "batch",
    ...(perEpoch && { updatesPerEpoch: updatesPerEpoch(script, deepest, loops) }),
    run: (asking) =>
      outer &&
      run({
        optimizer,
        outer,
        inner,
        asking,
        accumulates: !perEpoch && accumulates(script, deepest),
      }),
  };
}

/** Under its scheduler, where one of the script's own writes it in `step()`: that may be another file's. */
function shownAs(
  { findings }: Script,
  { range, optimizer, by }: GroupWrite,
): Pick<FoundSchedule, "name" | "anchor" | "range"> {
  if (!by) return { name: optimizer.label ?? "optimizer", anchor: range, range };
  const own = findings.ownSchedulers.get(by.attributes)?.instance;
  return { name: own?.label ?? "scheduler", anchor: by.calleeRange, range: by.range };
}

const updatesOf = ({ findings }: Script, { optimizer }: GroupWrite): MethodCall[] =>
  findings.methods.filter(
    ({ method, object, given }) =>
      method === "step" && (object === optimizer || given.includes(optimizer)),
  );

/** `if (i + 1) % 4 == 0: optimizer.step()` */
function accumulates(script: Script, write: GroupWrite): boolean {
  const updates = updatesOf(script, write);
  const isSome = ({ conditions }: MethodCall): boolean =>
    conditions.some((text) => text.includes("%"));
  return updates.length > 0 && updates.every(isSome);
}

/** Updates are made in a loop inside, or the loop is named after epochs. */
function isPerEpoch(script: Script, write: GroupWrite, loops: readonly Loop[]): boolean {
  const [update] = updatesOf(script, write);
  if (update) return roundsOf(update.loops, write.optimizer).length > loops.length;
  const [loop] = loops;
  return loop !== undefined && loop.counted && !/step|iter|batch|update/i.test(loop.variable);
}

/** A rate that is written after the epoch's updates holds from the next epoch on all the same. */
function updatesPerEpoch(script: Script, write: GroupWrite, loops: readonly Loop[]): Value {
  const updates = updatesOf(script, write).filter((call) => call.loops.includes(loops[0] as Loop));
  return updatesIn(updates, write.loops.length) ?? unknownUpdates(write.range);
}

interface Wanted {
  readonly optimizer: GroupWrite["optimizer"];
  readonly outer: Loop;
  readonly inner: Loop | undefined;
  readonly asking: Asking;
  /** Whether an update may take several rounds. */
  readonly accumulates: boolean;
}

function run({
  optimizer,
  outer,
  inner,
  asking,
  accumulates,
}: Wanted): ReturnType<FoundSchedule["run"]> {
  const { script } = asking;
  // its own rate is needed only where the script reads it, and is asked for there
  const own = scriptOptimizer(optimizer, new Asking(script, asking.anchor));
  const groups = optimizerGroups(script.machine, optimizer)?.length ?? 1;
  const perRound = inner ? asking.number(inner.count) : undefined;
  const arrival = readUntil({ node: outer.node, text: outer.text }, script);
  if (!arrival) return undefined;
  const nest: Nest = { outer, inner, perRound };
  const same = sameObject(script.findings, arrival.script.machine, optimizer);
  const reading = new Rounds(arrival, nest, same);
  const rounds = lengthOf({ outer, inner, perRound }, asking, reading);
  const seldom = accumulates && !inner ? updateRounds(reading, rounds ?? OPEN_RUN) : undefined;
  const ended = seldom && rounds !== undefined ? updatesAmong(seldom, rounds) : rounds;
  const length = ended ?? drawnSteps([], 300);
  const curves = curvesOf(seldom ? ofUpdates(reading, seldom) : reading, length, groups, asking);
  if (!curves) return undefined;
  return {
    length,
    ...(ended === undefined && { horizon: "open" as const }),
    tracks: rateTracksOf(curves),
    kind: "by hand",
    optimizer: own?.own,
  };
}

/** The rounds in all; of `while True` those before its `break`. */
function lengthOf(
  { outer, inner, perRound }: Nest,
  asking: Asking,
  reading: Rounds,
): number | undefined {
  const rounds = numberOf(outer.count);
  if (rounds === undefined) {
    const end = inner ? undefined : endOf(reading);
    if (end !== undefined) return end;
    asking.askFor(outer.count);
    return undefined;
  }
  const total = inner ? rounds * (perRound ?? NaN) : rounds;
  return total >= 1 ? Math.floor(total) : undefined;
}

/** Up to so many rounds are simply run. */
const RUN = 3000;

/** Curves of rounds that are known one by one; of others, the table of all that were run. */
function curvesOf(
  reading: RatesOfLoop,
  length: number,
  groups: number,
  asking: Asking,
): readonly Curve[] | undefined {
  const run = length <= RUN ? reading.inTurn(length) : [];
  if (run.length === length && !firstUnknown(run, groups)) return tablesOf(run, groups);
  const tried = reading.inTurn(Math.min(length, TRIED));
  const alone = (k: number): readonly Value[] => reading.alone(k)?.rates ?? [];
  if (isClosed(alone, tried, length))
    return curvesAlone(cheapest(reading, alone, tried, length), groups);
  const unknown = firstUnknown(tried, groups);
  if (unknown) return noteUnknown(unknown, asking);
  if (length > LONGEST) return tooLong(asking);
  const rows = reading.inTurn(length);
  const open = firstUnknown(rows, groups);
  if (open) return noteUnknown(open, asking);
  return rows.length < length ? tooLong(asking) : tablesOf(rows, groups);
}

type Alone = (k: number) => readonly Value[];

/** Steps of a run, evenly spread, at which a part of the loop must give what the whole gives. */
const COMPARED = 24;

/**
 * Rates from the part of the loop that has to do with them, where it gives what all of it gives, in
 * the first rounds and all over the run: a loop does much else, and curves are asked for often.
 */
function cheapest(
  reading: RatesOfLoop,
  alone: Alone,
  tried: readonly (readonly Value[])[],
  length: number,
): Alone {
  const part: Alone = (k) => reading.ratesAlone(k);
  if (!isClosed(part, tried, length)) return alone;
  for (let i = 0; i < COMPARED; i++) {
    const k = Math.floor((i * (length - 1)) / (COMPARED - 1));
    const [ours, whole] = [part(k), alone(k)].map((rates) => rates.map(numberOf));
    if (ours?.length !== whole?.length || ours?.some((rate, group) => rate !== whole?.[group]))
      return alone;
  }
  return part;
}

function noteUnknown(value: Value, asking: Asking): readonly Curve[] | undefined {
  asking.askFor(value);
  return undefined;
}

function tooLong(asking: Asking): readonly Curve[] | undefined {
  asking.ask("a rate that every round changes, over too many rounds", asking.anchor, "number");
  return undefined;
}

function firstUnknown(rows: readonly (readonly Value[])[], groups: number): Value | undefined {
  for (const row of rows)
    for (let group = 0; group < groups; group++) {
      const value = row[group];
      if (!value) return unknownValue("the rate of a parameter group", { start: 0, end: 0 });
      if (numberOf(value) === undefined) return value;
    }
  return undefined;
}

/** `if step > last: break`: the first round that ends the loop, found by bisection. */
function endOf(reading: Rounds): number | undefined {
  const ends = (k: number): boolean => reading.alone(k)?.completion?.type === "break";
  let high = 1;
  while (high < 1e9 && !ends(high)) high *= 2;
  if (high >= 1e9) return undefined;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (ends(middle)) high = middle;
    else low = middle;
  }
  if (ends(0)) return undefined;
  // a round that makes its update before it breaks counts
  return reading.alone(high)?.updates === true ? high + 1 : high;
}
