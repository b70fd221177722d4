import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { signature } from "../arguments";
import { ramp, stretches } from "../curves/pieces";
import type { TorchLinkKind } from "./link";

const strategies = {
  cos: (t: number) => (1 - Math.cos(Math.PI * t)) / 2,
  linear: (t: number) => t,
};

/**
 * SWALR: from the rate it finds to swa_lr over anneal_epochs steps, then swa_lr. With 0 epochs the
 * rate jumps when the scheduler is made.
 */
export const swaLR: TorchLinkKind = {
  kind: "SWALR",
  parameters: signature({ swa_lr: undefined, anneal_epochs: 10, anneal_strategy: "cos" }),
  link: (args, context) => {
    const targets = args.perGroup("swa_lr", context.optimizer.learningRates.length);
    const anneal = strategies[args.choice("anneal_strategy", ["cos", "linear"])];
    const length = args.number("anneal_epochs");
    if (!args.isInteger("anneal_epochs") || length < 0)
      args.refuse("anneal_epochs", t("must be an integer of at least 0"));
    const share = (k: number): number =>
      length === 0 ? 1 : anneal(Math.max(0, Math.min(1, k / length)));
    const mix = (from: number, group: number, k: number): number =>
      (targets[group] ?? NaN) * share(k) + from * (1 - share(k));
    const curve = (base: number, group: number): Curve =>
      stretches([
        { start: 0, curve: ramp((k) => mix(base, group, k)) },
        { start: length, curve: constantCurve(targets[group] ?? NaN) },
      ]);
    return {
      kind: "SWALR",
      form: "mixed",
      curve,
      first: (rate, _, group) => mix(rate, group, 0),
      next: (rate, k, _, group) => {
        const before = share(k - 1);
        const from = before === 1 ? rate : (rate - before * (targets[group] ?? NaN)) / (1 - before);
        return mix(from, group, k);
      },
    };
  },
};
