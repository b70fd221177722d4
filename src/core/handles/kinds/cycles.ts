import { numberAxis, rawValue, tidy, valueParameter } from "../valueAxis";
import { inner, levelAt, point, stepsAt, timeAt, type KindHandles } from "./kindHandles";

/** `cyclic`: the top of the first cycle, and its end. */
export const cyclicHandles: KindHandles = (context) => {
  const { scope, phase } = context;
  const up = stepsAt(context, ["up"]);
  const down = stepsAt(context, ["down"]);
  const [low, high] = ["low", "high"].map((key) => valueParameter(scope, inner(context, key)));
  if (up === undefined || !low || !high) return [];
  const most = Math.max(phase.length, up + (down ?? up));
  const rise = timeAt(context, ["up"], { min: 1, max: most });
  const end = up + (down ?? up);
  const cycle =
    down === undefined
      ? timeAt(context, ["up"], { min: 2, max: most, direction: 2 })
      : timeAt(context, ["down"], { min: up + 1, max: most, origin: up });
  return [
    point(context, {
      parameter: "up",
      role: "high",
      at: up,
      raw: rawValue(high),
      time: rise,
      level: levelAt(context, ["high"], up),
    }),
    point(context, {
      parameter: "cycle",
      role: "cycle",
      at: end,
      raw: rawValue(low),
      time: cycle,
      level: levelAt(context, ["low"], end),
    }),
  ];
};

/** `cosineRestarts`: where the first cycle ends, and how high the second begins. */
export const restartHandles: KindHandles = (context) => {
  const { scope, phase } = context;
  const period = stepsAt(context, ["period"]);
  const to = valueParameter(scope, inner(context, "to"));
  if (period === undefined || !to) return [];
  const decay = scope.number(inner(context, "peakDecay"));
  const { factor, offset } = scope.transform(phase.start + period);
  const peak = phase.at(0) * factor;
  const second =
    decay === undefined
      ? undefined
      : numberAxis({
          path: inner(context, "peakDecay"),
          amount: decay,
          least: 1e-6,
          most: 1e6,
          amountAt: (position) => tidy((position - offset) / peak),
          positionAt: (amount) => amount * peak + offset,
        });
  return [
    point(context, {
      parameter: "period",
      role: "cycle",
      at: period,
      raw: rawValue(to),
      time: timeAt(context, ["period"], { min: 1, max: Math.max(phase.length, period) }),
      level: levelAt(context, ["to"], period),
    }),
    point(context, {
      parameter: "peakDecay",
      role: "peakDecay",
      at: period,
      raw: phase.at(0) * (decay ?? 1),
      level: second,
    }),
  ];
};
