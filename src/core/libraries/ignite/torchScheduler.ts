import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { scaleCurve, shiftCurve } from "../../schedule/curves/transform";
import { t } from "../../text/words";
import { signature } from "../arguments";
import type { LibraryContext } from "../construction";
import { recursiveCurve } from "../curves/blocks";
import { stretches } from "../curves/pieces";
import type { LibraryIssue } from "../refusal";
import { textOf, type LibraryCall } from "../value";
import { buildTorchLink, torchTable } from "../torch/table";
import type { TorchLink } from "../torch/link";
import type { IgniteKind, IgniteScheduler } from "./scheduler";

/** torch's schedulers that have no `get_lr` of their own to be asked for. */
const UNASKABLE = new Set(["ReduceLROnPlateau", "SequentialLR", "ChainedScheduler", "swa"]);
/** Those whose `get_lr` at position 0 does the same as their constructor. */
const SAME_AT_ZERO = new Set(["StepLR", "ConstantLR", "LinearLR"]);

/**
 * `get_lr()` at position `epoch`, with the rate that the group has: Ignite asks torch's scheduler
 * for a value at each event and counts its position on, but never calls its `step()`.
 */
function asked(link: TorchLink, rate: number, epoch: number, base: number, group: number): number {
  if (epoch === 0 && SAME_AT_ZERO.has(link.kind)) return link.first(rate, base, group);
  // stuck in their state after construction, these two use another branch of their formula
  if (link.kind === "CosineAnnealingLR" && epoch > 0) return link.curve(base, group).at(epoch);
  if (link.kind === "SWALR") return link.first(rate, base, group);
  // asking advances the position inside the cycle before it is used
  if (link.kind === "CosineAnnealingWarmRestarts") return link.curve(base, group).at(epoch + 1);
  return link.next(rate, epoch, base, group);
}

/** The rates from event 0 on, the scheduler's position then being `epoch`. */
function askedCurve(
  link: TorchLink,
  entering: number,
  epoch: number,
  base: number,
  group: number,
): Curve {
  const first = asked(link, entering, epoch, base, group);
  const whole = link.curve(base, group);
  if (link.kind === "SWALR") return constantCurve(first);
  if (link.kind === "CosineAnnealingWarmRestarts") return shiftCurve(whole, epoch + 1);
  if (link.form === "overwrites") return epoch === 0 ? whole : shiftCurve(whole, epoch);
  if (link.kind === "CosineAnnealingLR")
    return stretches([
      { start: 0, curve: constantCurve(first) },
      { start: 1, curve: shiftCurve(whole, epoch) },
    ]);
  const from = whole.at(epoch);
  if (from !== 0) return scaleCurve(shiftCurve(whole, epoch), first / from);
  return recursiveCurve(first, (rate, k) => asked(link, rate, epoch + k, base, group));
}

/**
 * A torch scheduler as Ignite drives it. `epoch` is its position at the first event: 0, or 1 behind
 * a warmup.
 */
export function askedScheduler(
  call: LibraryCall,
  context: LibraryContext,
  epoch: number,
): IgniteScheduler {
  const link = buildTorchLink(call, context);
  const issue = { code: "unsupported", path: ["lr_scheduler"], errorStep: 0 };
  const message = t`Ignite asks ${link.kind} for a rate that it cannot give.`;
  const failure: LibraryIssue | undefined = UNASKABLE.has(link.kind)
    ? { ...issue, message }
    : link.failure;
  return {
    names: ["lr"],
    torch: true,
    curve: (_, group, entering) => {
      const rate = context.optimizer.learningRates[group] ?? entering;
      const base = link.initialRate?.(rate, group, 0) ?? rate;
      // the constructor has already set a rate, unless a warmup has set another since
      const before = epoch === 0 ? link.first(rate, base, group) : entering;
      return UNASKABLE.has(link.kind)
        ? constantCurve(before)
        : askedCurve(link, before, epoch, base, group);
    },
    ...(failure && { failure }),
  };
}

/** LRScheduler: the first value is asked for once more, so that recursive forms move twice. */
export const lrScheduler: IgniteKind = {
  kind: "LRScheduler",
  parameters: signature({ lr_scheduler: undefined, save_history: false, use_legacy: false }),
  make: (args, context) => {
    const call = args.call("lr_scheduler");
    if (!call || !torchTable.kinds.has(call.kind))
      return args.refuse(
        "lr_scheduler",
        t`must be a scheduler of torch, not ${textOf(args.value("lr_scheduler"))}`,
      );
    return askedScheduler(call, context, args.flag("use_legacy") ? 1 : 0);
  },
};
