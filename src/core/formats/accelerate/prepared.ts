import type { ForeignRun } from "../foreignSchedule";
import type { Asking } from "../python/asking";
import type { MethodCall } from "../python/script/loop";
import type { Script } from "../python/script/script";
import type { Stepping } from "../python/stepping";
import { numberOf, type LibraryObject, type Value } from "../python/script/value";
import { functionCurve } from "../../schedule/curves/functionBacked";

/** A scheduler that accelerate steps, whatever the script's own loop says. */
export interface Prepared {
  /** The call of `prepare`. */
  readonly call: MethodCall;
  readonly accelerator: LibraryObject;
  /** Steps are made once for each process at every update. */
  readonly perProcess: boolean;
  /** Each process gets a part of a loader's batches, not a part of each batch. */
  readonly sharesLoaders: boolean;
  /** Micro-batches of one update, where the accelerator counts them; undefined: one. */
  readonly accumulation: Value | undefined;
}

const isAccelerator = ({ path }: LibraryObject): boolean =>
  /^accelerate\b.*\bAccelerator$/.test(path);

/**
 * How accelerate wraps a scheduler (accelerate 1.10, scheduler.py): with each update it is stepped
 * once per process, and never for the micro-batches in between; with `split_batches` once, and
 * without `step_scheduler_with_optimizer` whenever the script says so.
 */
export function preparedBy(
  { findings }: Script,
  /** What stands for the scheduler in values. */
  scheduler: Value,
): Prepared | undefined {
  const call = findings.methods.find(
    ({ method, object, given }) =>
      /^prepare(?:_scheduler)?$/.test(method) && isAccelerator(object) && given.includes(scheduler),
  );
  if (!call) return undefined;
  const { given } = call.object;
  const named = (name: string): Value | undefined => given.keywords.get(name)?.value;
  const withOptimizer = !isFalse(named("step_scheduler_with_optimizer"));
  const config = named("dataloader_config");
  const split = [
    named("split_batches") ?? given.positional[1]?.value,
    config?.type === "object" ? config.given.keywords.get("split_batches")?.value : undefined,
  ];
  return {
    call,
    accelerator: call.object,
    perProcess: withOptimizer && !split.some(isTrue),
    sharesLoaders: !split.some(isTrue),
    accumulation: withOptimizer ? named("gradient_accumulation_steps") : undefined,
  };
}

const isTrue = (value: Value | undefined): boolean => value?.type === "boolean" && value.value;
const isFalse = (value: Value | undefined): boolean => value?.type === "boolean" && !value.value;

/** As the script would name it. */
export const processesSymbol = ({ accelerator }: Prepared): string =>
  `${accelerator.label ?? "accelerator"}.num_processes`;

/** Scheduler steps of one update; asked for where several processes would each make one. */
export function stepsPerUpdate(prepared: Prepared | undefined, asking: Asking): number | undefined {
  return prepared?.perProcess ? processesOf(prepared, asking) : 1;
}

function processesOf(prepared: Prepared, asking: Asking): number | undefined {
  const { calleeRange } = prepared.accelerator;
  const count = asking.ask(processesSymbol(prepared), calleeRange, "processes");
  return count !== undefined && count >= 1 ? Math.floor(count) : undefined;
}

type Run = Omit<ForeignRun, "name">;

/**
 * A run whose steps are the scheduler's, by updates. Of an unknown number of processes only the
 * first value is known: how soon the others come hangs on it.
 *
 * @param ownLength Updates of the run, where its loop says them.
 * @param last The step after which accelerate steps no more (OneCycleLR's total).
 */
export function byUpdates(
  run: Run | undefined,
  steps: number | undefined,
  {
    ownLength,
    last = Infinity,
  }: { readonly ownLength: number | undefined; readonly last?: number },
): Run | undefined {
  if (!run || steps === 1) return run;
  if (steps === undefined) return { ...run, horizon: "nominal", knownUntil: 1 };
  const length = ownLength ?? Math.max(1, Math.floor(run.length / steps));
  const { kind, optimizer, horizon, time } = run;
  return {
    kind,
    length,
    optimizer,
    ...(horizon && { horizon }),
    ...(time && { time }),
    tracks: run.tracks.map((track) => ({
      ...track,
      curve: functionCurve((update) => track.curve.at(Math.min(Math.floor(update) * steps, last))),
    })),
  };
}

/** The loader that was prepared before the scheduler was made, if the scheduler's length counts it. */
export function countsPreparedLoader(
  { findings }: Script,
  { accelerator }: Prepared,
  {
    scheduler,
    symbols,
  }: { readonly scheduler: LibraryObject; readonly symbols: readonly string[] },
): string | undefined {
  if (symbols.some((text) => text.includes("num_processes"))) return undefined;
  for (const { method, object, given, range } of findings.methods) {
    if (method !== "prepare" || object !== accelerator) continue;
    if (range.start > scheduler.range.start) continue;
    for (const value of given) {
      const name = nameOf(value);
      const counted = symbols.find((text) => name !== undefined && text === `len(${name})`);
      if (counted !== undefined) return counted;
    }
  }
  return undefined;
}

const nameOf = (value: Value): string | undefined => {
  if (value.type === "unknown") return value.symbol;
  return value.type === "object" ? value.label : undefined;
};

/**
 * The loader of the loop, where prepare() shares its batches among the processes after the scheduler
 * was made from the number of all (accelerate 1.10, data_loader.py, `BatchSamplerShard.__len__`).
 */
function sharedLoader(
  prepared: Prepared,
  { calls }: Stepping,
  scheduler: LibraryObject,
  { findings }: Script,
): Value | undefined {
  const over = calls.find(({ loops }) => loops.length > 0)?.loops.at(-1)?.over;
  if (over === undefined || !prepared.sharesLoaders) return undefined;
  for (const { method, object, given, range } of findings.methods)
    if (/^prepare/.test(method) && object === prepared.accelerator)
      if (range.start > scheduler.range.start) {
        const loader = given.find((value) => nameOf(value) === over);
        if (loader) return loader;
      }
  return undefined;
}

const dropsLast = (loader: Value): boolean =>
  loader.type === "object" && isTrue(loader.given.keywords.get("drop_last")?.value);

/** What turns the batches of an epoch into its updates; undefined where a number in it is open. */
function updatesOfBatches(
  prepared: Prepared,
  stepping: Stepping,
  asking: Asking,
  scheduler: LibraryObject,
): ((batches: number) => number) | undefined {
  const loader = sharedLoader(prepared, stepping, scheduler, asking.script);
  const processes = loader ? processesOf(prepared, asking) : 1;
  const each = prepared.accumulation ? asking.number(prepared.accumulation, "number") : 1;
  if (processes === undefined || each === undefined || each < 1) return undefined;
  const share = loader && dropsLast(loader) ? Math.floor : Math.ceil;
  // what is left at the end of an epoch is an update as well
  return (batches) => Math.ceil(share(batches / processes) / each);
}

/** Updates of the run: of the rounds that the script's loop makes, those that accelerate lets through. */
export function updatesOf(
  prepared: Prepared | undefined,
  stepping: Stepping,
  asking: Asking,
  scheduler: LibraryObject,
): number | undefined {
  const rounds = asking.number(stepping.length);
  if (!prepared) return rounds;
  const updates = updatesOfBatches(prepared, stepping, asking, scheduler);
  if (rounds === undefined || !updates) return undefined;
  const perEpoch = (stepping.perEpoch && numberOf(stepping.perEpoch)) ?? rounds;
  return perEpoch < 1 ? undefined : (rounds / perEpoch) * updates(perEpoch);
}
