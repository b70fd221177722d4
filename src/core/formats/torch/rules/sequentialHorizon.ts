import { isRecord, itemsOf, numberOf } from "../../../libraries/value";
import { formatNumber } from "../../../text/format";
import { t } from "../../../text/words";
import { membersOf, torchArgument } from "../call";
import type { TorchRule } from "../traps";

/**
 * cosine-no-finish, cosine-rises-again: behind a warmup, SequentialLR leaves the cosine the rest of
 * the run, and not all of it.
 */
export const sequentialHorizon: TorchRule = ({ call, length, object, asking, stepping }) => {
  if (call.kind !== "SequentialLR" || length === undefined || stepping.stepped === "never") return;
  const last = itemsOf(call.args["schedulers"] ?? null)?.at(-1);
  const start = numberOf(itemsOf(call.args["milestones"] ?? null)?.at(-1) ?? null);
  if (!isRecord(last) || last["kind"] !== "CosineAnnealingLR" || start === undefined) return;
  const horizon = isRecord(last["args"]) ? numberOf(last["args"]["T_max"] ?? null) : undefined;
  const left = length - start;
  if (horizon === undefined || left < 2 || Math.abs(horizon - left) <= Math.max(1, 0.01 * left))
    return;
  const member = membersOf(object).at(-1);
  const given = member && torchArgument(member, "T_max");
  const literal = given?.value.type === "number" ? given.value.literal : undefined;
  const [shown, rest, before] = [formatNumber(horizon), formatNumber(left), formatNumber(start)];
  const isLonger = horizon > left;
  asking.trap({
    code: isLonger ? "cosine-no-finish" : "cosine-rises-again",
    severity: isLonger ? "warning" : "error",
    range: given?.range ?? object.calleeRange,
    message: isLonger
      ? t`T_max is ${shown}, but of the run ${rest} steps are left once the first ${before} are over: the warmup is counted twice, and the rate does not come down to its minimum.`
      : t`T_max is ${shown}, but ${rest} steps of the run come after the first ${before}: the rate rises again at its end.`,
    why: t("SequentialLR starts each of its schedulers at 0 when its milestone is reached."),
    source: {
      label: "PyTorch: SequentialLR",
      url: "https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html",
    },
    fixes: literal
      ? [{ title: t`Set T_max to ${left}`, edits: [{ range: literal, text: String(left) }] }]
      : [],
  });
};
