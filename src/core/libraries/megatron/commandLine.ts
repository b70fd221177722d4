import { t } from "../../text/words";
import { Arguments, signature } from "../arguments";
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
  return {
    lr_decay_steps: decay,
    lr_warmup_steps:
      fraction === undefined ? args.number(`lr-warmup-${clock}`) * factor : fraction * decay,
    wd_incr_steps: train * factor,
    wsd_decay_steps: wsd === undefined ? null : wsd * factor,
    increment: batch,
  };
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
    return build(new Arguments(kind, parameters, given), context);
  },
};
