import { t } from "../../text/words";
import { betterBy, reductions } from "../torch/plateau";
import type { RuleMaker } from "./part";

/** MMEngine's INF, which the best metric starts from. */
const WORST = 1e9;

/**
 * ReduceOnPlateau: given one metric after each validation, the one after epoch e being its step
 * e + 1; it looks at those from begin to end only.
 */
export const plateauRule: RuleMaker = (args, { begin, end, metrics }) => {
  if (args.number("factor") >= 1) args.refuse("factor", t("must be less than 1"));
  if (args.number("threshold") < 0) args.refuse("threshold", t("must not be negative"));
  const less = args.choice("rule", ["less", "greater"]) === "less";
  const relative = args.choice("threshold_rule", ["rel", "abs"]) === "rel";
  const rule = {
    factor: args.number("factor"),
    patience: args.number("patience"),
    cooldown: args.number("cooldown"),
    eps: args.number("eps"),
    better: betterBy(less ? "min" : "max", relative, args.number("threshold")),
    worst: less ? WORST : -WORST,
  };
  const seen = metrics.filter((_, epoch) => epoch + 1 >= begin && epoch + 1 < end);
  const first = Math.max(1, begin);
  const floor = args.number("min_value");
  return {
    rule: {
      type: "reducing",
      steps: reductions(rule, seen).map((index) => first + index - begin),
      reduce: (value) => {
        const reduced = Math.max(value * rule.factor, floor);
        return value - reduced > rule.eps ? reduced : value;
      },
    },
  };
};
