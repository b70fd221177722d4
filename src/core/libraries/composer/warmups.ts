import type { Curve } from "../../schedule/curve";
import { t } from "../../text/words";
import type { Arguments } from "../arguments";
import { ramp, stretches } from "../curves/pieces";
import { refuse } from "../refusal";
import type { LibraryValue } from "../value";
import { until, type ComposerScheduler } from "./scheduler";
import { cosine, multiStepScheduler } from "./schedulers";
import { reached, shareOf, timeAt, type Time } from "./time";

/** A linear warmup from 0 to `peak`, then `rest`, which counts from the run's start. */
function warmedUp(warmup: Time, peak: number, rest: Curve): Curve {
  const end = reached(warmup);
  if (end <= 0) return rest;
  const rise = ramp((k) => Math.min(1, shareOf(warmup, k)) * peak);
  return stretches([
    { start: 0, curve: rise },
    { start: end, curve: rest },
  ]);
}

interface Lengths {
  readonly warmup: Time;
  readonly end: Time;
}

/** What `_raise_if_warmup_and_max_incompatible` and `_raise_if_max_duration_exceeds_t_max` demand. */
function lengthsOf(args: Arguments, steps: number): Lengths {
  const [warmup, end] = [timeAt(args, "t_warmup"), timeAt(args, "t_max")];
  if (warmup.unit !== end.unit)
    refuse(["t_warmup"], t("t_warmup and t_max must use the same unit."));
  if (args.flag("bounded") && reached(end) < steps)
    refuse(
      ["t_max"],
      t("max_duration exceeds t_max: Composer's schedulers with a warmup refuse that."),
    );
  return { warmup, end };
}

/** The part of the decay that is done at update k: 0 where the warmup is as long as t_max. */
function decayShare({ warmup, end }: Lengths, k: number): number {
  if (!(end.value > warmup.value)) return 0;
  return Math.min(1, (k * warmup.each - warmup.value) / (end.value - warmup.value));
}

const decaying = (
  kind: string,
  parameters: Readonly<Record<string, LibraryValue | undefined>>,
  shapeOf: (args: Arguments) => { readonly first: number; readonly at: (share: number) => number },
): ComposerScheduler => ({
  kind,
  // `bounded`: the run's length is known, and in a unit that t_max can be compared with
  parameters: { ...parameters, bounded: false },
  factor: (args, steps) => {
    const lengths = lengthsOf(args, steps);
    const { first, at } = shapeOf(args);
    const rest = until(reached(lengths.end), (k) => at(decayShare(lengths, k)));
    return warmedUp(lengths.warmup, first, rest);
  },
});

export const linearWithWarmupScheduler = decaying(
  "LinearWithWarmupScheduler",
  { t_warmup: undefined, alpha_i: 1, alpha_f: 0, t_max: "1dur", scale_warmup: false },
  (args) => {
    const [first, last] = [args.number("alpha_i"), args.number("alpha_f")];
    return { first, at: (share) => first + share * (last - first) };
  },
);

export const constantWithWarmupScheduler = decaying(
  "ConstantWithWarmupScheduler",
  { t_warmup: undefined, alpha: 1, t_max: "1dur", scale_warmup: false },
  (args) => {
    const alpha = args.number("alpha");
    return { first: alpha, at: () => alpha };
  },
);

export const cosineAnnealingWithWarmupScheduler = decaying(
  "CosineAnnealingWithWarmupScheduler",
  { t_warmup: undefined, t_max: "1dur", alpha_f: 0, scale_warmup: false },
  (args) => {
    const floor = args.number("alpha_f");
    return { first: 1, at: (share) => cosine(share, floor) };
  },
);

export const polynomialWithWarmupScheduler = decaying(
  "PolynomialWithWarmupScheduler",
  { t_warmup: undefined, power: 2, t_max: "1dur", alpha_f: 0, scale_warmup: false },
  (args) => {
    const [power, floor] = [args.number("power"), args.number("alpha_f")];
    return { first: 1, at: (share) => floor + (1 - share) ** power * (1 - floor) };
  },
);

/** The milestones count from the run's start, the warmup included. */
export const multiStepWithWarmupScheduler: ComposerScheduler = {
  kind: "MultiStepWithWarmupScheduler",
  parameters: { t_warmup: undefined, milestones: undefined, gamma: 0.1, scale_warmup: false },
  factor: (args, steps) =>
    warmedUp(timeAt(args, "t_warmup"), 1, multiStepScheduler.factor(args, steps)),
};
