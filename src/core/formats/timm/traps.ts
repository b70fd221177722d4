import { itemsOf, numberOf } from "../../libraries/value";
import { formatNumber } from "../../text/format";
import { t } from "../../text/words";
import { addedArgument } from "../python/addedArgument";
import type { LibraryUse } from "../python/libraryUse";
import { movedByOne } from "../python/movedByOne";

type TimmRule = (use: LibraryUse) => void;

/** multistep-early: timm's milestones come one epoch (or update) before the number that is given. */
const multistepEarly: TimmRule = ({ object, kind, args, asking, argument }) => {
  const name = kind === "create_scheduler_v2" ? "decay_milestones" : "decay_t";
  if (kind !== "MultiStepLRScheduler" && args["sched"] !== "multistep") return;
  const first = numberOf(itemsOf(args[name] ?? null)?.[0] ?? null);
  if (first === undefined || !(first > 1)) return;
  const given = argument(name);
  asking.trap({
    code: "multistep-early",
    severity: "information",
    range: given?.range ?? object.calleeRange,
    message: t`timm drops the rate one step before each milestone: with ${formatNumber(first)}, step ${formatNumber(first - 1)} already has the lower one.`,
    why: t("timm compares its milestones with t + 1, where PyTorch's MultiStepLR compares with t."),
    source: {
      label: "timm #2745",
      url: "https://github.com/huggingface/pytorch-image-models/issues/2745",
    },
    fixes: movedByOne(given, 1, t("Set every milestone one step later")),
  });
};

/** timm-poly-power: the factory passes its decay_rate on as the power of `poly`. */
const polyPower: TimmRule = ({ object, kind, args, asking, argument }) => {
  const isFactory = kind === "create_scheduler_v2" && !object.path.endsWith(".create_scheduler");
  if (!isFactory || args["sched"] !== "poly" || argument("decay_rate")) return;
  asking.trap({
    code: "timm-poly-power",
    severity: "warning",
    range: argument("sched")?.range ?? object.calleeRange,
    message: t(
      "The polynomial has the power 0.1, the default of decay_rate: half way through, the rate is still at 93% of its peak.",
    ),
    why: t("timm's factory takes decay_rate for the power of poly; it is 0.1 unless it is given."),
    source: {
      label: "timm, scheduler_factory.py",
      url: "https://github.com/huggingface/pytorch-image-models/blob/main/timm/scheduler/scheduler_factory.py",
    },
    fixes: addedArgument(asking, object, {
      text: "decay_rate=1.0",
      title: t("Decay linearly (decay_rate=1.0)"),
    }),
  });
};

const RULES: readonly TimmRule[] = [multistepEarly, polyPower];

export function timmTraps(use: LibraryUse): void {
  for (const rule of RULES) rule(use);
}
