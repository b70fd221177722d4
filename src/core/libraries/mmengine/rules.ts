import { t } from "../../text/words";
import { signature, type Arguments, type LibraryParameter } from "../arguments";
import { cyclesCurve } from "../curves/cycles";
import { firstMultiple } from "../curves/multiples";
import { ramp } from "../curves/pieces";
import type { LibraryValue } from "../value";
import { oneCycleCurve, readOneCycle } from "../torch/oneCycle";
import type { RuleMaker, RuleResult, Scaling } from "./part";
import { plateauRule } from "./plateau";

export interface RuleKind {
  readonly parameters: readonly LibraryParameter[];
  readonly make: RuleMaker;
  /** It may only schedule the learning rate. */
  readonly rateOnly?: boolean;
  readonly byEpochOnly?: boolean;
}

const scaling = (rule: Omit<Scaling, "type" | "floor"> & { floor?: number }): Scaling => ({
  type: "scaling",
  floor: 0,
  ...rule,
});

const division = (
  name: string,
  message: string,
  local: number,
): NonNullable<RuleResult["failure"]> => ({
  code: "division-by-zero",
  path: [name],
  message,
  local,
});

/** The factor until one step before the end of the interval, then undone. */
const constant: RuleMaker = (args, { length }) => {
  const factor = args.number("factor");
  if (factor > 1 || factor < 0) args.refuse("factor", t("must be between 0 and 1"));
  const last = length - 1;
  const share = (j: number): number => (j < last || last === 0 ? factor : 1);
  const rule = scaling({ share, marks: [last] });
  if (factor !== 0 || last === 0) return { rule };
  return {
    rule,
    failure: division("factor", t("factor is 0: its last step divides by it."), last),
  };
};

/** From start_factor to end_factor, which is reached at the interval's last step. */
const linear: RuleMaker = (args, { length }) => {
  const [start, end] = [args.number("start_factor"), args.number("end_factor")];
  for (const name of ["start_factor", "end_factor"])
    if (args.number(name) > 1 || args.number(name) < 0)
      args.refuse(name, t("must be between 0 and 1"));
  const total = length - 1;
  const share = (j: number): number => (total === 0 ? start : start + ((end - start) * j) / total);
  const rule = scaling({ share });
  if (start !== 0 || total === 0) return { rule };
  return {
    rule,
    failure: division("start_factor", t("start_factor is 0: the second step divides by it."), 1),
  };
};

/** gamma wherever the count from begin is an exact multiple of step_size. */
const step: RuleMaker = (args, { factor }) => {
  const size = args.number("step_size") * factor;
  const gamma = args.number("gamma");
  if (size === 0)
    return {
      rule: scaling({ share: () => 1 }),
      failure: division("step_size", t("step_size is 0: the second step divides by it."), 1),
    };
  const every = firstMultiple(size);
  if (!Number.isSafeInteger(every)) return { rule: scaling({ share: () => 1 }) };
  return { rule: scaling({ share: (j) => gamma ** Math.floor(j / every), terrace: every }) };
};

/** gamma at each milestone, counted from begin; a milestone given twice counts twice. */
const multiStep: RuleMaker = (args, { factor }) => {
  const gamma = args.number("gamma");
  const marks = args
    .numbers("milestones")
    .map((milestone) => milestone * factor)
    .filter((milestone) => Number.isInteger(milestone) && milestone >= 0)
    .sort((a, b) => a - b);
  const passed = (j: number): number => marks.filter((mark) => mark <= j).length;
  return { rule: scaling({ share: (j) => gamma ** passed(j), marks }) };
};

const exponential: RuleMaker = (args) => {
  const gamma = args.number("gamma");
  return { rule: scaling({ share: (j) => gamma ** j }) };
};

/** The floor: eta_min, or a share of the base value. */
function floorOf(args: Arguments, base: number, needed: boolean): number {
  const [floor, ratio] = [args.optional("eta_min"), args.optional("eta_min_ratio")];
  if (floor !== undefined && ratio !== undefined)
    args.refuse("eta_min", t("and eta_min_ratio exclude each other"));
  if (needed && floor === undefined && ratio === undefined)
    args.refuse("eta_min", t("or eta_min_ratio must be given"));
  return ratio === undefined ? (floor ?? 0) : base * ratio;
}

