import type { Fix } from "../../../problem";
import { formatNumber } from "../../../text/format";
import { numberOf } from "../../../libraries/value";
import { t } from "../../../text/words";
import { torchArgument } from "../call";
import type { TorchRule, TorchUse } from "../traps";

/** cosine-rises-again, cosine-no-finish: T_max beside the number of steps that are made. */
export const cosineHorizon: TorchRule = (use) => {
  const { call, length, object, asking, stepping } = use;
  const horizon = numberOf(call.args["T_max"]);
  if (call.kind !== "CosineAnnealingLR" || horizon === undefined || length === undefined) return;
  if (horizon === length || stepping.stepped === "never") return;
  const range = torchArgument(object, "T_max")?.range ?? object.calleeRange;
  const [shown, made] = [formatNumber(horizon), formatNumber(length)];
  if (horizon < length - 1)
    asking.trap({
      code: "cosine-rises-again",
      severity: "error",
      range,
      message: t`T_max is ${shown}, but step() is called ${made} times: after ${shown} the rate rises again.`,
      why: t("CosineAnnealingLR is periodic, with a period of 2 · T_max."),
      source: SOURCE,
      fixes: fixesOf(use, length),
    });
  else if (horizon > length * 1.05)
    asking.trap({
      code: "cosine-no-finish",
      severity: "warning",
      range,
      message: t`T_max is ${shown}, but step() is called ${made} times only: the rate does not come down to its minimum.`,
      why: t("A cosine serves best where its length is that of the run (Hoffmann et al. 2022)."),
      source: SOURCE,
      fixes: fixesOf(use, length),
    });
};

const SOURCE = {
  label: "PyTorch: CosineAnnealingLR",
  url: "https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html",
};

/** Where T_max is a literal, the number of steps that are made. */
function fixesOf({ object }: TorchUse, length: number): Fix[] {
  const value = torchArgument(object, "T_max")?.value;
  const range = value?.type === "number" ? value.literal : undefined;
  if (!range) return [];
  return [{ title: t`Set T_max to ${length}`, edits: [{ range, text: String(length) }] }];
}
