import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import { ramp, stretches } from "../curves/pieces";
import { moved } from "../curves/cycles";
import { exponential, exponentialParameters, transition } from "./basic";
import type { OptaxSchedule } from "./schedule";

/** init · ((1 − alpha) · ((1 + cos(π count/T))/2)^exponent + alpha), held from T on. */
export function cosineDecay(from: number, steps: number, alpha: number, exponent: number): Curve {
  const at = (k: number): number =>
    from * ((1 - alpha) * (0.5 * (1 + Math.cos((Math.PI * k) / steps))) ** exponent + alpha);
  return stretches([
    { start: 0, curve: ramp(at) },
    { start: steps, curve: constantCurve(at(steps)) },
  ]);
}

export const cosineDecaySchedule: OptaxSchedule = {
  kind: "cosine_decay_schedule",
  parameters: signature({ init_value: undefined, decay_steps: undefined, alpha: 0, exponent: 1 }),
  curve: (args) => {
    const steps = args.number("decay_steps");
    if (!(steps > 0)) args.refuse("decay_steps", t("must be positive"));
    const [alpha, exponent] = [args.number("alpha"), args.number("exponent")];
    return cosineDecay(args.number("init_value"), steps, alpha, exponent);
  },
};

/** The rise from init to peak over the warmup, then `decay` from its own step 0. */
function warmedUp(args: Arguments, decay: Curve): Curve {
  const warmup = args.number("warmup_steps");
  const [from, to] = [args.number("init_value"), args.number("peak_value")];
  return stretches([
    { start: 0, curve: transition({ from, to, steps: warmup }) },
    { start: warmup, curve: moved(decay, warmup) },
  ]);
}

export const warmupConstantSchedule: OptaxSchedule = {
  kind: "warmup_constant_schedule",
  parameters: signature({ init_value: undefined, peak_value: undefined, warmup_steps: undefined }),
  curve: (args) =>
    transition({
      from: args.number("init_value"),
      to: args.number("peak_value"),
      steps: args.number("warmup_steps"),
    }),
};

/** decay_steps includes the warmup, so it must be longer. */
export const warmupCosineDecaySchedule: OptaxSchedule = {
  kind: "warmup_cosine_decay_schedule",
  parameters: signature({
    init_value: undefined,
    peak_value: undefined,
    warmup_steps: undefined,
    decay_steps: undefined,
    end_value: 0,
    exponent: 1,
  }),
  curve: (args) => {
    const peak = args.number("peak_value");
    const alpha = peak === 0 ? 0 : args.number("end_value") / peak;
    const steps = args.number("decay_steps") - args.number("warmup_steps");
    if (!(steps > 0)) args.refuse("decay_steps", t("includes the warmup and must be longer"));
    return warmedUp(args, cosineDecay(peak, steps, alpha, args.number("exponent")));
  },
};

export const warmupExponentialDecaySchedule: OptaxSchedule = {
  kind: "warmup_exponential_decay_schedule",
  parameters: signature({
    init_value: undefined,
    peak_value: undefined,
    warmup_steps: undefined,
    ...exponentialParameters,
  }),
  curve: (args) =>
    warmedUp(
      args,
      exponential({
        from: args.number("peak_value"),
        steps: args.number("transition_steps"),
        rate: args.number("decay_rate"),
        begin: args.number("transition_begin"),
        staircase: args.flag("staircase"),
        limit: args.optional("end_value"),
      }),
    ),
};
