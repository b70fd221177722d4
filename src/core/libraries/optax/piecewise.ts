import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import { held, ramp, stretches, type Stretch } from "../curves/pieces";
import { refuse } from "../refusal";
import { isRecord, numberOf } from "../value";
import type { OptaxSchedule } from "./schedule";

/** Boundaries in ascending order, each with the factor that applies from it on. */
function boundariesOf(args: Arguments): (readonly [number, number])[] {
  const value = args.value("boundaries_and_scales");
  if (value === null) return [];
  if (!isRecord(value)) args.refuse("boundaries_and_scales", t("must be a dictionary"));
  return Object.entries(value)
    .map(([boundary, scale]) => [Number(boundary), scaleOf(boundary, numberOf(scale))] as const)
    .sort(([a], [b]) => a - b);
}

function scaleOf(boundary: string, scale: number | undefined): number {
  if (scale !== undefined && scale >= 0) return scale;
  return refuse(["boundaries_and_scales", boundary], t("Factors must be numbers of at least 0."));
}

const products = (from: number, scales: readonly number[]): number[] => {
  const values = [from];
  for (const scale of scales) values.push((values.at(-1) ?? from) * scale);
  return values;
};

/** The factor of a boundary applies from that very update on. */
export const piecewiseConstantSchedule: OptaxSchedule = {
  kind: "piecewise_constant_schedule",
  parameters: signature({ init_value: undefined, boundaries_and_scales: null }),
  curve: (args) => {
    const boundaries = boundariesOf(args);
    const values = products(
      args.number("init_value"),
      boundaries.map(([, scale]) => scale),
    );
    return held(
      values,
      boundaries.map(([boundary]) => boundary),
    );
  },
};

const shapes = {
  linear: (from: number, to: number, share: number) => (to - from) * share + from,
  cosine: (from: number, to: number, share: number) =>
    to + ((from - to) / 2) * (Math.cos(Math.PI * share) + 1),
};

/** From value to value between 0 and each boundary; the last value from the last boundary on. */
export function interpolated(
  shape: keyof typeof shapes,
  from: number,
  boundaries: readonly (readonly [number, number])[],
): Curve {
  const values = products(
    from,
    boundaries.map(([, scale]) => scale),
  );
  const list: Stretch[] = [];
  let start = 0;
  boundaries.forEach(([end], index) => {
    const [origin, a, b] = [start, values[index] ?? from, values[index + 1] ?? from];
    const length = Math.max(end - origin, 1);
    if (end > origin)
      list.push({ start: origin, curve: ramp((k) => shapes[shape](a, b, (k - origin) / length)) });
    start = end;
  });
  list.push({ start, curve: constantCurve(values.at(-1) ?? from) });
  return stretches(list);
}

export const piecewiseInterpolateSchedule: OptaxSchedule = {
  kind: "piecewise_interpolate_schedule",
  parameters: signature({
    interpolate_type: undefined,
    init_value: undefined,
    boundaries_and_scales: null,
  }),
  curve: (args) => {
    const shape = args.choice("interpolate_type", ["linear", "cosine"]);
    return interpolated(shape, args.number("init_value"), boundariesOf(args));
  },
};

const cycle = { transition_steps: undefined, peak_value: undefined, pct_start: 0.3 };
const divisors = { div_factor: 25, final_div_factor: 1e4 };

function cycleSteps(args: Arguments): number {
  const steps = args.number("transition_steps");
  if (steps <= 0) args.refuse("transition_steps", t("must be positive"));
  return steps;
}

/** A later entry of a dictionary replaces an earlier one with the same boundary. */
const unique = (list: readonly (readonly [number, number])[]): (readonly [number, number])[] =>
  [...new Map(list)].sort(([a], [b]) => a - b);

/** The peak comes at count pct_start · N, one update later than torch's. */
export const linearOnecycleSchedule: OptaxSchedule = {
  kind: "linear_onecycle_schedule",
  parameters: signature({ ...cycle, pct_final: 0.85, ...divisors }),
  curve: (args) => {
    const steps = cycleSteps(args);
    const divisor = args.number("div_factor");
    const boundaries = unique([
      [Math.trunc(args.number("pct_start") * steps), divisor],
      [Math.trunc(args.number("pct_final") * steps), 1 / divisor],
      [steps, 1 / args.number("final_div_factor")],
    ]);
    return interpolated("linear", args.number("peak_value") / divisor, boundaries);
  },
};

export const cosineOnecycleSchedule: OptaxSchedule = {
  kind: "cosine_onecycle_schedule",
  parameters: signature({ ...cycle, ...divisors }),
  curve: (args) => {
    const steps = cycleSteps(args);
    const divisor = args.number("div_factor");
    const boundaries = unique([
      [Math.trunc(args.number("pct_start") * steps), divisor],
      [Math.trunc(steps), 1 / (divisor * args.number("final_div_factor"))],
    ]);
    return interpolated("cosine", args.number("peak_value") / divisor, boundaries);
  },
};
