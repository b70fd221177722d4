import { t } from "../../../text/words";
import type { TorchRule } from "../traps";

/** step-order: the scheduler is stepped before the optimizer, so that the first value is skipped. */
export const earlyStep: TorchRule = ({ stepping, asking, object }) => {
  if (!stepping.early) return;
  const range = stepping.calls[0]?.range ?? object.calleeRange;
  asking.trap({
    code: "step-order",
    severity: "warning",
    range,
    message: t(
      "scheduler.step() comes before optimizer.step(), so the first value of the schedule is never used and every later one comes a step early. Call it after optimizer.step().",
    ),
    why: t(
      "Since torch 1.1 the constructor sets the first rate, and step() moves on to the next one.",
    ),
    source: {
      label: "PyTorch: how to adjust learning rate",
      url: "https://docs.pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate",
    },
  });
};
