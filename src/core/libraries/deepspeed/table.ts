import { accepted, rateTracks, tableOf, type LibraryKind } from "../construction";
import { reducedCurve, plateauParameters, readPlateau } from "../torch/plateau";
import { torchTable } from "../torch/table";
import { lrRangeTest, oneCycle } from "./oneCycle";
import { warmupCosineLR, warmupDecayLR, warmupLR } from "./warmup";

function* always(value: number, count: number): Generator<number> {
  for (let i = 0; i < count; i++) yield value;
}

/**
 * torch's ReduceLROnPlateau as the engine steps it: it has no metric to give, catches the error and
 * gives the train batch size, which never improves.
 */
const reduceLROnPlateau: LibraryKind = {
  kind: "ReduceLROnPlateau",
  parameters: plateauParameters,
  build: (args, context) => {
    const rule = readPlateau(args);
    const floors = args.perGroup("min_lr", context.optimizer.learningRates.length);
    return accepted(
      rateTracks(context, (rate, group) =>
        reducedCurve(rule, always(1, context.steps), rate, floors[group] ?? 0),
      ),
    );
  },
};

const own = [warmupLR, warmupDecayLR, warmupCosineLR, lrRangeTest, oneCycle, reduceLROnPlateau];
const names = new Set(own.map(({ kind }) => kind));
const NOT_IN_TORCH = new Set(["SWALR", "swa"]);

/** A name that DeepSpeed does not know is looked up in torch.optim.lr_scheduler. */
const fromTorch = [...torchTable.kinds.values()].filter(
  ({ kind }) => !names.has(kind) && !NOT_IN_TORCH.has(kind),
);

/** DeepSpeed 0.19.6, the formulas read in runtime/lr_schedules.py. */
export const deepspeedTable = tableOf("DeepSpeed", "0.19.6", [...own, ...fromTorch]);
