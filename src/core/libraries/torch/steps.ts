import { signature } from "../arguments";
import { firstMultiple } from "../curves/multiples";
import { geometric, held, terraces } from "../curves/pieces";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import type { TorchLinkKind } from "./link";
import { unchanged } from "./link";

/**
 * StepLR: · gamma wherever k is an exact multiple of step_size; step_size 0 divides by zero at the
 * first step.
 */
export const stepLR: TorchLinkKind = {
  kind: "StepLR",
  parameters: signature({ step_size: undefined, gamma: 0.1 }),
  link: (args) => {
    const size = args.number("step_size");
    const every = firstMultiple(size);
    const gamma = args.number("gamma");
    const message = t("step_size is 0: the first step() divides by it.");
    const failure = { code: "division-by-zero", path: ["step_size"], message, errorStep: 0 };
    return {
      kind: "StepLR",
      form: "multiplies",
      curve: (base) =>
        every > 0 && Number.isSafeInteger(every)
          ? terraces((i) => base * gamma ** i, every)
          : constantCurve(base),
      first: unchanged,
      next: (rate, k) => (k % size === 0 ? rate * gamma : rate),
      ...(size === 0 && { failure }),
    };
  },
};

/**
 * MultiStepLR: · gamma at each milestone, twice where a milestone is given twice. No count of steps
 * equals a negative or fractional one.
 */
export const multiStepLR: TorchLinkKind = {
  kind: "MultiStepLR",
  parameters: signature({ milestones: undefined, gamma: 0.1 }),
  link: (args) => {
    const milestones = args
      .numbers("milestones")
      .filter((milestone) => Number.isInteger(milestone) && milestone >= 0)
      .sort((a, b) => a - b);
    const gamma = args.number("gamma");
    const times = (k: number): number => milestones.filter((milestone) => milestone === k).length;
    return {
      kind: "MultiStepLR",
      form: "multiplies",
      curve: (base) =>
        held([base, ...milestones.map((_, i) => base * gamma ** (i + 1))], milestones),
      first: (rate) => rate * gamma ** times(0),
      next: (rate, k) => rate * gamma ** times(k),
    };
  },
};

/** ExponentialLR: base · gamma^k. */
export const exponentialLR: TorchLinkKind = {
  kind: "ExponentialLR",
  parameters: signature({ gamma: undefined }),
  link: (args) => {
    const gamma = args.number("gamma");
    return {
      kind: "ExponentialLR",
      form: "multiplies",
      curve: (base) => geometric(base, gamma),
      first: unchanged,
      next: (rate) => rate * gamma,
    };
  },
};
