import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import { accepted, rateTracks, type LibraryKind } from "../construction";
import { ramp, stretches } from "../curves/pieces";

/**
 * DeepSpeed's engine steps the scheduler after each update, and the first step evaluates iteration
 * 0: update k uses f(k − 1), and update 0 what the constructor set. Both are the minimum, so that
 * the first two updates run at it.
 */
export const delayed = (first: number, after: (iteration: number) => number): Curve =>
  stretches([
    { start: 0, curve: constantCurve(first) },
    { start: 1, curve: ramp((k) => after(k - 1)) },
  ]);

const warmupParameters = { warmup_num_steps: 1000, warmup_type: "log" };

interface Warmup {
  readonly steps: number;
  /** The share of the warmup that is done at `iteration`. */
  readonly share: (iteration: number) => number;
}

/** "log" (the default, also for every unknown type): ln(i + 1)/ln W; "linear": i/W. */
function readWarmup(args: Arguments): Warmup {
  const given = args.value("warmup_num_steps");
  if (!args.isInteger("warmup_num_steps") || typeof given !== "number" || given <= 0)
    args.refuse("warmup_num_steps", t("must be a positive integer"));
  const steps = Math.max(2, args.number("warmup_num_steps"));
  const scale = 1 / Math.log(steps);
  return args.value("warmup_type") === "linear"
    ? { steps, share: (iteration) => iteration / steps }
    : { steps, share: (iteration) => scale * Math.log(iteration + 1) };
}

/** min + (max − min) · share during the warmup, then `after`, in iterations. */
function warmedUp(args: Arguments, low: number, high: number, after: (i: number) => number): Curve {
  const warmup = readWarmup(args);
  const at = (gamma: number): number => low + (high - low) * gamma;
  return stretches([
    { start: 0, curve: delayed(low, (i) => at(warmup.share(i))) },
    { start: warmup.steps + 1, curve: ramp((k) => at(after(k - 1))) },
  ]);
}

/** WarmupLR: the warmup, then warmup_max_lr (the optimizer's rate unless given). */
export const warmupLR: LibraryKind = {
  kind: "WarmupLR",
  parameters: signature({ warmup_min_lr: 0, warmup_max_lr: null, ...warmupParameters }),
  build: (args, context) => {
    readWarmup(args);
    const { learningRates } = context.optimizer;
    const low = args.perGroup("warmup_min_lr", learningRates.length);
    const high = args.has("warmup_max_lr")
      ? args.perGroup("warmup_max_lr", learningRates.length)
      : learningRates;
    return accepted(
      rateTracks(context, (rate, group) =>
        warmedUp(args, low[group] ?? 0, high[group] ?? rate, () => 1),
      ),
    );
  },
};

/** WarmupDecayLR: then linearly to 0 at total_num_steps, which includes the warmup. */
export const warmupDecayLR: LibraryKind = {
  kind: "WarmupDecayLR",
  parameters: signature({
    total_num_steps: undefined,
    warmup_min_lr: 0,
    warmup_max_lr: 0.001,
    ...warmupParameters,
  }),
  build: (args, context) => {
    const { steps } = readWarmup(args);
    const groups = context.optimizer.learningRates.length;
    const low = args.perGroup("warmup_min_lr", groups);
    const high = args.perGroup("warmup_max_lr", groups);
    const total = args.number("total_num_steps");
    const after = (i: number): number => Math.max(0, (total - i) / Math.max(1, total - steps));
    return accepted(
      rateTracks(context, (rate, group) =>
        warmedUp(args, low[group] ?? 0, high[group] ?? rate, after),
      ),
    );
  },
};

/** WarmupCosineLR: shares of the optimizer's own rate; the cosine is one iteration ahead. */
export const warmupCosineLR: LibraryKind = {
  kind: "WarmupCosineLR",
  parameters: signature({
    total_num_steps: undefined,
    warmup_min_ratio: 0,
    ...warmupParameters,
    cos_min_ratio: 1e-4,
  }),
  build: (args, context) => {
    const { steps, share } = readWarmup(args);
    const [low, floor] = [args.number("warmup_min_ratio"), args.number("cos_min_ratio")];
    const length = Math.max(1, args.number("total_num_steps") - steps);
    const cosine = (k: number): number => {
      const progress = Math.min(1, (k - steps) / length);
      return Math.max(0, floor + ((1 - floor) * (1 + Math.cos(Math.PI * progress))) / 2);
    };
    const curve = (rate: number): Curve =>
      stretches([
        { start: 0, curve: delayed(0, (i) => rate * (low + share(i) * (1 - low))) },
        { start: steps + 1, curve: ramp((k) => rate * cosine(k)) },
      ]);
    return accepted(rateTracks(context, curve));
  },
};
