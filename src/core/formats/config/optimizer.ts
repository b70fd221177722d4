import type { LibraryOptimizer } from "../../libraries/construction";
import { entryOf, type SourceObject, type SourceValue } from "../../parse/sourceValue";
import type { Optimizer } from "../../schedule/definition";
import type { Reading } from "./reading";

/** An optimizer of torch's kin as a config says it. */
export interface ConfigOptimizer {
  readonly name: string;
  readonly parameters: SourceObject | undefined;
  /** Of each parameter group; one where the config has no groups. */
  readonly learningRates: readonly number[];
}

/** For the library's formulas and for the rules that judge by the optimizer. */
export function optimizersOf(
  { name, parameters, learningRates }: ConfigOptimizer,
  reading: Reading,
): { readonly library: LibraryOptimizer; readonly own: Optimizer } {
  const betas = numberItems(entryOf(parameters, "betas")?.value);
  const [beta1, beta2] = betas ?? [];
  const momentum = reading.number(entryOf(parameters, "momentum"), "number");
  const weightDecay = reading.number(entryOf(parameters, "weight_decay"), "number");
  reading.place(["optimizer", "weightDecay"], entryOf(parameters, "weight_decay")?.value);
  reading.place(["optimizer", "momentum"], entryOf(parameters, "momentum")?.value);
  const isAdam = /adam|lamb|lion/i.test(name);
  const shared = {
    ...(momentum !== undefined && { momentum }),
    ...(weightDecay !== undefined && { weightDecay }),
  };
  const adamBetas = isAdam ? ([beta1 ?? 0.9, beta2 ?? 0.999] as const) : undefined;
  return {
    library: {
      kind: name,
      learningRates,
      defaultLearningRate: learningRates[0] ?? 0,
      ...shared,
      ...(/sgd/i.test(name) && momentum === undefined && { momentum: 0 }),
      ...(adamBetas && { betas: adamBetas }),
    },
    own: {
      name,
      ...shared,
      ...(beta1 !== undefined && { beta1 }),
      ...(beta2 !== undefined && { beta2 }),
    },
  };
}

const numberItems = (value: SourceValue | undefined): number[] | undefined =>
  value?.type === "array"
    ? value.items.flatMap((item) => (item.type === "number" ? [item.value] : []))
    : undefined;
