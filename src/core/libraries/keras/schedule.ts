import type { Curve } from "../../schedule/curve";
import { t } from "../../text/words";
import { signature, type Arguments, type LibraryParameter } from "../arguments";
import { accepted, rateTracks, type LibraryKind } from "../construction";
import type { LibraryContext } from "../construction";
import type { LibraryValue } from "../value";

/** A LearningRateSchedule of Keras: a function of the optimizer's iterations. */
export interface KerasSchedule {
  readonly kind: string;
  readonly parameters: readonly LibraryParameter[];
  readonly curve: (args: Arguments, context: LibraryContext) => Curve;
}

/** A schedule's own parameters and the name that Keras lets every schedule have. */
export const kerasParameters = (
  own: Readonly<Record<string, LibraryValue | undefined>>,
): readonly LibraryParameter[] => signature({ ...own, name: null });

export const kerasKind = ({ kind, parameters, curve }: KerasSchedule): LibraryKind => ({
  kind,
  parameters,
  build: (args, context) => {
    const found = curve(args, context);
    return accepted(rateTracks(context, () => found));
  },
});

export function decaySteps(args: Arguments, name = "decay_steps"): number {
  const steps = args.number(name);
  if (steps <= 0) args.refuse(name, t("must be greater than 0"));
  return steps;
}
