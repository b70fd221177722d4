import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { ramp } from "../curves/pieces";
import { lengthsOf, multiplierKind, schedulerParameters, warmUp, warmupOf } from "./multiplier";

/**
 * polynomial: from 1 to lr_end/lr with (1 − p)^power. It reckons with the optimizer's own rate for
 * all groups, and divides by N − W at k = W.
 */
export const polynomial = multiplierKind(
  "polynomial",
  schedulerParameters({ lr_end: 1e-7, power: 1 }),
  (args, context) => {
    const { warmup, total } = lengthsOf(args);
    const [end, power] = [args.number("lr_end"), args.number("power")];
    const rate = context.optimizer.defaultLearningRate;
    if (!(rate > end)) args.refuse("lr_end", t`must be smaller than the learning rate ${rate}`);
    const length = total - warmup;
    const message = t`num_warmup_steps is num_training_steps: step() divides by 0 at ${warmup}.`;
    const path = ["num_warmup_steps"];
    const failure = { code: "division-by-zero", path, message, errorStep: warmup - 1 };
    const at = (k: number): number =>
      ((rate - end) * (1 - (k - warmup) / length) ** power + end) / rate;
    return {
      curve: warmUp(
        warmup,
        { start: warmup, curve: ramp(at) },
        { start: Math.max(warmup, total + 1), curve: constantCurve(end / rate) },
      ),
      ...(length === 0 && warmup <= context.steps && { failure }),
    };
  },
);

/** inverse_sqrt: 1/√((k + timescale − W)/timescale); timescale is W, or 10,000 without warmup. */
export const inverseSqrt = multiplierKind(
  "inverse_sqrt",
  schedulerParameters({ timescale: null }),
  (args, context) => {
    const warmup = warmupOf(args);
    const scale = args.optional("timescale") ?? (warmup || 10_000);
    const message = t("timescale is 0: the first step after the warmup divides by it.");
    const failure = {
      code: "division-by-zero",
      path: ["timescale"],
      message,
      errorStep: warmup - 1,
    };
    const at = (k: number): number => 1 / Math.sqrt((k + scale - warmup) / scale);
    return {
      curve: warmUp(warmup, { start: warmup, curve: ramp(at) }),
      ...(scale === 0 && warmup <= context.steps && { failure }),
    };
  },
);
