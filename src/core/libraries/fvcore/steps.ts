import { t, word } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import { refuse } from "../refusal";
import { EPSILON, type FvcoreScheduler, type WhereFunction } from "./scheduler";

const BEYOND = word("The schedule has no value beyond the end of the run.");

interface Milestones {
  readonly updates: number;
  readonly milestones: readonly number[];
}

/** Equal steps where no milestones are given; without num_updates the last milestone is the end. */
function milestonesOf(args: Arguments, values: number): Milestones {
  const updates = args.optional("num_updates");
  if (!args.has("milestones")) {
    if (updates === undefined) return args.refuse("num_updates", t("or milestones must be given"));
    const width = Math.ceil(updates / values);
    return { updates, milestones: Array.from({ length: values - 1 }, (_, i) => width * (i + 1)) };
  }
  const milestones = args.numbers("milestones");
  const needed = values - (updates === undefined ? 0 : 1);
  if (milestones.length !== needed) args.refuse("milestones", t`must be ${needed}`);
  return updates === undefined
    ? { updates: milestones.at(-1) ?? 0, milestones: milestones.slice(0, -1) }
    : { updates, milestones };
}

/** A value a milestone; milestones are rescaled where num_updates is not the run's length. */
export const multiStepParamScheduler: FvcoreScheduler = {
  kind: "MultiStepParamScheduler",
  parameters: signature({ values: undefined, num_updates: null, milestones: null }),
  where: (args) => {
    const values = args.numbers("values");
    const { updates, milestones } = milestonesOf(args, values.length);
    if (updates < values.length)
      args.refuse("num_updates", t`must be at least the number of values (${values.length})`);
    milestones.forEach((milestone, i) => {
      if (milestone >= updates) args.refuse("milestones", t`must lie below ${updates}`);
      if (milestone <= (milestones[i - 1] ?? 0)) args.refuse("milestones", t("must ascend from 1"));
    });
    const piece = (where: number): number => {
      const update = Math.trunc((where + EPSILON) * updates);
      return milestones.filter((milestone) => milestone <= update).length;
    };
    return {
      piece,
      at: (where) => values[piece(where)] ?? NaN,
      failure: (where) => (where > 1 ? t(BEYOND) : undefined),
    };
  },
};

function equalSteps(values: readonly number[]): WhereFunction {
  const index = (where: number): number => Math.trunc((where + EPSILON) * values.length);
  // at the very end fvcore has no value; the one that is left is the last
  const piece = (where: number): number => Math.min(index(where), values.length - 1);
  return {
    piece,
    at: (where) => values[piece(where)] ?? NaN,
    failure: (where) => (index(where) >= values.length ? t(BEYOND) : undefined),
  };
}

/** The values one after another, each for the same share of the run. */
export const stepParamScheduler: FvcoreScheduler = {
  kind: "StepParamScheduler",
  parameters: signature({ num_updates: undefined, values: undefined }),
  where: (args) => {
    if (args.number("num_updates") <= 0) args.refuse("num_updates", t("must be greater than 0"));
    const values = args.numbers("values");
    if (values.length === 0) args.refuse("values", t("must hold at least one value"));
    return equalSteps(values);
  },
};

/** base_value · gamma^i, in num_decays + 1 equal steps. */
export const stepWithFixedGammaParamScheduler: FvcoreScheduler = {
  kind: "StepWithFixedGammaParamScheduler",
  parameters: signature({
    base_value: undefined,
    num_decays: undefined,
    gamma: undefined,
    num_updates: undefined,
  }),
  where: (args) => {
    for (const name of ["base_value", "gamma"])
      if (!(args.number(name) > 0)) args.refuse(name, t("must be a positive number"));
    for (const name of ["num_decays", "num_updates"])
      if (!args.isInteger(name) || args.number(name) <= 0)
        args.refuse(name, t("must be a positive integer"));
    const [gamma, decays] = [args.number("gamma"), args.number("num_decays")];
    if (decays > 1e6) return refuse(["num_decays"], t("num_decays is too large to be laid out."));
    const values = [args.number("base_value")];
    for (let i = 0; i < decays; i++) values.push((values[i] ?? NaN) * gamma);
    return equalSteps(values);
  },
};
