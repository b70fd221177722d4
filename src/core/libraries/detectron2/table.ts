import { scaleCurve } from "../../schedule/curves/transform";
import { t } from "../../text/words";
import { signature } from "../arguments";
import { rateTracks, tableOf, type LibraryKind } from "../construction";
import { build } from "../fvcore/composite";
import { failureOf, fvcoreKind, whereCurve, type FvcoreScheduler } from "../fvcore/scheduler";
import { fvcoreSchedulers } from "../fvcore/table";
import { warmupCosineLR, warmupMultiStepLR } from "./deprecated";
import { warmupParamScheduler } from "./warmup";

const find = (kind: string): FvcoreScheduler | undefined =>
  schedulers.find((scheduler) => scheduler.kind === kind);

const schedulers: readonly FvcoreScheduler[] = [...fvcoreSchedulers, warmupParamScheduler(find)];

/** The rate of each group times f(k / max_iter). */
const multiplier: LibraryKind = {
  kind: "LRMultiplier",
  parameters: signature({ multiplier: undefined, max_iter: undefined, last_iter: -1 }),
  build: (args, context) => {
    const call = args.call("multiplier");
    if (!call) return args.refuse("multiplier", t("must be a scheduler of fvcore"));
    const planned = args.number("max_iter");
    if (!(planned > 0)) args.refuse("max_iter", t("must be greater than 0"));
    const scheduler = build(call, find);
    const curve = whereCurve(scheduler, planned, context.steps);
    const failure = failureOf(scheduler, planned, context.steps);
    return {
      tracks: rateTracks(context, (rate) => scaleCurve(curve, rate)),
      issues: failure ? [failure] : [],
    };
  },
};

/** detectron2 of 2026-06 (02b5c4e), solver/lr_scheduler.py, over fvcore's schedulers. */
export const detectron2Table = tableOf("detectron2", "0.6", [
  multiplier,
  warmupMultiStepLR,
  warmupCosineLR,
  ...schedulers.map(fvcoreKind),
]);
