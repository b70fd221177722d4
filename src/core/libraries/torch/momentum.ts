import type { Curve } from "../../schedule/curve";
import { t } from "../../text/words";
import type { Arguments } from "../arguments";
import type { LibraryContext, LibraryTrack } from "../construction";

/**
 * The tracks that cycle_momentum adds: beta1 where the optimizer has betas, else its momentum; an
 * optimizer with neither is refused.
 */
export function cycledMomentum(
  args: Arguments,
  context: LibraryContext,
  curve: (low: number, high: number) => Curve,
): LibraryTrack[] {
  if (!args.flag("cycle_momentum")) return [];
  const { optimizer } = context;
  if (!optimizer.betas && optimizer.momentum === undefined)
    args.refuse("cycle_momentum", t`needs momentum or betas, which ${optimizer.kind} lacks`);
  const groups = optimizer.learningRates.length;
  const high = args.perGroup("max_momentum", groups);
  return args.perGroup("base_momentum", groups).map((low, group) => ({
    name: optimizer.betas ? "beta1" : "momentum",
    group,
    curve: curve(low, high[group] ?? low),
  }));
}
