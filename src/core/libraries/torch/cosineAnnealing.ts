import { constantCurve } from "../../schedule/curves/constant";
import { signature } from "../arguments";
import { wholeWave } from "../curves/pieces";
import { unchanged, type TorchLinkKind } from "./link";

/**
 * CosineAnnealingLR: eta_min + (base − eta_min) · (1 + cos(πk / T_max)) / 2, with period 2 · T_max:
 * after T_max it rises again. eta_min is absolute; a group below it rises first.
 */
export const cosineAnnealingLR: TorchLinkKind = {
  kind: "CosineAnnealingLR",
  parameters: signature({ T_max: undefined, eta_min: 0 }),
  link: (args, context) => {
    const [period, floor] = [args.number("T_max"), args.number("eta_min")];
    const share = (k: number): number => 1 + Math.cos((Math.PI * k) / period);
    const turned = (k: number): boolean => (k - 1 - period) % (2 * period) === 0;
    const message = "T_max is 0: the first step() divides by it.";
    const failure = { code: "divisionByZero", path: ["T_max"], message, errorStep: 0 };
    return {
      kind: "CosineAnnealingLR",
      // beyond T_max the recursion adds a share of the base rate instead of multiplying
      form: floor === 0 && context.steps <= period ? "multiplies" : "mixed",
      curve: (base) =>
        period === 0
          ? constantCurve(base)
          : wholeWave((k) => floor + ((base - floor) * share(k)) / 2, period),
      first: unchanged,
      next: (rate, k, base) =>
        turned(k)
          ? rate + ((base - floor) * (1 - Math.cos(Math.PI / period))) / 2
          : (share(k) / share(k - 1)) * (rate - floor) + floor,
      ...(period === 0 && { failure }),
    };
  },
};
