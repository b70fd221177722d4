import { valueParameter, rawValue } from "../valueAxis";
import { inner, levelAt, point, stepsAt, timeAt, type KindHandles } from "./kindHandles";

/** More points than this cannot be told apart on a chart. */
const MOST = 200;

/** `piecewise`: each point, between its neighbours. */
export const pointHandles: KindHandles = (context) => {
  const { scope, phase } = context;
  const list = scope.plain(inner(context, "points"));
  const count = Array.isArray(list) ? Math.min(MOST, list.length) : 0;
  return Array.from({ length: count }, (_, k) => {
    const at = stepsAt(context, ["points", k, 0]);
    const value = valueParameter(scope, inner(context, "points", k, 1));
    if (at === undefined || !value) return undefined;
    const min = k === 0 ? 0 : (stepsAt(context, ["points", k - 1, 0]) ?? 0);
    const max = stepsAt(context, ["points", k + 1, 0]) ?? Math.max(phase.length, at);
    return point(context, {
      parameter: `points.${k}`,
      role: "point",
      at,
      raw: rawValue(value),
      // the first point of a curve stays at its start
      time: k === 0 && at === 0 ? undefined : timeAt(context, ["points", k, 0], { min, max }),
      level: levelAt(context, ["points", k, 1], at),
    });
  });
};

/** `table`: each value, at its step. */
export const tableHandles: KindHandles = (context) => {
  const { scope } = context;
  const list = scope.plain(inner(context, "values"));
  const every = stepsAt(context, ["every"]) ?? 1;
  const count = Array.isArray(list) ? Math.min(MOST, list.length) : 0;
  return Array.from({ length: count }, (_, k) => {
    const value = valueParameter(scope, inner(context, "values", k));
    if (!value) return undefined;
    const at = k * every;
    const level = levelAt(context, ["values", k], at);
    return point(context, {
      parameter: `values.${k}`,
      role: "point",
      at,
      raw: rawValue(value),
      level,
    });
  });
};
