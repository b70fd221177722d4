import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { signature } from "../arguments";
import { stretches, wholeWave } from "../curves/pieces";
import { unchanged, type TorchLinkKind } from "./link";

/** After so many steps of a rise its rounding has settled, to about 1e-12 of the peak. */
const SETTLED = 1024;

type Next = (rate: number, k: number) => number;

/**
 * The wave with period 2 · T_max. torch begins each rise by an addition to the floor and goes on by
 * ratios: what is rounded away beside the floor while the rate is close to it stays, as a factor, in
 * all that follows.
 */
function annealed(period: number, floor: number, height: number, next: Next): Curve {
  const share = (k: number): number => (1 + Math.cos((Math.PI * k) / period)) / 2;
  const scaled = (factor: number): Curve =>
    wholeWave((k) => floor + height * factor * share(k), period);
  if (floor === 0 || !Number.isSafeInteger(period + 2 * SETTLED)) return scaled(1);
  const settled = period + Math.min(SETTLED, period);
  let rate = floor;
  for (let k = period + 1; k <= settled; k++) rate = next(rate, k);
  const factor = (rate - floor) / (height * share(settled));
  return stretches([
    { start: 0, curve: scaled(1) },
    { start: period, curve: scaled(Number.isFinite(factor) ? factor : 1) },
  ]);
}

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
    const message = t("T_max is 0: the first step() divides by it.");
    const next = (rate: number, k: number, base: number): number =>
      turned(k)
        ? rate + ((base - floor) * (1 - Math.cos(Math.PI / period))) / 2
        : (share(k) / share(k - 1)) * (rate - floor) + floor;
    const failure = { code: "division-by-zero", path: ["T_max"], message, errorStep: 0 };
    return {
      kind: "CosineAnnealingLR",
      // beyond T_max the recursion adds a share of the base rate instead of multiplying
      form: floor === 0 && context.steps <= period ? "multiplies" : "mixed",
      curve: (base) =>
        period === 0
          ? constantCurve(base)
          : annealed(period, floor, base - floor, (rate, k) => next(rate, k, base)),
      first: unchanged,
      next,
      ...(period === 0 && { failure }),
    };
  },
};
