import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import { accepted, rateTracks, type LibraryKind } from "../construction";
import { held } from "../curves/pieces";

interface Rule {
  readonly factor: number;
  readonly patience: number;
  readonly rtol: number;
  readonly atol: number;
  readonly cooldown: number;
  readonly accumulation: number;
  readonly floor: number;
}

function readRule(args: Arguments): Rule {
  const [factor, rtol, atol] = [args.number("factor"), args.number("rtol"), args.number("atol")];
  if (factor <= 0 || factor >= 1) args.refuse("factor", t("must lie between 0 and 1"));
  if (rtol < 0 || atol < 0 || rtol > 1) args.refuse("rtol", t("must lie between 0 and 1"));
  if (rtol === 0 && atol === 0) args.refuse("rtol", t("and atol must not both be 0"));
  return {
    factor,
    rtol,
    atol,
    patience: args.number("patience"),
    cooldown: args.number("cooldown"),
    accumulation: args.number("accumulation_size"),
    floor: args.number("min_scale"),
  };
}

/** The scale that update k uses, which already takes metric k into account. */
function scales(rule: Rule, metrics: readonly number[]): number[] {
  let [scale, best, bad, cooling, count, mean] = [1, Infinity, 0, 0, 0, 0];
  const judge = (): void => {
    const improved = mean < (1 - rule.rtol) * best - rule.atol;
    if (improved) best = mean;
    const now = improved ? 0 : bad + 1;
    if (cooling > 0) [bad, cooling] = [0, cooling - 1];
    else if (now === rule.patience) {
      scale = Math.max(scale * rule.factor, rule.floor);
      [bad, cooling] = [0, rule.cooldown];
    } else {
      scale = Math.max(scale, rule.floor);
      bad = now;
    }
    [count, mean] = [0, 0];
  };
  return metrics.map((metric) => {
    mean = (count * mean + metric) / (count + 1);
    count += 1;
    if (count === rule.accumulation) judge();
    return scale;
  });
}

/**
 * contrib.reduce_on_plateau: a scale on the updates, shown as rate × scale. It reduces on bad value
 * number `patience` (torch waits for one more). Stateful, run once over the metrics.
 */
export const reduceOnPlateau: LibraryKind = {
  kind: "reduce_on_plateau",
  parameters: signature({
    factor: 0.1,
    patience: 10,
    rtol: 1e-4,
    atol: 0,
    cooldown: 0,
    accumulation_size: 1,
    min_scale: 0,
  }),
  build: (args, context) => {
    const all = scales(readRule(args), context.metrics ?? []);
    const changes = all.flatMap((scale, k) => (k === 0 || scale !== all[k - 1] ? [k] : []));
    const curve = (rate: number): ReturnType<typeof held> =>
      held(
        changes.length === 0 ? [rate] : changes.map((k) => rate * (all[k] ?? 1)),
        changes.slice(1),
      );
    return accepted(rateTracks(context, curve));
  },
};
