import type { OptimizerName } from "../../request";
import { adam } from "./adam";
import { lamb, lars } from "./layerwise";
import type { RuleOptions, UpdateRule } from "./rule";
import { sgd } from "./sgd";

/** How each optimizer of a request updates the weights. */
export const RULES: Readonly<Record<OptimizerName, (options: RuleOptions) => UpdateRule>> = {
  sgd,
  heavyBall: sgd,
  nesterov: (options) => sgd({ ...options, nesterov: true }),
  adam: (options) => adam(options, false),
  adamw: (options) => adam(options, true),
  lamb,
  lars,
};
