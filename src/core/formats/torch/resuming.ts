import type { LibraryContext } from "../../libraries/construction";
import { buildTorchLink, continuedFrom } from "../../libraries/torch/table";
import type { LibraryCall } from "../../libraries/value";
import type { Resuming } from "../../schedule/schedule";

/** Schedulers made of others, whose parts a checkpoint restores one by one. */
const COMPOSED = new Set(["SequentialLR", "ChainedScheduler"]);
/** They react to a metric, or keep functions that nothing here has looked at. */
const NOT_KNOWN = new Set(["ReduceLROnPlateau", "SWALR"]);

/**
 * How a scheduler of torch.optim.lr_scheduler is resumed. `load_state_dict` puts every attribute of the
 * checkpoint over what was just constructed, `T_max` and `total_steps` among them; functions of LambdaLR
 * and MultiplicativeLR are not saved, but of a callable object its `__dict__` is (lr_scheduler.py,
 * `LambdaLR.state_dict`; measured with torch 1.13).
 *
 * @param keeps Whether the function of a LambdaLR is an object whose attributes are saved.
 */
export function torchResuming(
  call: LibraryCall,
  context: LibraryContext,
  keeps: boolean | undefined,
): Resuming | undefined {
  if (COMPOSED.has(call.kind) || NOT_KNOWN.has(call.kind)) return undefined;
  // it is resumed already, by hand
  if (call.args["last_epoch"] !== undefined) return undefined;
  const link = buildTorchLink(call, context);
  const base = context.optimizer.learningRates[0];
  if (base === undefined) return undefined;
  const own = { base: link.initialRate?.(base, 0, 0) ?? base, group: 0 };
  return {
    kind: call.kind,
    restores: restored(call.kind, keeps),
    overwrites: link.form === "overwrites",
    ends: call.kind === "OneCycleLR",
    continued: (start, rate) => continuedFrom(link, own, start, rate),
  };
}

function restored(kind: string, keeps: boolean | undefined): Resuming["restores"] {
  if (kind !== "LambdaLR" && kind !== "MultiplicativeLR") return "arguments";
  if (keeps === undefined) return undefined;
  return keeps ? "arguments" : "counter";
}
