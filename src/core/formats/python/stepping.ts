import type { Clock } from "../../schedule/time";
import type { Symbols } from "../../schedule/unknownValue";
import type { Range } from "../../text/range";
import { givenUpdates, UPDATES_PER_EPOCH } from "../epochClock";
import type { Stepped } from "../format";
import type { Asking } from "./asking";
import { exclusive } from "./exclusive";
import { optimizerIn } from "./optimizer";
import type { Loop, MethodCall } from "./script/loop";
import { binary } from "./script/operators";
import type { Script } from "./script/script";
import {
  numberValue,
  unknownFrom,
  unknownValue,
  type LibraryObject,
  type Value,
} from "./script/value";

/** Where a scheduler's `step()` is called, and how often. */
export interface Stepping {
  readonly stepped: Stepped;
  readonly clock: Clock;
  /** N on that clock; undefined where nothing in the script says it. */
  readonly length: Value | undefined;
  /** Rounds of the loop over batches, where the scheduler is stepped once a batch. */
  readonly perEpoch?: Value | undefined;
  /** Epochs, where a loop over them is around. */
  readonly epochs?: Value | undefined;
  /** Updates of an epoch, where the scheduler is stepped once for all of them. */
  readonly updates?: Value | undefined;
  /** The calls that were found. */
  readonly calls: readonly MethodCall[];
  /** The first update comes after the first step. */
  readonly early: boolean;
  /** Its `step()` is given a number: the epoch, with fractions. */
  readonly fractional?: boolean;
  /** Where its steps are epochs with fractions: the updates of the run. */
  readonly updatesInAll?: Value | undefined;
  /** The condition that says after which of the updates it is stepped. */
  readonly rarely?: string;
  /** A framework steps it after every so many of the clock's steps. */
  readonly every?: number | undefined;
  /** What must hold for an update to be made. */
  readonly updatesIf?: readonly string[];
}

const UNKNOWN: Stepping = {
  stepped: "unknown",
  clock: "update",
  length: undefined,
  calls: [],
  early: false,
};

/** Has the length of the loop, where one number says it, among what can be changed. */
export function stateLength(stepping: Stepping, asking: Asking): void {
  asking.setting("length", stepping.length, { range: headOfLoop(stepping, asking.script) });
}

/** The line of the loop that trains, where it stands in the script itself. */
function headOfLoop({ calls }: Stepping, { program: { text } }: Script): Range | undefined {
  const loop = calls[0]?.loops.find((one) => one.text === text);
  if (!loop) return undefined;
  const { start, end } = loop.range;
  const line = text.indexOf("\n", start);
  return { start, end: line < 0 ? end : Math.min(end, line) };
}

/** Finds the calls of `method` on any of `objects`, and compares them with those of the optimizer. */
export function steppingOf(
  script: Script,
  objects: readonly LibraryObject[],
  optimizer: Value | undefined,
  method = "step",
): Stepping {
  const { methods, escaped } = script.findings;
  const calls = methods.filter(
    (call) =>
      call.method === method &&
      objects.includes(call.object) &&
      // what steps the scheduler of another branch does not step this one
      !exclusive(call.conditions, call.object.conditions),
  );
  const made = objects[0]?.loops ?? [];
  const call = calls.find(({ loops }) => loops.length > made.length) ?? calls[0];
  if (!call) {
    // of what only a flag brings about, the loop as it is by default shows nothing
    const elsewhere = objects.some((object) => escaped.has(object) || object.conditions.length > 0);
    // a file that makes no update is not the one that trains
    const trains = updatesOf(script, optimizer).length > 0;
    return { ...UNKNOWN, stepped: trains && !elsewhere ? "never" : "unknown" };
  }
  const updatesIf = updatesOf(script, optimizer).flatMap(({ conditions }) => conditions);
  return { ...compared(script, call, made, optimizer), calls, updatesIf };
}

function compared(
  script: Script,
  call: MethodCall,
  made: readonly Loop[],
  optimizer: Value | undefined,
): Omit<Stepping, "calls"> {
  const inside = call.loops.slice(made.length);
  const updates = updatesOf(script, optimizer).filter(
    ({ loops }) => inside.length === 0 || loops.includes(inside[0] as Loop),
  );
  const update = updates[0];
  const { methods } = script.findings;
  const early = update !== undefined && methods.indexOf(call) < methods.indexOf(update);
  const rounds = update ? update.loops.slice(made.length) : [];
  if (inside.length === 0) return withoutLoop(updates, made.length);
  if (update && rounds.length > inside.length)
    return { ...perEpoch(inside, early), updates: updatesIn(updates, made.length + inside.length) };
  if (update && rounds.length === inside.length) {
    const rarely = rarelyOn(call, updates);
    const accumulated = rarely === undefined && call.conditions.some(countsRounds);
    return { ...perUpdate(script, inside, early, accumulated), ...(rarely && { rarely }) };
  }
  return byName(script, call, inside, early);
}

/** `(i + 1) % n == 0`, or what is left where `(i + 1) % n != 0` goes on to the next round. */
const countsRounds = (text: string): boolean =>
  text.includes("%") && !(text.startsWith("not ") && /==/.test(text));

