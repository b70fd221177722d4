import type { Schedule } from "../../schedule/schedule";

const NAMES: Readonly<Record<string, string>> = {
  sgd: "SGD",
  adam: "Adam",
  adamw: "AdamW",
  nadam: "NAdam",
  radam: "RAdam",
  rmsprop: "RMSprop",
  adagrad: "Adagrad",
};

const WITH_MOMENTUM = new Set(["SGD", "RMSprop"]);
const WITH_BETAS = new Set(["Adam", "AdamW", "NAdam", "RAdam"]);

/** torch's class for the definition's optimizer; undefined where it names none that torch has. */
export const torchOptimizer = ({ optimizer }: Schedule): string | undefined =>
  NAMES[optimizer?.name?.toLowerCase() ?? ""];

/** The tracks that the optimizer's parameter groups have a place for; all where it isn't named. */
export function tracksOfOptimizer(name: string | undefined): readonly string[] {
  const momentum = name === undefined || WITH_MOMENTUM.has(name) ? ["momentum"] : [];
  const betas = name === undefined || WITH_BETAS.has(name) ? ["beta1", "beta2"] : [];
  return ["learningRate", ...momentum, "weightDecay", ...betas];
}

/** The optimizer's arguments for tracks that stay the same, each a constant of the module. */
export function fixedArguments(fixed: readonly string[]): string[] {
  const beta = (name: string, fallback: string): string =>
    fixed.includes(name) ? name.toUpperCase() : fallback;
  return [
    ...(fixed.includes("momentum") ? ["momentum=MOMENTUM"] : []),
    ...(fixed.includes("weightDecay") ? ["weight_decay=WEIGHT_DECAY"] : []),
    ...(fixed.includes("beta1") || fixed.includes("beta2")
      ? [`betas=(${beta("beta1", "0.9")}, ${beta("beta2", "0.999")})`]
      : []),
  ];
}
