import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { periodicCurve } from "../../schedule/curves/periodic";
import { ramp, stretches } from "../curves/pieces";
import { cutIntoCycles } from "../curves/cycles";
import { arithmeticOf, type Arithmetic } from "./arithmetic";
import { decaySteps, kerasParameters, type KerasSchedule } from "./schedule";

/**
 * initial · ((1 − alpha) · (1 + cos(π step/decay_steps))/2 + alpha). With warmup_target the rate
 * first rises to it over warmup_steps, and decay_steps counts from there; without it warmup_steps
 * does nothing.
 */
export const cosineDecay: KerasSchedule = {
  kind: "CosineDecay",
  parameters: kerasParameters({
    initial_learning_rate: undefined,
    decay_steps: undefined,
    alpha: 0,
    name: null,
    warmup_target: null,
    warmup_steps: 0,
  }),
  curve: (args) => {
    const { cast, round, ramp } = arithmeticOf(args);
    const steps = cast(decaySteps(args));
    const [initial, alpha] = [args.number("initial_learning_rate"), args.number("alpha")];
    const target = args.optional("warmup_target");
    const warmup = target === undefined ? 0 : cast(args.number("warmup_steps"));
    const peak = target === undefined ? initial : cast(target);
    const at = (k: number): number => {
      const angle = round(cast(Math.PI) * round((k - warmup) / steps));
      const cosine = round(0.5 * round(1 + round(Math.cos(angle))));
      return round(peak * round(round((1 - alpha) * cosine) + alpha));
    };
    const rise = (k: number): number =>
      round(round((peak - initial) * round(k / warmup)) + initial);
    return stretches([
      { start: 0, curve: ramp(rise) },
      { start: Math.max(0, warmup), curve: ramp(at) },
      { start: Math.max(0, warmup + steps), curve: constantCurve(at(warmup + steps)) },
    ]);
  },
};

interface Restarts {
  readonly steps: number;
  readonly growth: number;
  readonly decay: number;
  readonly arithmetic: Arithmetic;
}

/** Which cycle a step lies in, and how far into it, reckoned as Keras does, rounding included. */
function placeOf(
  { steps, growth, arithmetic: { round } }: Restarts,
  step: number,
): { index: number; share: number } {
  const done = round(step / steps);
  if (growth === 1) return { index: Math.floor(done), share: done - Math.floor(done) };
  const left = round(1 - round(done * (1 - growth)));
  const index = Math.floor(round(round(Math.log(left)) / round(Math.log(growth))));
  const before = round(round(1 - growth ** index) / (1 - growth));
  return { index, share: round(round(done - before) / round(growth ** index)) };
}

/**
 * SGDR: cycle i is t_mul^i times as long and m_mul^i times as high; the floor alpha is not lowered.
 * With t_mul below 1 the cycles add up to a finite length, after which the rate is not a number.
 */
export const cosineDecayRestarts: KerasSchedule = {
  kind: "CosineDecayRestarts",
  parameters: kerasParameters({
    initial_learning_rate: undefined,
    first_decay_steps: undefined,
    t_mul: 2,
    m_mul: 1,
    alpha: 0,
  }),
  curve: (args, context) => {
    const arithmetic = arithmeticOf(args);
    const { cast, round } = arithmetic;
    const steps = cast(decaySteps(args, "first_decay_steps"));
    const [growth, decay] = [cast(args.number("t_mul")), cast(args.number("m_mul"))];
    const restarts = { steps, growth, decay, arithmetic };
    const [initial, alpha] = [args.number("initial_learning_rate"), cast(args.number("alpha"))];
    const at = (step: number): number => {
      const { index, share } = placeOf(restarts, step);
      const wave = round(1 + round(Math.cos(round(cast(Math.PI) * share))));
      const cosine = round(round(0.5 * round(decay ** index)) * wave);
      return round(initial * round(round((1 - alpha) * cosine) + alpha));
    };
    return restartsCurve(restarts, at, context.steps);
  },
};

function restartsCurve(restarts: Restarts, at: Curve["at"], until: number): Curve {
  const { steps, growth, decay } = restarts;
  if (growth === 1 && decay === 1 && Number.isInteger(steps) && steps > 0)
    return periodicCurve(ramp(at), steps);
  return cutIntoCycles({
    at,
    until,
    length: (index) => steps * growth ** index,
    ...(growth < 1 && { after: constantCurve(NaN) }),
  });
}
