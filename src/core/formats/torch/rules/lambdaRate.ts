import { formatNumber } from "../../../text/format";
import { numberOf } from "../../../libraries/value";
import { t } from "../../../text/words";
import { torchArgument } from "../call";
import type { TorchRule } from "../traps";

/** Steps at which the function's largest value is looked for. */
const LOOKED_AT = [0, 1, 2, 5, 10, 100, 1000];

/** lambda-returns-rate: LambdaLR multiplies what the function gives by the optimizer's rate. */
export const lambdaRate: TorchRule = ({ call, object, asking, optimizer, length }) => {
  const lambda = call.args["lr_lambda"];
  const base = optimizer.defaultLearningRate;
  if (call.kind !== "LambdaLR" || typeof lambda !== "function" || base >= 0.5) return;
  const steps = LOOKED_AT.filter((step) => length === undefined || step < length);
  const most = Math.max(...steps.map((step) => numberOf(lambda(step)) ?? NaN));
  if (!(Math.abs(most - base) <= 1e-9 * base)) return;
  asking.trap({
    code: "lambda-returns-rate",
    severity: "error",
    range: torchArgument(object, "lr_lambda")?.range ?? object.calleeRange,
    message: t`The function gives ${formatNumber(most)}, the rate itself, but LambdaLR multiplies it by the optimizer's rate: the highest rate is ${formatNumber(most * base)}. Return a factor, or give the optimizer lr=1.`,
    why: t("LambdaLR sets the rate to the initial rate times what the function returns."),
    source: {
      label: "PyTorch: LambdaLR",
      url: "https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LambdaLR.html",
    },
  });
};
