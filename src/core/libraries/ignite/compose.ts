import type { Curve } from "../../schedule/curve";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import type { LibraryContext } from "../construction";
import { moved } from "../curves/cycles";
import { stretches, type Stretch } from "../curves/pieces";
import type { LibraryIssue } from "../refusal";
import type { LibraryCall } from "../value";
import { torchTable } from "../torch/table";
import { piecewiseLinearCurve } from "./piecewise";
import { initialValue, type IgniteKind, type IgniteScheduler } from "./scheduler";
import { askedScheduler } from "./torchScheduler";

export type SchedulerBuilder = (call: LibraryCall, context: LibraryContext) => IgniteScheduler;

interface Turn {
  readonly start: number;
  readonly index: number;
}

/** When each scheduler takes over. A duration of 0 is passed over only at the very start. */
function turnsOf(durations: readonly number[]): Turn[] {
  const turns: Turn[] = [{ start: 0, index: durations[0] === 0 ? 1 : 0 }];
  for (;;) {
    const { start, index } = turns.at(-1) ?? { start: 0, index: 0 };
    const duration = durations[index];
    if (duration === undefined || duration <= 0) return turns;
    turns.push({ start: start + duration, index: index + 1 });
  }
}

/** The next scheduler starts at its own event 0. */
function concatenated(
  list: readonly IgniteScheduler[],
  durations: readonly number[],
): IgniteScheduler {
  const turns = turnsOf(durations);
  const curve = (name: string, group: number, entering: number): Curve | undefined => {
    const parts: Stretch[] = [];
    for (const { start, index } of turns) {
      const before = start === 0 ? entering : stretches(parts).at(start - 1);
      const part = list[index]?.curve(name, group, before);
      if (part) parts.push({ start, curve: moved(part, start) });
      else if (parts.length === 0) return undefined;
    }
    return stretches(parts);
  };
  const failure = failureOf(list, turns);
  return { names: list[0]?.names ?? [], curve, ...(failure && { failure }) };
}

function failureOf(
  list: readonly IgniteScheduler[],
  turns: readonly Turn[],
): LibraryIssue | undefined {
  for (const { start, index } of turns) {
    const failure = list[index]?.failure;
    if (failure) return { ...failure, errorStep: (failure.errorStep ?? 0) + start };
  }
  return undefined;
}

export const concatScheduler = (build: SchedulerBuilder): IgniteKind => ({
  kind: "ConcatScheduler",
  parameters: signature({ schedulers: undefined, durations: undefined, save_history: false }),
  make: (args, context) => {
    const calls = args.calls("schedulers");
    if (calls.length < 2) args.refuse("schedulers", t("must hold more than one scheduler"));
    const durations = args.numbers("durations");
    if (durations.length !== calls.length - 1)
      args.refuse("durations", t`must be ${calls.length - 1}, one fewer than the schedulers`);
    const list = calls.map((call) => build(call, context));
    const names = new Set(list.flatMap((scheduler) => scheduler.names));
    if (names.size !== 1) args.refuse("schedulers", t("must all set the same parameter"));
    return concatenated(list, durations);
  },
});

/** ParamGroupScheduler: several schedulers side by side, as a rule one for each parameter group. */
export const paramGroupScheduler = (build: SchedulerBuilder): IgniteKind => ({
  kind: "ParamGroupScheduler",
  parameters: signature({ schedulers: undefined, names: null, save_history: false }),
  make: (args, context) => {
    const list = args.calls("schedulers").map((call) => build(call, context));
    if (args.has("names") && args.list("names").length !== list.length)
      args.refuse("names", t`must be ${list.length}`);
    return sideBySide(list);
  },
});

/** The later scheduler wins where two set the same parameter of a group. */
function sideBySide(list: readonly IgniteScheduler[]): IgniteScheduler {
  const failure = list.find((scheduler) => scheduler.failure)?.failure;
  return {
    names: [...new Set(list.flatMap((scheduler) => scheduler.names))],
    curve: (name, group, entering) =>
      list
        .filter((scheduler) => scheduler.names.includes(name))
        .map((scheduler) => scheduler.curve(name, group, entering))
        .filter((curve) => curve !== undefined)
        .at(-1),
    ...(failure && { failure }),
  };
}

type Pair = readonly [number, number];

/**
 * create_lr_scheduler_with_warmup: straight up over warmup_duration events, the last of which has
 * warmup_end_value unless the scheduler begins with that very value; then the scheduler.
 */
export const createWithWarmup = (build: SchedulerBuilder): IgniteKind => ({
  kind: "create_lr_scheduler_with_warmup",
  parameters: signature({
    lr_scheduler: undefined,
    warmup_start_value: undefined,
    warmup_duration: undefined,
    warmup_end_value: null,
    save_history: false,
    output_simulated_values: null,
  }),
  make: (args, context) => {
    const call = args.call("lr_scheduler");
    if (!call) return args.refuse("lr_scheduler", t("must be a scheduler"));
    const duration = args.number("warmup_duration");
    if (!args.isInteger("warmup_duration") || duration <= 1)
      args.refuse("warmup_duration", t("must be an integer of at least 2"));
    const torch = torchTable.kinds.has(call.kind);
    const main = torch ? askedScheduler(call, context, 1) : build(call, context);
    const rises = context.optimizer.learningRates.map((rate, group) =>
      riseOf(args, context, { torch: torch && group === 0, main, duration, rate, group }),
    );
    const warmup: IgniteScheduler = {
      names: ["lr"],
      curve: (_, group) => piecewiseLinearCurve(rises[group] ?? []),
    };
    // the last group's warmup says how long all of them take
    return concatenated([warmup, main], [(rises.at(-1)?.at(-1)?.[0] ?? 0) + 1]);
  },
});

interface Rise {
  /** The group's own rate is what torch's scheduler begins with; checked for the first group only. */
  readonly torch: boolean;
  readonly main: IgniteScheduler;
  readonly duration: number;
  readonly rate: number;
  readonly group: number;
}

function riseOf(args: Arguments, context: LibraryContext, rise: Rise): Pair[] {
  const { torch, main, duration, rate, group } = rise;
  const from = args.number("warmup_start_value");
  const to = args.optional("warmup_end_value") ?? rate;
  const pairs: Pair[] = [
    [0, from],
    [duration - 1, to],
  ];
  if (torch) return rate === to ? pairs : [...pairs, [duration, rate]];
  const begins = main.torch
    ? NaN
    : main.curve("lr", group, initialValue(context, "lr", group))?.at(0);
  if (begins !== to) return pairs;
  if (duration <= 2) return pairs.slice(0, -1);
  return [
    [0, from],
    [duration - 2, to - (to - from) / (duration - 1)],
  ];
}
