import { t } from "../../text/words";
import { Arguments, signature } from "../arguments";
import { Refusal } from "../refusal";
import type { LibraryKind } from "../construction";
import type { LibraryRecord, LibraryValue } from "../value";
import { DECAY_STYLES, optimizerParamScheduler } from "./scheduler";

/** Which unit the lengths are given in: updates, or samples. */
type Clock = "iters" | "samples";

function clockOf(args: Arguments): Clock {
  const clock = args.has("train-iters") ? "iters" : "samples";
  if (!args.has(`train-${clock}`)) args.refuse("train-iters", t("or train-samples must be given"));
  const other = clock === "iters" ? "samples" : "iters";
  for (const name of [`train-${other}`, `lr-decay-${other}`])
    if (args.has(name)) args.refuse(name, t`does not go with train-${clock}`);
  if (args.number(`lr-warmup-${other}`) !== 0)
    args.refuse(`lr-warmup-${other}`, t`does not go with train-${clock}`);
  if (args.has("lr-warmup-fraction") && args.number(`lr-warmup-${clock}`) !== 0)
    args.refuse("lr-warmup-fraction", t`does not go with lr-warmup-${clock}`);
  return clock;
}

/** The lengths in samples, which is what the scheduler counts. */
function lengths(args: Arguments): LibraryRecord {
  const clock = clockOf(args);
  const batch = args.number("global-batch-size");
  const factor = clock === "iters" ? batch : 1;
  const train = args.number(`train-${clock}`);
  const decay = (args.optional(`lr-decay-${clock}`) ?? train) * factor;
  const fraction = args.optional("lr-warmup-fraction");
  const wsd = args.optional(`lr-wsd-decay-${clock}`);
  checkWarmup(args, clock, decay / factor);
  return {
    lr_decay_steps: decay,
    lr_warmup_steps:
      fraction === undefined ? args.number(`lr-warmup-${clock}`) * factor : fraction * decay,
    wd_incr_steps: train * factor,
    wsd_decay_steps: wsd === undefined ? null : wsd * factor,
    increment: batch,
  };
}

/** The scheduler wants a warmup below its decay; it is said by the flags, in their own unit. */
function checkWarmup(args: Arguments, clock: Clock, decay: number): void {
  const fraction = args.optional("lr-warmup-fraction");
  const name = `lr-warmup-${clock}`;
  const by = args.has(`lr-decay-${clock}`) ? `lr-decay-${clock}` : `train-${clock}`;
  if (fraction !== undefined && fraction >= 1)
    args.refuse("lr-warmup-fraction", t("must be below 1"));
  if (fraction === undefined && args.number(name) >= decay)
    args.refuse(name, t`must be below ${by} (${decay})`);
}

/** The flags that the scheduler's arguments come from, where they have other names. */
const FLAGS: Readonly<Record<string, string>> = {
  max_lr: "lr",
  init_lr: "lr-warmup-init",
  min_lr: "min-lr",
  start_wd: "start-weight-decay",
  end_wd: "end-weight-decay",
};

/** A refusal of the scheduler's, said by the flags. */
function byFlags<Result>(clock: Clock, work: () => Result): Result {
  const flags: Readonly<Record<string, string>> = {
    ...FLAGS,
    lr_decay_steps: `lr-decay-${clock}`,
    wsd_decay_steps: `lr-wsd-decay-${clock}`,
  };
  const renamed = (text: string): string =>
    text.replace(/\b[a-z]+(?:_[a-z]+)+\b/g, (name) => flags[name] ?? name);
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [first, ...rest] = error.path;
    const path = typeof first === "string" ? [renamed(first), ...rest] : error.path;
    throw new Refusal(error.code, path, renamed(error.message), error.at);
  }
}

function weightDecay(args: Arguments): LibraryRecord {
  const style = args.value("weight-decay-incr-style");
  const [start, end] = ["start-weight-decay", "end-weight-decay"] as const;
  if (style === "constant") {
    for (const name of [start, end])
      if (args.has(name))
        args.refuse(name, t("needs a weight-decay-incr-style other than constant"));
    const value = args.number("weight-decay");
    return { start_wd: value, end_wd: value, wd_incr_style: style };
  }
  for (const name of [start, end])
    if (!args.has(name)) args.refuse(name, t("must be given with this weight-decay-incr-style"));
  return { start_wd: args.value(start), end_wd: args.value(end), wd_incr_style: style };
}

const options: Readonly<Record<string, LibraryValue | undefined>> = {
  "train-iters": null,
  "train-samples": null,
  "global-batch-size": undefined,
  "micro-batch-size": null,
  lr: undefined,
  "lr-decay-style": "linear",
  "lr-wsd-decay-style": "exponential",
  "lr-decay-iters": null,
  "lr-decay-samples": null,
  "lr-wsd-decay-iters": null,
  "lr-wsd-decay-samples": null,
  "lr-warmup-fraction": null,
  "lr-warmup-iters": 0,
  "lr-warmup-samples": 0,
  "lr-warmup-init": 0,
  "min-lr": 0,
  "weight-decay": 0.01,
  "start-weight-decay": null,
  "end-weight-decay": null,
  "weight-decay-incr-style": "constant",
};

/** The arguments of Megatron's command line, from which training.py makes the scheduler. */
export const commandLine: LibraryKind = {
  kind: "arguments",
  parameters: signature(options),
  build: (args, context) => {
    const given: LibraryRecord = {
      init_lr: args.value("lr-warmup-init"),
      max_lr: args.value("lr"),
      min_lr: args.value("min-lr"),
      lr_decay_style: args.choice("lr-decay-style", DECAY_STYLES),
      lr_wsd_decay_style: args.value("lr-wsd-decay-style"),
      ...lengths(args),
      ...weightDecay(args),
    };
    const { kind, parameters, build } = optimizerParamScheduler;
    return byFlags(clockOf(args), () => build(new Arguments(kind, parameters, given), context));
  },
};
