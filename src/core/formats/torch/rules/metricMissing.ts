import { t } from "../../../text/words";
import { torchKind } from "../call";
import type { TorchSituation } from "../traps";

/** metric-missing: ReduceLROnPlateau is stepped without the metric that it judges by. */
export function metricMissing({ object, stepping, asking }: TorchSituation): void {
  if (torchKind(object) !== "ReduceLROnPlateau") return;
  const bare = stepping.calls.find(({ given, keywords }) => given.length + keywords.size === 0);
  if (!bare) return;
  asking.trap({
    code: "metric-missing",
    severity: "error",
    range: bare.range,
    message: t(
      "ReduceLROnPlateau.step() needs the metric: without one it raises a TypeError. Call step(validation_loss).",
    ),
    why: t("The scheduler lowers the rate once the metric has stopped improving."),
    source: {
      label: "PyTorch: ReduceLROnPlateau",
      url: "https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html",
    },
  });
}
