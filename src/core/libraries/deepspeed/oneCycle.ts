import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import { accepted, rateTracks } from "../construction";
import type { LibraryContext, LibraryKind, LibraryTrack } from "../construction";
import { ramp, stairs, stretches, terraces } from "../curves/pieces";

/** LRRangeTest: min · (1 + step_rate · k/step_size), in terraces if asked. */
export const lrRangeTest: LibraryKind = {
  kind: "LRRangeTest",
  parameters: signature({
    lr_range_test_min_lr: 1e-3,
    lr_range_test_step_size: 2000,
    lr_range_test_step_rate: 1,
    lr_range_test_staircase: false,
  }),
  build: (args, context) => {
    const low = args.perGroup("lr_range_test_min_lr", context.optimizer.learningRates.length);
    const size = args.number("lr_range_test_step_size");
    if (!args.isInteger("lr_range_test_step_size") || size <= 0)
      args.refuse("lr_range_test_step_size", t("must be a positive integer"));
    const growth = args.number("lr_range_test_step_rate");
    const stairs = args.flag("lr_range_test_staircase");
    const curve = (from: number): Curve => {
      const at = (intervals: number): number => from * (1 + growth * intervals);
      return stairs ? terraces(at, size) : ramp((k) => at(k / size));
    };
    return accepted(rateTracks(context, (rate, group) => curve(low[group] ?? rate)));
  },
};

interface Cycle {
  readonly first: number;
  readonly second: number;
  readonly firstStairs: number;
  readonly secondStairs: number;
  readonly decaySize: number;
}

function readCycle(args: Arguments): Cycle {
  const first = args.number("cycle_first_step_size");
  const second = args.optional("cycle_second_step_size") ?? first;
  if (first <= 0) args.refuse("cycle_first_step_size", t("must be positive"));
  if (second < 0) args.refuse("cycle_second_step_size", t("must not be negative"));
  const firstStairs = args.number("cycle_first_stair_count");
  return {
    first,
    second,
    firstStairs,
    secondStairs: args.optional("cycle_second_stair_count") ?? firstStairs,
    decaySize: args.number("decay_step_size"),
  };
}

/** The height 0…1 at step k of the cycle, in stairs if asked. */
function heightOf(cycle: Cycle): (k: number) => number {
  const total = cycle.first + cycle.second;
  const ratio = cycle.first / total;
  return (k) => {
    const x = 1 + k / total - Math.floor(1 + k / total);
    const rising = x <= ratio;
    const stairs = rising ? cycle.firstStairs : cycle.secondStairs;
    if (stairs <= 0) return rising ? x / ratio : (x - 1) / (ratio - 1);
    const u = k % total;
    const place =
      u <= cycle.first ? (u * stairs) / cycle.first : ((total - u) * stairs) / cycle.second;
    return Math.floor(place) / stairs;
  };
}

/** The cycle as `value` of the height, then `after` of the steps since its end. */
function cycleCurve(
  cycle: Cycle,
  start: number,
  value: (height: number) => number,
  after: (steps: number) => number,
): Curve {
  const total = cycle.first + cycle.second;
  const height = heightOf(cycle);
  const leg = (count: number): Curve => (count > 0 ? stairs : ramp)((k) => value(height(k)));
  return stretches([
    { start: 0, curve: constantCurve(start) },
    { start: 1, curve: leg(cycle.firstStairs) },
    { start: Math.max(1, cycle.first), curve: leg(cycle.secondStairs) },
    { start: Math.max(1, total), curve: constantCurve(value(0)) },
    { start: Math.floor(total) + 1, curve: ramp((k) => after(k - total)) },
  ]);
}

const isZero = (value: number): boolean => value === 0;

/** Rates: up and down between the bounds, then min/(1 + rate · steps/decay_step_size). */
function rates(args: Arguments, context: LibraryContext, cycle: Cycle): LibraryTrack[] {
  const groups = context.optimizer.learningRates.length;
  const [low, high] = [
    args.perGroup("cycle_min_lr", groups),
    args.perGroup("cycle_max_lr", groups),
  ];
  const decay = args.number("decay_lr_rate");
  const still = isZero(decay) || isZero(cycle.decaySize);
  return rateTracks(context, (_, group) => {
    const [from, to] = [low[group] ?? NaN, high[group] ?? NaN];
    return cycleCurve(
      cycle,
      from,
      (height) => from + (to - from) * height,
      (steps) => (still ? from : from / (1 + decay * (steps / cycle.decaySize))),
    );
  });
}

/**
 * beta1 against the rate; it starts at its minimum for the first update, grows without a bound
 * afterwards if decay_mom_rate is given, and beta2 becomes 0.99 whatever it was.
 */
function betas(args: Arguments, context: LibraryContext, cycle: Cycle): LibraryTrack[] {
  if (!args.flag("cycle_momentum") || !context.optimizer.betas) return [];
  const groups = context.optimizer.learningRates.length;
  const [low, high] = [
    args.perGroup("cycle_min_mom", groups),
    args.perGroup("cycle_max_mom", groups),
  ];
  const growth = args.number("decay_mom_rate");
  const still = isZero(growth) || isZero(cycle.decaySize);
  return context.optimizer.learningRates.flatMap((_, group): LibraryTrack[] => {
    const [from, to] = [low[group] ?? NaN, high[group] ?? NaN];
    const curve = cycleCurve(
      cycle,
      from,
      (height) => to - (to - from) * height,
      (steps) => (still ? to : to * (1 + growth * (steps / cycle.decaySize))),
    );
    return [
      { name: "beta1", group, curve },
      { name: "beta2", group, curve: constantCurve(0.99) },
    ];
  });
}

export const oneCycle: LibraryKind = {
  kind: "OneCycle",
  parameters: signature({
    cycle_min_lr: undefined,
    cycle_max_lr: undefined,
    decay_lr_rate: 0,
    cycle_first_step_size: 2000,
    cycle_second_step_size: null,
    cycle_first_stair_count: 0,
    cycle_second_stair_count: null,
    decay_step_size: 0,
    cycle_momentum: true,
    cycle_min_mom: 0.8,
    cycle_max_mom: 0.9,
    decay_mom_rate: 0,
  }),
  build: (args, context) => {
    const cycle = readCycle(args);
    return accepted([...rates(args, context, cycle), ...betas(args, context, cycle)]);
  },
};
