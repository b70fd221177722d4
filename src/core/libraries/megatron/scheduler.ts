import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import type { LibraryContext, LibraryKind, LibraryTrack } from "../construction";
import { accepted } from "../construction";
import { ramp, stretches, type Stretch } from "../curves/pieces";
import { numberOf } from "../value";

export const DECAY_STYLES = ["constant", "linear", "cosine", "inverse-square-root", "WSD"] as const;
const INCREASE_STYLES = ["constant", "linear", "cosine"] as const;

const wsdShapes = {
  linear: (r: number) => 1 - r,
  cosine: (r: number) => 0.5 * (Math.cos(Math.PI * r) + 1),
  exponential: (r: number) => 2 * 0.5 ** r - 1,
  minus_sqrt: (r: number) => 1 - Math.sqrt(r),
};
export const WSD_STYLES = ["linear", "cosine", "exponential", "minus_sqrt"] as const;

interface Rates {
  readonly initial: number;
  readonly high: number;
  readonly low: number;
}

interface Decay {
  readonly warmup: number;
  readonly length: number;
  /** Samples (or whatever the scheduler counts) of one update. */
  readonly perUpdate: number;
}

/** The first update whose count lies beyond `limit`: the comparisons are `<=`. */
const after = (limit: number, perUpdate: number): number => Math.floor(limit / perUpdate) + 1;

function decayStretches(args: Arguments, decay: Decay, { high, low }: Rates): Stretch[] {
  const { warmup, length, perUpdate } = decay;
  const style = args.choice("lr_decay_style", DECAY_STYLES);
  const start = warmup > 0 ? after(warmup, perUpdate) : 0;
  if (style === "constant") return [{ start, curve: constantCurve(high) }];
  const end = { start: Math.max(start, after(length, perUpdate)), curve: constantCurve(low) };
  const share = (k: number): number => (k * perUpdate - warmup) / (length - warmup);
  const at = (coefficient: number): number => low + coefficient * (high - low);
  if (style === "linear") return [{ start, curve: ramp((k) => at(1 - share(k))) }, end];
  if (style === "cosine")
    return [{ start, curve: ramp((k) => at(0.5 * (Math.cos(Math.PI * share(k)) + 1))) }, end];
  if (style === "WSD") return [...annealing(args, decay, start, at), end];
  const root = (k: number): number =>
    Math.max(low, (high * Math.max(warmup, 1) ** 0.5) / Math.max(k * perUpdate, 1) ** 0.5);
  return [{ start, curve: ramp(root) }, end];
}

/** The rate is held until the last wsd_decay_steps, then annealed. */
function annealing(
  args: Arguments,
  { length, perUpdate }: Decay,
  start: number,
  at: (coefficient: number) => number,
): Stretch[] {
  const steps = args.number("wsd_decay_steps");
  const shape = wsdShapes[args.choice("lr_wsd_decay_style", WSD_STYLES)];
  const begin = length - steps;
  return [
    { start, curve: constantCurve(at(1)) },
    {
      start: Math.max(start, after(begin, perUpdate)),
      curve: ramp((k) => at(shape((k * perUpdate - begin) / steps))),
    },
  ];
}

function rateCurve(args: Arguments, decay: Decay, rates: Rates): Curve {
  const { warmup, perUpdate } = decay;
  const { initial, high } = rates;
  const rise = (k: number): number => initial + ((high - initial) * (k * perUpdate)) / warmup;
  const main = decayStretches(args, decay, rates);
  return stretches(warmup > 0 ? [{ start: 0, curve: ramp(rise) }, ...main] : main);
}

function weightDecayCurve(args: Arguments, perUpdate: number, from: number, to: number): Curve {
  const steps = args.number("wd_incr_steps");
  const style = args.choice("wd_incr_style", INCREASE_STYLES);
  if (style === "constant") {
    if (from !== to)
      args.refuse("wd_incr_style", t("constant needs the same weight decay throughout"));
    return constantCurve(to);
  }
  const share = (k: number): number => (k * perUpdate) / steps;
  const coefficient = (r: number): number =>
    style === "linear" ? r : 0.5 * (Math.cos(Math.PI * (1 - r)) + 1);
  return stretches([
    { start: 0, curve: ramp((k) => from + coefficient(share(k)) * (to - from)) },
    { start: after(steps, perUpdate), curve: constantCurve(to) },
  ]);
}

function check(args: Arguments): Decay {
  const [low, high] = [args.number("min_lr"), args.number("max_lr")];
  if (low < 0) args.refuse("min_lr", t("must not be negative"));
  if (high < low) args.refuse("min_lr", t`must not exceed max_lr (${high})`);
  if (args.number("init_lr") > high) args.refuse("init_lr", t`must not exceed max_lr (${high})`);
  const [warmup, length] = [args.number("lr_warmup_steps"), args.number("lr_decay_steps")];
  if (length <= 0) args.refuse("lr_decay_steps", t("must be positive"));
  if (warmup >= length) args.refuse("lr_warmup_steps", t`must be below lr_decay_steps (${length})`);
  const style = args.choice("lr_decay_style", DECAY_STYLES);
  if (style === "WSD" && !args.has("wsd_decay_steps"))
    args.refuse("wsd_decay_steps", t("must be given for WSD"));
  if (args.number("start_wd") < 0) args.refuse("start_wd", t("must not be negative"));
  if (args.number("end_wd") < args.number("start_wd"))
    args.refuse("end_wd", t("must not be below start_wd: weight decay may only grow"));
  return { warmup, length, perUpdate: args.number("increment") };
}

/** The rates and the weight decay of one parameter group, which may have bounds of its own. */
function groupTracks(
  args: Arguments,
  decay: Decay,
  context: LibraryContext,
  group: number,
): LibraryTrack[] {
  const own = context.optimizer.groups?.[group] ?? {};
  const of = (key: string, name: string): number => numberOf(own[key]) ?? args.number(name);
  const rates: Rates = {
    initial: args.number("init_lr"),
    high: of("max_lr", "max_lr"),
    low: of("min_lr", "min_lr"),
  };
  const [from, to] = [of("start_wd", "start_wd"), of("end_wd", "end_wd")];
  const factor = numberOf(own["wd_mult"]) ?? 1;
  const weightDecay = weightDecayCurve(args, decay.perUpdate, from * factor, to * factor);
  return [
    { name: "learningRate", group, curve: rateCurve(args, decay, rates) },
    { name: "weightDecay", group, curve: weightDecay },
  ];
}

/**
 * OptimizerParamScheduler: warmup up to and including lr_warmup_steps, decay up to and including
 * lr_decay_steps, then min_lr; weight decay that only grows. `increment` is what one update counts.
 */
export const optimizerParamScheduler: LibraryKind = {
  kind: "OptimizerParamScheduler",
  parameters: signature({
    init_lr: undefined,
    max_lr: undefined,
    min_lr: undefined,
    lr_warmup_steps: undefined,
    lr_decay_steps: undefined,
    lr_decay_style: undefined,
    start_wd: undefined,
    end_wd: undefined,
    wd_incr_steps: undefined,
    wd_incr_style: undefined,
    use_checkpoint_opt_param_scheduler: true,
    override_opt_param_scheduler: false,
    wsd_decay_steps: null,
    lr_wsd_decay_style: null,
    increment: 1,
  }),
  build: (args, context) => {
    const decay = check(args);
    const groups = context.optimizer.learningRates;
    return accepted(groups.flatMap((_, group) => groupTracks(args, decay, context, group)));
  },
};