/** `if i % 100 == 0: scheduler.step()`, where the optimizer makes an update in every round. */
function rarelyOn(
  { conditions, object }: MethodCall,
  updates: readonly MethodCall[],
): string | undefined {
  const own = conditions.find((text) => countsRounds(text) && !object.conditions.includes(text));
  const shared = updates.some((update) => update.conditions.some((text) => text.includes("%")));
  return shared ? undefined : own;
}

/** `def train_epoch()`: as often as it is called, which is elsewhere, with the updates that it makes. */
function withoutLoop(updates: readonly MethodCall[], made: number): Omit<Stepping, "calls"> {
  const [update] = updates;
  if (!update) return UNKNOWN;
  if (update.loops.length === made) return { ...UNKNOWN, stepped: "batch" };
  return { ...perEpoch([], false), updates: updatesIn(updates, made) };
}

/** The updates of an epoch, of a scheduler that is stepped once for all of them. */
export const updatesPerEpoch = ({ clock, updates }: Stepping, range: Range): Value | undefined =>
  clock !== "epoch" ? undefined : (updates ?? unknownUpdates(range));

export const unknownUpdates = (range: Range): Value => unknownValue(UPDATES_PER_EPOCH, range);

function updatesGiven(symbols: Symbols, range: Range): Value {
  const given = givenUpdates(symbols);
  return given === undefined ? unknownUpdates(range) : numberValue(given);
}

/** The calls that make updates: of the optimizer itself, or of a scaler that is given it. */
function updatesOf(script: Script, optimizer: Value | undefined): MethodCall[] {
  const object = optimizerIn(optimizer);
  return script.findings.methods.filter(({ method, object: on, given }) => {
    if (method === "step" && /Scaler$/.test(on.path)) return true;
    if (method !== "step" && method !== "minimize")
      return method === "backward" && /deepspeed/.test(on.path);
    if (object) return on === object || given.includes(object);
    return optimizerIn(on) !== undefined;
  });
}

function perEpoch(inside: readonly Loop[], early: boolean): Omit<Stepping, "calls"> {
  return {
    stepped: "epoch",
    clock: "epoch",
    length: product(inside),
    early,
    epochs: inside.at(-1)?.count,
  };
}

/** The updates of an epoch: the rounds of the loops in it that make one each, however many they are. */
export function updatesIn(updates: readonly MethodCall[], outside: number): Value | undefined {
  const [first] = updates;
  if (!first) return undefined;
  // under the same conditions there are two of them in a round, under different ones they are branches
  const branches = new Set(updates.map(({ conditions }) => conditions.join("\n")));
  const counted =
    branches.size === updates.length &&
    updates.every(
      ({ method, conditions, loops }) =>
        method !== "backward" &&
        loops.length === first.loops.length &&
        !conditions.some((text) => /%|accum|sync/i.test(text)),
    );
  if (!counted) return unknownUpdates(first.range);
  return product(first.loops.slice(outside));
}

function perUpdate(
  { machine }: Script,
  inside: readonly Loop[],
  early: boolean,
  /** Whether an update takes several rounds. */
  accumulated: boolean,
): Omit<Stepping, "calls"> {
  const inner = inside.at(-1);
  const outer = inside.slice(0, -1);
  const rounds = inner?.count;
  const perEpochCount = accumulated && rounds ? updatesGiven(machine.symbols, inner.range) : rounds;
  const length =
    accumulated && perEpochCount
      ? timesAll([...outer.map(({ count }) => count), perEpochCount])
      : product(inside);
  return {
    stepped: "batch",
    clock: "update",
    length,
    early,
    ...(outer.length > 0 && { perEpoch: perEpochCount, epochs: outer.at(-1)?.count }),
  };
}

const EPOCH = /(?:^|_)e(?:p|poch)?s?(?:_|$)|epoch/i;
const BATCH = /step|iter|^it$|batch|update|idx/i;

/** No update was seen: what the loop is called and runs over has to do. */
function byName(
  script: Script,
  call: MethodCall,
  inside: readonly Loop[],
  early: boolean,
): Omit<Stepping, "calls"> {
  const inner = inside.at(-1);
  if (!inner) return UNKNOWN;
  if (EPOCH.test(inner.variable) || (inner.counted && EPOCH.test(inner.over)))
    return perEpoch(inside, early);
  if (!inner.counted || BATCH.test(inner.variable))
    return perUpdate(script, inside, early, call.conditions.some(countsRounds));
  return { ...UNKNOWN, length: product(inside) };
}

/** The rounds of loops in one another; one that is counted in an inner one has the rounds of both. */
export function product(loops: readonly Loop[]): Value | undefined {
  const counts: Value[] = [];
  for (let at = 0; at < loops.length; at++) {
    const { count, total } = loops[at] as Loop;
    const inner = total
      ? loops.findIndex(({ node }, index) => index > at && node === total.within)
      : -1;
    counts.push(total && inner > at ? total.count : count);
    at = Math.max(at, inner);
  }
  return timesAll(counts);
}

/** The product of counts; unknown with all that is unknown in them. */
export function timesAll(counts: readonly Value[]): Value | undefined {
  let total: Value | undefined;
  for (const count of counts)
    total = total
      ? (binary("*", total, count) ??
        unknownFrom([total, count], "the number of steps", { start: 0, end: 0 }))
      : count;
  return total;
}
