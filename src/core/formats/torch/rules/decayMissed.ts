import { firstMultiple } from "../../../libraries/curves/multiples";
import { itemsOf, numberOf } from "../../../libraries/value";
import { formatNumber } from "../../../text/format";
import { t, word } from "../../../text/words";
import { torchArgument } from "../call";
import type { TorchRule, TorchUse } from "../traps";

const WHY = word("PyTorch compares the count of steps with the number exactly.");
/** No run has more steps where its length is not known. */
const LONGEST = 1e9;

const page = (kind: string): { label: string; url: string } => ({
  label: `PyTorch: ${kind}`,
  url: `https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.${kind}.html`,
});

/** decay-missed: a step_size or a milestone that is no whole number, and so is never met. */
export const decayMissed: TorchRule = (use) => {
  if (use.call.kind === "StepLR") missedSize(use);
  if (use.call.kind === "MultiStepLR") missedMilestones(use);
};

function missedSize({ call, object, asking, length = LONGEST }: TorchUse): void {
  const size = numberOf(call.args["step_size"]);
  if (size === undefined || !Number.isFinite(size) || Number.isInteger(size)) return;
  const first = firstMultiple(size);
  asking.trap({
    code: "decay-missed",
    severity: "error",
    range: torchArgument(object, "step_size")?.range ?? object.calleeRange,
    message:
      first < length
        ? t`step_size is ${formatNumber(size)}: StepLR decays where the count of steps is an exact multiple of it, first at step ${formatNumber(first)}. Round it to a whole number.`
        : t`step_size is ${formatNumber(size)}: StepLR decays where the count of steps is an exact multiple of it, which never happens. Round it to a whole number.`,
    why: t(WHY),
    source: page("StepLR"),
  });
}

function missedMilestones({ call, object, asking }: TorchUse): void {
  const given = (itemsOf(call.args["milestones"]) ?? []).map(numberOf);
  const missed = given.filter(
    (milestone) => milestone !== undefined && milestone % 1 !== 0 && Number.isFinite(milestone),
  );
  const [first] = missed;
  if (first === undefined) return;
  asking.trap({
    code: "decay-missed",
    severity: "error",
    range: torchArgument(object, "milestones")?.range ?? object.calleeRange,
    message: t`No count of steps equals the milestone ${formatNumber(first)}: MultiStepLR does not decay there. Round it to a whole number.`,
    why: t(WHY),
    source: page("MultiStepLR"),
  });
}
