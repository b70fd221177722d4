import { t } from "../../../text/words";
import type { TorchRule } from "../traps";

/** scheduler-never-stepped: a scheduler that no step() is called on does nothing. */
export const neverStepped: TorchRule = ({ object, stepping, asking }) => {
  if (stepping.stepped !== "never") return;
  const name = object.label ?? t("the scheduler");
  asking.trap({
    code: "scheduler-never-stepped",
    severity: "warning",
    range: object.calleeRange,
    message: t`Nothing in this file calls ${name}.step(), so the rate stays where it begins. Call it once after each epoch, or after each optimizer.step().`,
    why: t(
      "A scheduler of torch changes the rate only when its step() is called; constructing it sets the first value and no more.",
    ),
    source: {
      label: "PyTorch: how to adjust learning rate",
      url: "https://docs.pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate",
    },
  });
};
