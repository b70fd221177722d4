import type { Curve } from "../../schedule/curve";
import { functionCurve } from "../../schedule/curves/functionBacked";
import { scaleCurve } from "../../schedule/curves/transform";
import { signature, type Arguments, type LibraryParameter } from "../arguments";
import { accepted, rateTracks, type LibraryContext, type LibraryKind } from "../construction";
import { ramp, stretches, wave } from "../curves/pieces";
import { t } from "../../text/words";
import { refuse } from "../refusal";

const WARMUP = { warmup_factor: 0.001, warmup_iters: 1000, warmup_method: "linear" };

/** The factor of the warmup at iteration k, and the iteration at which it is 1. */
interface Warmup {
  readonly end: number;
  at(k: number): number;
}

/** detectron2's `_get_warmup_factor_at_iter`. */
function warmupOf(args: Arguments): Warmup {
  const [factor, end] = [args.number("warmup_factor"), args.number("warmup_iters")];
  const method = args.value("warmup_method");
  if (method !== "linear" && method !== "constant")
    return refuse(["warmup_method"], t`warmup_method must be "linear" or "constant".`);
  const rise = (share: number): number =>
    method === "constant" ? factor : factor * (1 - share) + share;
  return { end, at: (k) => (k >= end ? 1 : rise(k / end)) };
}

const multiplied = (context: LibraryContext, curve: Curve) =>
  accepted(rateTracks(context, (rate) => scaleCurve(curve, rate)));

const last: readonly LibraryParameter[] = [{ name: "last_epoch", default: -1 }];

/** base · warmup(k) · gamma^(milestones up to k), the milestones in order. */
export const warmupMultiStepLR: LibraryKind = {
  kind: "WarmupMultiStepLR",
  parameters: [...signature({ milestones: undefined, gamma: 0.1, ...WARMUP }), ...last],
  build: (args, context) => {
    const milestones = args.numbers("milestones");
    if (milestones.some((step, i) => step < (milestones[i - 1] ?? -Infinity)))
      args.refuse("milestones", t("must ascend"));
    const [gamma, warmup] = [args.number("gamma"), warmupOf(args)];
    const at = (k: number): number =>
      warmup.at(k) * gamma ** milestones.filter((milestone) => milestone <= k).length;
    const starts = [...new Set([0, ...milestones, warmup.end])].filter((start) => start >= 0);
    const list = starts.sort((a, b) => a - b).map((start) => ({ start, curve: ramp(at) }));
    return multiplied(context, stretches(list));
  },
};

/** base · warmup(k) · (1 + cos(π k / max_iters)) / 2: the cosine runs from the start. */
export const warmupCosineLR: LibraryKind = {
  kind: "WarmupCosineLR",
  parameters: [...signature({ max_iters: undefined, ...WARMUP }), ...last],
  build: (args, context) => {
    const [length, warmup] = [args.number("max_iters"), warmupOf(args)];
    if (length === 0) args.refuse("max_iters", t("must not be 0"));
    const at = (k: number): number => warmup.at(k) * 0.5 * (1 + Math.cos((Math.PI * k) / length));
    const decay = { start: warmup.end, curve: wave(at, 0, Math.abs(length)) };
    // the product of the rise and the cosine may turn anywhere in the warmup
    const rise = { start: 0, curve: functionCurve(at) };
    return multiplied(
      context,
      stretches(warmup.end > 0 ? [rise, decay] : [{ ...decay, start: 0 }]),
    );
  },
};
