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
  if (!prepared?.perProcess) return 1;
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

/** Updates of the run: of the rounds that the script's loop makes, those that accelerate lets through. */
export function updatesOf(
  prepared: Prepared | undefined,
  stepping: Stepping,
  asking: Asking,
): number | undefined {
  const rounds = asking.number(stepping.length);
  const { accumulation } = prepared ?? {};
  if (!accumulation) return rounds;
  const each = asking.number(accumulation, "number");
  if (rounds === undefined || each === undefined || each < 1) return undefined;
  const perEpoch = stepping.perEpoch && numberOf(stepping.perEpoch);
  // what is left at the end of an epoch is an update as well
  return perEpoch === undefined || perEpoch < 1
    ? Math.ceil(rounds / each)
    : (rounds / perEpoch) * Math.ceil(perEpoch / each);
}
