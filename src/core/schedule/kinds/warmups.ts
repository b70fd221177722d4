import type { Curve } from "../curve";
import { constantCurve } from "../curves/constant";
import { geometricSum } from "../curves/geometric";
import { rampCurve } from "../curves/ramp";
import { linearShape } from "../curves/shape";
import { monotoneCurve } from "../curves/smooth";
import { shiftCurve } from "../curves/transform";
import {
  add,
  divide,
  expm1,
  multiply,
  number,
  power,
  sqrt,
  STEP,
  subtract,
  type Formula,
} from "../formula/formula";
import { fractionShape, optional, required, valueShape, wordShape } from "../shapes";
import { everyEntry, phaseEntries, phaseSchema } from "./entries";
import { phaseKind, type LengthContext } from "./kind";
import { t } from "../../text/words";

const shared = {
  to: required("The value that the warmup leads to.", valueShape),
  beta2: optional("The optimizer's β2; if left out, `optimizer.beta2`.", fractionShape),
  ...everyEntry,
  ...phaseEntries,
};

function beta2Of(kind: string, own: number | undefined, context: LengthContext): number {
  return (
    own ??
    context.optimizer?.beta2 ??
    context.fail(
      "missing-beta2",
      t`"${kind}" takes its length from the optimizer's β2. Add "beta2" to "optimizer", for instance 0.999, or to the phase.`,
    )
  );
}

/**
 * 2 / (1 − β2) updates, 2,000 for 0.999: the linear warmup min(1, t (1 − β2) / 2) of Ma & Yarats 2021
 * (arXiv:1910.04209, section 5.1) is over there. Without the rounding of 1 − 0.9 in binary.
 */
function untunedPeriod(beta2: number): number {
  const period = 2 / (1 - beta2);
  const whole = Math.round(period);
  return Math.abs(period - whole) < 1e-9 * whole ? whole : period;
}

export const untunedWarmup = phaseKind({
  kind: "untunedWarmup",
  summary:
    "A warmup whose length follows from the optimizer's β2 (Ma & Yarats 2021): to · min(1, (u + 1)(1 − β2)/2), or to · (1 − exp(−(u + 1)(1 − β2))).",
  formula: "to · min(1, (u + 1)(1 − β2) / 2), or to · (1 − exp(−(u + 1)(1 − β2)))",
  example: { to: 0.1, beta2: 0.99 },
  whole: true,
  schema: phaseSchema("untunedWarmup", {
    ...shared,
    shape: optional(
      '"linear" (if left out): over 2 / (1 − β2) steps. "exponential": with the time constant 1 / (1 − β2).',
      wordShape("linear", "exponential"),
    ),
  }),
  build: ({ to, beta2, shape = "linear" }, context) => {
    const [target, decay] = [context.value(to, "to"), beta2Of("untunedWarmup", beta2, context)];
    if (shape === "exponential") return saturating(target, 1 / (1 - decay));
    return shiftCurve(
      rampCurve({ from: 0, to: target, reach: untunedPeriod(decay), shape: linearShape }),
      1,
    );
  },
  ownLength: ({ beta2, shape = "linear" }, context) => {
    if (shape !== "linear") return undefined;
    const steps = Math.round(untunedPeriod(beta2Of("untunedWarmup", beta2, context)));
    return { steps, exact: steps, goesOn: true };
  },
});

/** target · (1 − exp(−(u + 1) / τ)). */
function saturating(target: number, timeConstant: number): Curve {
  const missing = (step: number): number => Math.exp(-(step + 1) / timeConstant);
  return monotoneCurve((step) => -target * Math.expm1(-(step + 1) / timeConstant), {
    inflections: [],
    formula: () =>
      multiply(number(-target), expm1(divide(add(STEP, number(1)), number(-timeConstant)))),
    sum: (first, last) => {
      const n = Math.max(0, last - first);
      return target * (n - missing(first) * geometricSum(Math.exp(-1 / timeConstant), n));
    },
  });
}

/** ρ of update t, counted from 1: the length of the approximated moving average of RAdam. */
const lengthOfAverage = (t: number, beta2: number, limit: number): number =>
  limit - (2 * t * beta2 ** t) / (1 - beta2 ** t);

export const rectifiedWarmup = phaseKind({
  kind: "rectifiedWarmup",
  summary:
    "to · RAdam's rectification term (Liu et al. 2020), from the first update at which it is defined.",
  formula:
    "to · √((ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ)), ρ∞ = 2 / (1 − β2) − 1, ρ = ρ∞ − 2t·β2^t / (1 − β2^t), t = u + the first t at which ρ > 4",
  example: { to: 0.1, beta2: 0.99 },
  whole: true,
  schema: phaseSchema("rectifiedWarmup", shared),
  build: ({ to, beta2 }, context) => {
    const [target, decay] = [context.value(to, "to"), beta2Of("rectifiedWarmup", beta2, context)];
    return rectified(target, decay);
  },
});

/**
 * √((ρ−4)(ρ−2)ρ∞ / ((ρ∞−4)(ρ∞−2)ρ)), Liu et al., arXiv:1908.03265, equation 3. It is defined where
 * ρ > 4; update 0 of the phase is the first such one, as in pytorch_warmup. With ρ∞ ≤ 4 there is
 * nothing to rectify.
 */
function rectified(target: number, beta2: number): Curve {
  const limit = 2 / (1 - beta2) - 1;
  if (limit <= 4) return constantCurve(target);
  let offset = 1;
  while (lengthOfAverage(offset, beta2, limit) <= 4) offset++;
  const at = (step: number): number => {
    const length = lengthOfAverage(step + offset, beta2, limit);
    const share = ((length - 4) * (length - 2) * limit) / ((limit - 4) * (limit - 2) * length);
    return target * Math.sqrt(share);
  };
  return monotoneCurve(at, { formula: () => rectifiedFormula(target, beta2, limit, offset) });
}

function rectifiedFormula(target: number, beta2: number, limit: number, offset: number): Formula {
  const t = add(STEP, number(offset));
  const decayed = power(number(beta2), t);
  const length = subtract(
    number(limit),
    divide(multiply(multiply(number(2), t), decayed), subtract(number(1), decayed)),
  );
  const product = multiply(subtract(length, number(4)), subtract(length, number(2)));
  const share = divide(
    multiply(product, number(limit)),
    multiply(number((limit - 4) * (limit - 2)), length),
  );
  return multiply(number(target), sqrt(share));
}
