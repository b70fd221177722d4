import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { held, stretches, terraces, type Stretch } from "../curves/pieces";
import { isInteger, textOf } from "../value";
import { arithmeticOf } from "./arithmetic";
import { decaySteps, kerasParameters, type KerasSchedule } from "./schedule";

const decaying = {
  initial_learning_rate: undefined,
  decay_steps: undefined,
  decay_rate: undefined,
  staircase: false,
};

/** initial · rate^(step/decay_steps), in terraces if asked. */
export const exponentialDecay: KerasSchedule = {
  kind: "ExponentialDecay",
  parameters: kerasParameters(decaying),
  curve: (args) => {
    const { cast, round, ramp } = arithmeticOf(args);
    const steps = cast(decaySteps(args));
    const [initial, rate] = [args.number("initial_learning_rate"), cast(args.number("decay_rate"))];
    const at = (p: number): number => round(initial * round(rate ** p));
    return args.flag("staircase") ? terraces(at, steps) : ramp((k) => at(round(k / steps)));
  },
};

/** initial / (1 + rate · step/decay_steps), in terraces if asked. */
export const inverseTimeDecay: KerasSchedule = {
  kind: "InverseTimeDecay",
  parameters: kerasParameters(decaying),
  curve: (args) => {
    const { cast, round, ramp } = arithmeticOf(args);
    const steps = cast(decaySteps(args));
    const [initial, rate] = [args.number("initial_learning_rate"), cast(args.number("decay_rate"))];
    const at = (p: number): number => round(initial / round(1 + round(rate * p)));
    return args.flag("staircase") ? terraces(at, steps) : ramp((k) => at(round(k / steps)));
  },
};

/** The old value still holds at the boundary itself: each change comes one update later. */
export const piecewiseConstantDecay: KerasSchedule = {
  kind: "PiecewiseConstantDecay",
  parameters: kerasParameters({ boundaries: undefined, values: undefined }),
  curve: (args) => {
    const [boundaries, values] = [args.numbers("boundaries"), args.numbers("values")];
    if (boundaries.length !== values.length - 1)
      args.refuse("boundaries", t`must be ${values.length - 1}, one fewer than the values`);
    if (boundaries.length === 0)
      args.refuse(
        "boundaries",
        t("must have one boundary at least: Keras compares with the first"),
      );
    const items = args.list("values");
    if (isInteger(items[0]) && !items.every(isInteger))
      args.refuse("values", t`begin with the integer ${textOf(items[0])}: write them as floats`);
    return held(
      values,
      boundaries.map((boundary) => Math.floor(boundary) + 1),
    );
  },
};

/**
 * (initial − end) · (1 − step/decay_steps)^power + end; end_learning_rate is 1e-4 unless given, so
 * that a smaller rate rises. With cycle, decay_steps doubles, triples … as it is reached: the rate
 * jumps up, each time less.
 */
export const polynomialDecay: KerasSchedule = {
  kind: "PolynomialDecay",
  parameters: kerasParameters({
    initial_learning_rate: undefined,
    decay_steps: undefined,
    end_learning_rate: 1e-4,
    power: 1,
    cycle: false,
  }),
  curve: (args, context) => {
    const { cast, round, ramp } = arithmeticOf(args);
    const steps = cast(decaySteps(args));
    const [initial, power] = [args.number("initial_learning_rate"), cast(args.number("power"))];
    const end = cast(args.number("end_learning_rate"));
    const at = (p: number): number =>
      round(round((initial - end) * round(round(1 - round(p)) ** power)) + end);
    if (!args.flag("cycle"))
      return stretches([
        { start: 0, curve: ramp((k) => at(k / steps)) },
        { start: steps, curve: constantCurve(at(1)) },
      ]);
    const list: Stretch[] = [];
    for (let i = 1; i === 1 || (i - 1) * steps < context.steps; i++)
      list.push({
        start: i === 1 ? 0 : Math.floor((i - 1) * steps) + 1,
        curve: ramp((k) => at(k / (steps * i))),
      });
    return stretches(list);
  },
};
