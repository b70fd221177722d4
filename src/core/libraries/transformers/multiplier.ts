import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { scaleCurve } from "../../schedule/curves/transform";
import { t } from "../../text/words";
import { signature, type Arguments, type LibraryParameter } from "../arguments";
import { accepted, rateTracks } from "../construction";
import type { LibraryContext, LibraryKind } from "../construction";
import { ramp, stretches, type Stretch } from "../curves/pieces";
import type { LibraryIssue } from "../refusal";
import type { LibraryValue } from "../value";

/** A multiplier of every group's rate, and what its evaluation raises. */
export interface Multiplier {
  readonly curve: Curve;
  readonly failure?: LibraryIssue;
}

const lengths = { num_warmup_steps: null, num_training_steps: null };

/** `get_scheduler`'s arguments, and those that `scheduler_specific_kwargs` may add. */
export const schedulerParameters = (
  own: Readonly<Record<string, LibraryValue | undefined>> = {},
): readonly LibraryParameter[] => signature({ ...lengths, ...own });

/** A schedule that is a LambdaLR: each group's own rate times one multiplier. */
export const multiplierKind = (
  kind: string,
  parameters: readonly LibraryParameter[],
  multiplier: (args: Arguments, context: LibraryContext) => Multiplier,
): LibraryKind => ({
  kind,
  parameters,
  build: (args, context) => {
    const { curve, failure } = multiplier(args, context);
    const { tracks } = accepted(rateTracks(context, (rate) => scaleCurve(curve, rate)));
    return { tracks, issues: failure ? [failure] : [] };
  },
});

/** W and N, both of which the library demands. */
export function lengthsOf(args: Arguments): { warmup: number; total: number } {
  return { warmup: warmupOf(args), total: needed(args, "num_training_steps") };
}

export const warmupOf = (args: Arguments): number => needed(args, "num_warmup_steps");

function needed(args: Arguments, name: string): number {
  return args.has(name) ? args.number(name) : args.refuse(name, t`is needed by ${args.kind}`);
}

/** k / W for k < W: the first update has rate 0, the full rate comes at k = W. */
export const warmUp = (warmup: number, ...after: readonly Stretch[]): Curve => {
  if (warmup <= 0)
    return stretches(after.map((part, i) => (i === 0 ? { ...part, start: 0 } : part)));
  const rise = { start: 0, curve: ramp((k) => k / Math.max(1, warmup)) };
  return stretches([rise, ...after]);
};

export const one = constantCurve(1);
