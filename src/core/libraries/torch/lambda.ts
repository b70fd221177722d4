import { t } from "../../text/words";
import { calledCurve, recursiveCurve } from "../curves/blocks";
import { signature, type Arguments } from "../arguments";
import { refuse } from "../refusal";
import { itemsOf, numberOf, textOf, type LibraryFunction } from "../value";
import { unchanged, type TorchLinkKind } from "./link";

/** One function for each parameter group. */
function functionsOf(args: Arguments, groups: number): LibraryFunction[] {
  const items = itemsOf(args.value("lr_lambda"));
  if (items && items.length !== groups)
    args.refuse("lr_lambda", t`must be ${groups} functions, one for each parameter group`);
  const one = args.value("lr_lambda");
  const all = items ?? Array.from({ length: groups }, () => one);
  return all.map((item) =>
    typeof item === "function" ? tried(item) : args.refuse("lr_lambda", t("must be a function")),
  );
}

/** torch calls the function with 0 as it makes the scheduler. */
function tried(lambda: LibraryFunction): LibraryFunction {
  const value = lambda(0);
  if (numberOf(value) === undefined)
    refuse(["lr_lambda"], t`lr_lambda gives ${textOf(value)} at ${0}, no number.`);
  return lambda;
}

/** NaN, a gap, at a step for which the function gives no number: torch would stop there. */
const factor = (lambda: LibraryFunction | undefined, k: number): number =>
  numberOf(lambda?.(k)) ?? NaN;

/** LambdaLR: base · λ(k). */
export const lambdaLR: TorchLinkKind = {
  kind: "LambdaLR",
  parameters: signature({ lr_lambda: undefined }),
  link: (args, context) => {
    const lambdas = functionsOf(args, context.optimizer.learningRates.length);
    const at = (base: number, group: number, k: number): number => base * factor(lambdas[group], k);
    return {
      kind: "LambdaLR",
      form: "overwrites",
      curve: (base, group) => calledCurve((k) => at(base, group, Math.floor(k))),
      first: (_, base, group) => at(base, group, 0),
      next: (_, k, base, group) => at(base, group, k),
    };
  },
};

/** MultiplicativeLR: the rate before · λ(k), so that the rate is a product over all steps. */
export const multiplicativeLR: TorchLinkKind = {
  kind: "MultiplicativeLR",
  parameters: signature({ lr_lambda: undefined }),
  link: (args, context) => {
    const lambdas = functionsOf(args, context.optimizer.learningRates.length);
    const next = (rate: number, k: number, group: number): number =>
      rate * factor(lambdas[group], k);
    return {
      kind: "MultiplicativeLR",
      form: "multiplies",
      curve: (base, group) =>
        recursiveCurve(base, (rate, k) => next(rate, k, group), { called: true }),
      first: unchanged,
      next: (rate, k, _, group) => next(rate, k, group),
      restart: (rate, _, group) => next(rate, 0, group),
    };
  },
};
