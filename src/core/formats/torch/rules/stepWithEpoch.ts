import { t } from "../../../text/words";
import { torchKind } from "../call";
import type { TorchRule } from "../traps";

/** Their step() takes something else: a metric, or an epoch with fractions. */
const TAKES = new Set(["ReduceLROnPlateau", "CosineAnnealingWarmRestarts"]);
const TAKES_NOTHING = new Set(["SequentialLR", "ChainedScheduler"]);

/** step-epoch-arg: an epoch that step() is given, which torch has deprecated. */
export const stepWithEpoch: TorchRule = ({ object, stepping, asking }) => {
  const kind = torchKind(object) ?? "";
  const call = stepping.calls.find(({ given, keywords }) => given.length > 0 || keywords.size > 0);
  if (!call || TAKES.has(kind)) return;
  const raises = TAKES_NOTHING.has(kind);
  asking.trap({
    code: "step-epoch-arg",
    severity: raises ? "error" : "information",
    range: call.range,
    message: raises
      ? t`step() of ${kind} takes no argument: this raises a TypeError.`
      : t(
          "step() counts by itself; the epoch that it is given here is deprecated in PyTorch. Call step() without it.",
        ),
    why: t(
      "With an epoch, step() jumps to that count and uses the closed form of the schedule where there is one, which differs from counting on.",
    ),
    source: {
      label: "PyTorch: EPOCH_DEPRECATION_WARNING",
      url: "https://github.com/pytorch/pytorch/blob/main/torch/optim/lr_scheduler.py",
    },
  });
};