/** Cosine over T_max (end − begin unless given); past it the value rises again. */
const cosine: RuleMaker = (args, { base, length, factor }) => {
  const floor = floorOf(args, base, false);
  const given = args.optional("T_max");
  const period = given ? given * factor : length;
  const share = (j: number): number => (1 + Math.cos((Math.PI * j) / period)) / 2;
  const turns = Array.from(
    { length: Math.min(1e4, Math.floor(length / period)) },
    (_, i) => period * (i + 1),
  );
  return { rule: scaling({ share, floor, marks: turns, resets: period + 1 }) };
};

/** (1 − j/T)^power with T one less than the interval: the floor is reached at its last step. */
const poly: RuleMaker = (args, { length }) => {
  const [power, floor] = [args.number("power"), args.number("eta_min")];
  const total = length - 1;
  return {
    rule: scaling({ floor, share: (j) => (total === 0 ? 1 : (1 - j / total) ** power) }),
  };
};

/** One-cycle for the learning rate alone; it replaces the optimizer's rate. */
const oneCycle: RuleMaker = (args, { length, factor }) => {
  const given = args.optional("total_steps");
  if (given !== undefined && (given <= 0 || !args.isInteger("total_steps")))
    args.refuse("total_steps", t("must be a positive integer"));
  const cycle = readOneCycle(args, given === undefined ? length : given * factor);
  const peak = args.number("eta_max");
  const start = peak / args.number("div_factor");
  const end = start / args.number("final_div_factor");
  const curve = oneCycleCurve(cycle, { start, peak, end });
  const local = cycle.total + 1;
  const message = t`The interval is longer than the ${cycle.total} steps of the cycle.`;
  return {
    rule: { type: "setting", curve },
    ...(length > local && {
      failure: { code: "past-the-end", path: ["total_steps"], message, local },
    }),
  };
};

/** SGDR with given periods, each with a weight on the base value; then the value stays. */
const cosineRestart: RuleMaker = (args, { base, factor }) => {
  const floor = floorOf(args, base, true);
  const periods = args.numbers("periods").map((period) => period * factor);
  const weights = args.numbers("restart_weights");
  if (periods.length !== weights.length)
    args.refuse("restart_weights", t`must be ${periods.length}, one for each period`);
  const until = periods.reduce((sum, period) => sum + period, 0);
  const curve = cyclesCurve({
    length: (i) => periods[i] ?? 0,
    cycle: (i, size) =>
      ramp(
        (u) =>
          ((1 + Math.cos((Math.PI * u) / size)) / 2) * (base * (weights[i] ?? 0) - floor) + floor,
      ),
    count: periods.length,
    until,
  });
  return { rule: { type: "setting", curve, until } };
};

const interval: Readonly<Record<string, LibraryValue | undefined>> = {
  begin: 0,
  end: null,
  last_step: -1,
  by_epoch: true,
  verbose: false,
  convert_to_iter_based: false,
};

const parameters = (
  own: Readonly<Record<string, LibraryValue | undefined>>,
): readonly LibraryParameter[] => signature({ ...own, ...interval });

/** The rules by the first part of their names: `Linear` of LinearLR and LinearMomentum. */
export const ruleKinds: Readonly<Record<string, RuleKind>> = {
  Constant: { parameters: parameters({ factor: 1 / 3 }), make: constant },
  Linear: { parameters: parameters({ start_factor: 1 / 3, end_factor: 1 }), make: linear },
  Step: { parameters: parameters({ step_size: undefined, gamma: 0.1 }), make: step },
  MultiStep: { parameters: parameters({ milestones: undefined, gamma: 0.1 }), make: multiStep },
  Exponential: { parameters: parameters({ gamma: undefined }), make: exponential },
  CosineAnnealing: {
    parameters: parameters({ T_max: null, eta_min: null, eta_min_ratio: null }),
    make: cosine,
  },
  Poly: { parameters: parameters({ eta_min: 0, power: 1 }), make: poly },
  OneCycle: {
    parameters: parameters({
      eta_max: 0,
      total_steps: null,
      pct_start: { float: 0.3 },
      anneal_strategy: "cos",
      div_factor: 25,
      final_div_factor: 1e4,
      three_phase: false,
    }),
    make: oneCycle,
    rateOnly: true,
  },
  CosineRestart: {
    parameters: parameters({
      periods: undefined,
      restart_weights: [1],
      eta_min: null,
      eta_min_ratio: null,
    }),
    make: cosineRestart,
  },
  ReduceOnPlateau: {
    parameters: parameters({
      monitor: "loss",
      rule: "less",
      factor: 0.1,
      patience: 10,
      threshold: 1e-4,
      threshold_rule: "rel",
      cooldown: 0,
      min_value: 0,
      eps: 1e-8,
    }),
    make: plateauRule,
    byEpochOnly: true,
  },
};
