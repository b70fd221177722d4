import { lastHold } from "../../schedule/durations";
import type { Axis } from "../handle";
import { plainAt } from "../scope";
import { partParameter, timeAxis } from "../timeAxis";
import { numberAxis, rawValue, tidy, valueParameter } from "../valueAxis";
import { inner, levelAt, point, stepsAt, type KindHandles, type KindScope } from "./kindHandles";

/** A divisor: the value is `above` over it. */
function divisorAxis(
  context: KindScope,
  key: string,
  { above, divisor, at }: { readonly above: number; readonly divisor: number; readonly at: number },
): Axis | undefined {
  const { scope, phase } = context;
  const { factor, offset } = scope.transform(phase.start + at);
  if (above === 0 || factor === 0) return undefined;
  return numberAxis({
    path: inner(context, key),
    amount: divisor,
    least: 1e-3,
    most: 1e9,
    amountAt: (position) => tidy((above * factor) / (position - offset)),
    positionAt: (amount) => (above / amount) * factor + offset,
  });
}

/** `oneCycle`: its start, its peak and its end. The rise is counted with its last step. */
export const oneCycleHandles: KindHandles = (context) => {
  const { scope, phase } = context;
  const { start, length } = phase;
  const peak = valueParameter(scope, inner(context, "peak"));
  const rise = partParameter(scope, inner(context, "rise"), length, "30%");
  if (!peak || !rise) return [];
  const plain = scope.plain(phase.path);
  const held = stepsAt(context, ["every"]) ?? 1;
  const early = plainAt(plain, ["endpoint"]) === false ? 0 : length - lastHold(length, held);
  const most =
    plainAt(plain, ["threePhase"]) === true ? Math.ceil(length / 2) - early : length - early - 1;
  const initial = scope.number(inner(context, "initialDivisor")) ?? 25;
  const final = scope.number(inner(context, "finalDivisor")) ?? 1e4;
  const top = rawValue(peak);
  const summit = Math.round(rise.amount * rise.per) - early;
  const end = length - early;
  const time = timeAxis(rise, { origin: start - early, min: start + 1, max: start + most });
  const first = divisorAxis(context, "initialDivisor", { above: top, divisor: initial, at: 0 });
  const last = divisorAxis(context, "finalDivisor", {
    above: top / initial,
    divisor: final,
    at: end,
  });
  return [
    point(context, {
      parameter: "initialDivisor",
      role: "start",
      at: 0,
      raw: top / initial,
      level: first,
    }),
    point(context, {
      parameter: "peak",
      role: "peak",
      at: summit,
      raw: top,
      time,
      level: levelAt(context, ["peak"], summit),
    }),
    point(context, {
      parameter: "finalDivisor",
      role: "end",
      at: end,
      raw: top / initial / final,
      level: last,
    }),
  ];
};
