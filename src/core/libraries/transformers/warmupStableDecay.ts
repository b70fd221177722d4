import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import type { Arguments } from "../arguments";
import { stretches, wave } from "../curves/pieces";
import { multiplierKind, one, schedulerParameters, warmupOf } from "./multiplier";

const SHAPES = ["linear", "cosine", "1-sqrt"] as const;

const rises = {
  linear: (p: number) => p,
  cosine: (p: number) => 0.5 * (1 - Math.cos(Math.PI * p)),
  "1-sqrt": (p: number) => 1 - Math.sqrt(1 - p),
};

const falls = {
  linear: (p: number) => 1 - p,
  cosine: (p: number, cycles: number) => 0.5 * (1 + Math.cos(Math.PI * cycles * 2 * p)),
  "1-sqrt": (p: number) => 1 - Math.sqrt(p),
};

function stableSteps(args: Arguments, warmup: number, decay: number): number {
  if (args.has("num_stable_steps")) return args.number("num_stable_steps");
  if (args.has("num_training_steps")) return args.number("num_training_steps") - warmup - decay;
  return args.refuse("num_training_steps", t("or num_stable_steps must be given"));
}

/**
 * warmup_stable_decay: rise from min_lr_ratio to 1, hold, fall to min_lr_ratio. Warmup and decay
 * longer than the run make the stable phase negative: the curve jumps into the decay.
 */
export const warmupStableDecay = multiplierKind(
  "warmup_stable_decay",
  schedulerParameters({
    num_decay_steps: undefined,
    num_stable_steps: null,
    warmup_type: "linear",
    decay_type: "cosine",
    min_lr_ratio: 0,
    num_cycles: 0.5,
  }),
  (args) => {
    const [warmup, decay] = [warmupOf(args), args.number("num_decay_steps")];
    const stable = stableSteps(args, warmup, decay);
    const rise = rises[args.choice("warmup_type", SHAPES)];
    const fall = falls[args.choice("decay_type", SHAPES)];
    const [floor, cycles] = [args.number("min_lr_ratio"), args.number("num_cycles")];
    const between = (share: number): number => Math.max(0, share * (1 - floor) + floor);
    const down = warmup + stable;
    const part = (at: (k: number) => number, start: number, half: number): Curve =>
      wave(at, start, half);
    return {
      curve: stretches(
        [
          {
            start: 0,
            end: warmup,
            curve: part((k) => between(rise(k / Math.max(1, warmup))), 0, Math.max(1, warmup)),
          },
          { start: Math.max(0, warmup), end: down, curve: one },
          {
            start: Math.max(0, warmup, down),
            end: down + decay,
            curve: part(
              (k) => between(fall((k - down) / Math.max(1, decay), cycles)),
              down,
              Math.max(1, decay) / (2 * cycles || 1),
            ),
          },
          {
            start: Math.max(0, warmup, down, down + decay),
            end: Infinity,
            curve: constantCurve(floor),
          },
        ].filter(({ start, end }) => end > start),
      ),
    };
  },
);
