import { Arguments, signature } from "../arguments";
import { build, compositeParamScheduler, type Finder } from "../fvcore/composite";
import type { FvcoreScheduler } from "../fvcore/scheduler";
import { refuse } from "../refusal";
import { t } from "../../text/words";

/**
 * detectron2 02b5c4e, solver/lr_scheduler.py, WarmupParamScheduler: a warmup over the share
 * `warmup_length` of the run, from warmup_factor · f(0) to f as it stands there (or, rescaled, to
 * f(0)), then the rest of f (or, rescaled, all of it).
 */
export const warmupParamScheduler = (find: Finder): FvcoreScheduler => ({
  kind: "WarmupParamScheduler",
  parameters: signature({
    scheduler: undefined,
    warmup_factor: undefined,
    warmup_length: undefined,
    warmup_method: "linear",
    rescale_interval: false,
  }),
  where: (args) => {
    const call = args.call("scheduler");
    if (!call) return args.refuse("scheduler", t("must be a scheduler of fvcore"));
    const inner = build(call, find);
    const length = args.number("warmup_length");
    const rescaled = args.flag("rescale_interval");
    const start = args.number("warmup_factor") * inner.at(0);
    const method = args.value("warmup_method");
    if (method !== "linear" && method !== "constant")
      return refuse(["warmup_method"], t`warmup_method must be "linear" or "constant".`);
    const warmup =
      method === "constant"
        ? { kind: "ConstantParamScheduler", args: { value: start } }
        : {
            kind: "LinearParamScheduler",
            args: { start_value: start, end_value: inner.at(rescaled ? 0 : length) },
          };
    const composite = compositeParamScheduler(find);
    const scaling = ["rescaled", rescaled ? "rescaled" : "fixed"];
    const parts = {
      schedulers: [warmup, { kind: call.kind, args: call.args }],
      lengths: [length, 1 - length],
      interval_scaling: scaling,
    };
    return composite.where(new Arguments(composite.kind, composite.parameters, parts));
  },
});
