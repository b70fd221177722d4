import { t } from "../../text/words";
import { signature } from "../arguments";
import { plateauParameters, readPlateau, reducedCurve } from "../torch/plateau";
import type { IgniteKind } from "./scheduler";

/**
 * ReduceLROnPlateauScheduler: torch's, one event an evaluation. min_lr is ignored unless
 * param_group_index is given, and then only heeded for group 0.
 */
export const reduceLROnPlateauScheduler: IgniteKind = {
  kind: "ReduceLROnPlateauScheduler",
  parameters: [
    ...signature({
      metric_name: undefined,
      trainer: null,
      save_history: false,
      param_group_index: null,
    }),
    ...plateauParameters,
  ],
  make: (args, context) => {
    const rule = readPlateau(args);
    const only = args.optional("param_group_index");
    if (only !== undefined && Object.hasOwn(args.given, "min_lr") && !args.isFloat("min_lr"))
      args.refuse("min_lr", t("must be a float"));
    const floor = only === 0 ? args.number("min_lr") : 0;
    return {
      names: ["lr"],
      curve: (_, group, entering) =>
        only === undefined || only === group
          ? reducedCurve(rule, context.metrics ?? [], entering, floor)
          : undefined,
    };
  },
};
