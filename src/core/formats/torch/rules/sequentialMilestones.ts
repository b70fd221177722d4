import { itemsOf, numberOf } from "../../../libraries/value";
import { formatNumber } from "../../../text/format";
import { t } from "../../../text/words";
import { membersOf, torchArgument, torchKind } from "../call";
import type { TorchRule, TorchUse } from "../traps";

const SOURCE = {
  label: "PyTorch: SequentialLR",
  url: "https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html",
};

/** Schedulers whose constructor leaves another base rate behind. */
const CYCLES = new Set(["OneCycleLR", "CyclicLR"]);

/** sequential-milestone: phases that never run; cycle-inside-sequence: a base rate that a cycle has set. */
export const sequentialMilestones: TorchRule = (use) => {
  if (use.call.kind === "SequentialLR") milestones(use);
  if (use.call.kind === "SequentialLR" || use.call.kind === "ChainedScheduler") cyclesInside(use);
};

function milestones({ call, object, asking, length, stepping }: TorchUse): void {
  const list = (itemsOf(call.args["milestones"] ?? null) ?? []).map(
    (item) => numberOf(item) ?? NaN,
  );
  const range = torchArgument(object, "milestones")?.range ?? object.calleeRange;
  const unsorted = list.some((step, i) => step < (list[i - 1] ?? -Infinity));
  const late = list.find((step) => length !== undefined && step >= length);
  if (!unsorted && (late === undefined || stepping.stepped === "never")) return;
  asking.trap({
    code: "sequential-milestone",
    severity: unsorted ? "error" : "warning",
    range,
    message: unsorted
      ? t("The milestones do not ascend: schedulers between them never run.")
      : t`The run ends after ${formatNumber(length ?? NaN)} steps: what is to begin at ${formatNumber(late ?? NaN)} never runs.`,
    why: t("SequentialLR looks the step up among its milestones by bisection."),
    source: SOURCE,
  });
}

function cyclesInside({ call, object, asking }: TorchUse): void {
  const members = membersOf(object);
  const cycle = members.find((member) => CYCLES.has(torchKind(member) ?? ""));
  if (!cycle || members.length < 2) return;
  asking.trap({
    code: "cycle-inside-sequence",
    severity: "warning",
    range: cycle.calleeRange,
    message: t`${torchKind(cycle) ?? ""} changes the base rate when it is made, also for the other schedulers of ${call.kind}.`,
    why: t(
      "Its constructor writes its own first rate into the optimizer's initial_lr; schedulers that are made after it start from there.",
    ),
    source: SOURCE,
  });
}
