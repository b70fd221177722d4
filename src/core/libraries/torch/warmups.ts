import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { signature } from "../arguments";
import { held, ramp, stretches } from "../curves/pieces";
import { unchanged, type TorchLinkKind } from "./link";

/**
 * ConstantLR: a temporary factor, base · factor until total_iters, then base. The recursive form
 * divides by the factor at total_iters, so a factor of 0 raises there, and total_iters 0 never gets
 * there: the factor stays for ever.
 */
export const constantLR: TorchLinkKind = {
  kind: "ConstantLR",
  parameters: signature({ factor: 1 / 3, total_iters: 5 }),
  link: (args, context) => {
    const factor = args.number("factor");
    const total = args.number("total_iters");
    if (factor > 1 || factor < 0) args.refuse("factor", t("must be between 0 and 1"));
    const message = t`factor is 0: step() divides by it at step ${total}.`;
    const failure = { code: "division-by-zero", path: ["factor"], message, errorStep: total - 1 };
    const ends = total > 0 && Number.isInteger(total);
    return {
      kind: "ConstantLR",
      form: "multiplies",
      curve: (base) => (ends ? held([base * factor, base], [total]) : constantCurve(base * factor)),
      first: (rate) => rate * factor,
      next: (rate, k) => (k === total ? rate * (1 / factor) : rate),
      ...(factor === 0 && ends && total <= context.steps && { failure }),
    };
  },
};

/**
 * LinearLR: base · (start + (end − start) · min(k, T) / T); full rate at k = T. With T = 0 the
 * recursive form never moves from start_factor.
 */
export const linearLR: TorchLinkKind = {
  kind: "LinearLR",
  parameters: signature({ start_factor: 1 / 3, end_factor: 1, total_iters: 5 }),
  link: (args) => {
    const [start, end] = [args.number("start_factor"), args.number("end_factor")];
    const total = args.number("total_iters");
    if (start > 1 || start <= 0)
      args.refuse("start_factor", t("must be greater than 0 and at most 1"));
    if (end > 1 || end < 0) args.refuse("end_factor", t("must be between 0 and 1"));
    const factor = (k: number): number => start + ((end - start) * k) / total;
    return {
      kind: "LinearLR",
      form: "multiplies",
      curve: (base) =>
        total > 0
          ? stretches([
              { start: 0, curve: ramp((k) => base * factor(k)) },
              { start: total, curve: constantCurve(base * factor(Math.floor(total))) },
            ])
          : constantCurve(base * start),
      first: (rate) => rate * start,
      next: (rate, k) =>
        k > total ? rate : rate * (1 + (end - start) / (total * start + (k - 1) * (end - start))),
    };
  },
};

/** PolynomialLR: base · (1 − min(k, T) / T)^power. */
export const polynomialLR: TorchLinkKind = {
  kind: "PolynomialLR",
  parameters: signature({ total_iters: 5, power: 1 }),
  link: (args) => {
    const [total, power] = [args.number("total_iters"), args.number("power")];
    return {
      kind: "PolynomialLR",
      form: "multiplies",
      curve: (base) =>
        total > 0
          ? stretches([
              { start: 0, curve: ramp((k) => base * (1 - k / total) ** power) },
              { start: total, curve: constantCurve(base * 0 ** power) },
            ])
          : constantCurve(base),
      first: unchanged,
      next: (rate, k) =>
        k > total ? rate : rate * ((1 - k / total) / (1 - (k - 1) / total)) ** power,
    };
  },
};
