import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { mapCurve } from "../../schedule/curves/transform";
import { signature } from "../arguments";
import { moved } from "../curves/cycles";
import { ramp, stretches, terraces } from "../curves/pieces";
import type { OptaxSchedule } from "./schedule";

export const constantSchedule: OptaxSchedule = {
  kind: "constant_schedule",
  parameters: signature({ value: undefined }),
  curve: (args) => constantCurve(args.number("value")),
};

export interface Transition {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  readonly begin?: number;
  readonly power?: number;
}

/**
 * (init − end) · (1 − count/T)^power + end, reached at count = T; without steps it stays at init.
 */
export function transition({ from, to, steps, begin = 0, power = 1 }: Transition): Curve {
  if (steps <= 0) return constantCurve(from);
  const start = Math.max(0, begin);
  const at = (share: number): number => (from - to) * (1 - share) ** power + to;
  return stretches([
    { start: 0, curve: constantCurve(at(0)) },
    { start, curve: ramp((k) => at((k - start) / steps)) },
    { start: start + steps, curve: constantCurve(at(1)) },
  ]);
}

const values = { init_value: undefined, end_value: undefined };

export const linearSchedule: OptaxSchedule = {
  kind: "linear_schedule",
  parameters: signature({ ...values, transition_steps: undefined, transition_begin: 0 }),
  curve: (args) =>
    transition({
      from: args.number("init_value"),
      to: args.number("end_value"),
      steps: args.number("transition_steps"),
      begin: args.number("transition_begin"),
    }),
};

export const polynomialSchedule: OptaxSchedule = {
  kind: "polynomial_schedule",
  parameters: signature({
    ...values,
    power: undefined,
    transition_steps: undefined,
    transition_begin: 0,
  }),
  curve: (args) =>
    transition({
      from: args.number("init_value"),
      to: args.number("end_value"),
      steps: args.number("transition_steps"),
      begin: args.number("transition_begin"),
      power: args.number("power"),
    }),
};

export interface ExponentialDecay {
  readonly from: number;
  readonly steps: number;
  readonly rate: number;
  readonly begin: number;
  readonly staircase: boolean;
  readonly limit: number | undefined;
}

/** init · rate^(count/T), in terraces if asked; end_value is a floor, or a ceiling if it grows. */
export function exponential(decay: ExponentialDecay): Curve {
  const { from, steps, rate, staircase, limit } = decay;
  if (steps <= 0 || rate === 0) return constantCurve(from);
  const begin = Math.max(0, decay.begin);
  const fall = staircase
    ? terraces((index) => from * rate ** index, steps)
    : ramp((k) => from * rate ** (k / steps));
  const curve = stretches([
    { start: 0, curve: constantCurve(from) },
    { start: begin, curve: moved(fall, begin) },
  ]);
  if (limit === undefined) return curve;
  const clip = rate < 1 ? Math.max : Math.min;
  return mapCurve(curve, (value) => clip(value, limit));
}

export const exponentialParameters = {
  transition_steps: undefined,
  decay_rate: undefined,
  transition_begin: 0,
  staircase: false,
  end_value: null,
};

export const exponentialDecay: OptaxSchedule = {
  kind: "exponential_decay",
  parameters: signature({ init_value: undefined, ...exponentialParameters }),
  curve: (args) =>
    exponential({
      from: args.number("init_value"),
      steps: args.number("transition_steps"),
      rate: args.number("decay_rate"),
      begin: args.number("transition_begin"),
      staircase: args.flag("staircase"),
      limit: args.optional("end_value"),
    }),
};
