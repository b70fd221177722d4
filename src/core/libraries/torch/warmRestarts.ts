import { signature } from "../arguments";
import { cyclesCurve } from "../curves/cycles";
import { ramp } from "../curves/pieces";
import type { Curve } from "../../schedule/curve";
import { t } from "../../text/words";
import type { TorchLinkKind } from "./link";

/**
 * CosineAnnealingWarmRestarts: eta_min + (base − eta_min) · (1 + cos(π u / T_i)) / 2 with u counted
 * from the last restart and T_i = T_0 · T_mult^i. The minimum itself is never used.
 */
export const cosineAnnealingWarmRestarts: TorchLinkKind = {
  kind: "CosineAnnealingWarmRestarts",
  parameters: signature({ T_0: undefined, T_mult: 1, eta_min: 0 }),
  link: (args, context) => {
    if (!args.isInteger("T_0") || args.number("T_0") <= 0)
      args.refuse("T_0", t("must be a positive integer"));
    if (!args.isInteger("T_mult") || args.number("T_mult") < 1)
      args.refuse("T_mult", t("must be an integer of at least 1"));
    const [period, growth, floor] = [
      args.number("T_0"),
      args.number("T_mult"),
      args.number("eta_min"),
    ];
    const curve = (base: number): Curve =>
      cyclesCurve({
        length: (i) => period * growth ** i,
        cycle: (_, length) =>
          ramp((u) => floor + ((base - floor) * (1 + Math.cos((Math.PI * u) / length))) / 2),
        until: context.steps,
        alike: growth === 1,
      });
    return {
      kind: "CosineAnnealingWarmRestarts",
      form: "overwrites",
      curve,
      first: (_, base) => base,
      next: (_, k, base) => curve(base).at(k),
    };
  },
};
