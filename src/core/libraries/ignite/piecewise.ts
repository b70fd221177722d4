import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import { ramp, stretches, type Stretch } from "../curves/pieces";
import { refuse } from "../refusal";
import { isInteger, isTuple, itemsOf, numberOf, textOf } from "../value";
import { shared, single, type IgniteKind } from "./scheduler";

type Pair = readonly [milestone: number, value: number];

/** The first value before the first milestone, straight lines between them, then the last value. */
export function piecewiseLinearCurve(pairs: readonly Pair[]): Curve {
  const list: Stretch[] = [{ start: 0, curve: constantCurve(pairs[0]?.[1] ?? NaN) }];
  pairs.forEach(([from, a], i) => {
    const [to, b] = pairs[i + 1] ?? [from, a];
    const line = (k: number): number => a + ((b - a) * (k - from)) / (to - from);
    list.push({ start: from, curve: to > from ? ramp(line) : constantCurve(a) });
  });
  const [end = 0, last = NaN] = pairs.at(-1) ?? [];
  return stretches([...list, { start: end, curve: constantCurve(last) }]);
}

function pairsOf(args: Arguments): Pair[] {
  const items = args.list("milestones_values");
  if (items.length === 0) args.refuse("milestones_values", t("must hold at least one pair"));
  const pairs = items.map((item, i): Pair => {
    const [milestone, value, ...more] = itemsOf(item) ?? [];
    const [at, to] = [numberOf(milestone), numberOf(value)];
    if (!isTuple(item) || more.length > 0 || at === undefined || to === undefined)
      return refuse(["milestones_values", i], t`${textOf(item)} is no pair (milestone, value).`);
    if (!isInteger(milestone))
      return refuse(["milestones_values", i], t("A milestone must be an integer."));
    return [at, to];
  });
  pairs.forEach(([milestone], i) => {
    if (milestone < (pairs[i - 1]?.[0] ?? milestone))
      refuse(["milestones_values", i], t`Milestone ${milestone} comes after a later one.`);
  });
  return pairs;
}

/** PiecewiseLinear; the pairs must be tuples. */
export const piecewiseLinear: IgniteKind = {
  kind: "PiecewiseLinear",
  parameters: signature({ param_name: undefined, milestones_values: undefined, ...shared }),
  make: (args) => single(args, piecewiseLinearCurve(pairsOf(args))),
};
