import { formatExact } from "../../../text/format";
import { t } from "../../../text/words";
import { addedArgument } from "../../python/addedArgument";
import { torchArgument } from "../call";
import type { TorchRule, TorchUse } from "../traps";

const page = (kind: string): { label: string; url: string } => ({
  label: `PyTorch: ${kind}`,
  url: `https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.${kind}.html`,
});

/** The momenta between which a cycle moves where nothing is given (torch 2.13). */
const USUAL: Readonly<Record<string, string>> = {
  OneCycleLR: "0.95 … 0.85",
  CyclicLR: "0.9 … 0.8",
};

/** cycle-overrides-momentum, cycle-flattens-groups: what a cycle does beside what the optimizer was told. */
export const oneCycle: TorchRule = (use) => {
  if (!Object.hasOwn(USUAL, use.call.kind)) return;
  overriddenMomentum(use);
  flattenedGroups(use);
};

/** cycle_momentum is True unless it is told otherwise. */
function overriddenMomentum(use: TorchUse): void {
  const { call, object, asking, optimizer } = use;
  const { kind, args } = call;
  const told = ["cycle_momentum", "base_momentum", "max_momentum"];
  const own = optimizer.momentum ?? optimizer.betas?.[0];
  // 0.9 is what nobody chose (β1 of Adam), or what the cycle stays about
  if (told.some((name) => name in args) || own === undefined || own >= 0.8) return;
  const name = optimizer.momentum === undefined ? "β1" : "momentum";
  asking.trap({
    code: "cycle-overrides-momentum",
    severity: "warning",
    range: object.calleeRange,
    message: t`${kind} sets ${name} to ${USUAL[kind] ?? ""}, whatever the optimizer was made with (${formatExact(own)}).`,
    why: t(
      "cycle_momentum is True unless it is given: the cycle owns momentum as it owns the rate.",
    ),
    source: page(kind),
    fixes: addedArgument(asking, object, {
      text: "cycle_momentum=False",
      title: t("Leave the momentum alone (cycle_momentum=False)"),
    }),
  });
}

/** One max_lr for groups that were given rates of their own. */
function flattenedGroups({ call, object, asking, optimizer }: TorchUse): void {
  const given = torchArgument(object, "max_lr");
  const rates = [...new Set(optimizer.learningRates.filter((rate) => Number.isFinite(rate)))];
  if (!given || rates.length < 2 || typeof call.args["max_lr"] !== "number") return;
  asking.trap({
    code: "cycle-flattens-groups",
    severity: "warning",
    range: given.range,
    message: t`The parameter groups have rates of their own (${rates.map((rate) => formatExact(rate)).join(", ")}), and one max_lr for all of them.`,
    why: t("A cycle overwrites the optimizer's rates; a list gives each group its own maximum."),
    source: page(call.kind),
  });
}
