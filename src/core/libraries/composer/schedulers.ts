import { t } from "../../text/words";
import { cutIntoCycles } from "../curves/cycles";
import { geometric, held } from "../curves/pieces";
import { until, type ComposerScheduler } from "./scheduler";
import { reached, shareOf, timeAt, timesAt, type Time } from "./time";

const WHOLE = "1dur";
const clipped = (share: number): number => Math.min(Math.max(share, 0), 1);

/** `_cosine_anneal` from 1 to `floor`. */
export const cosine = (share: number, floor: number): number =>
  floor + ((1 - floor) * (1 + Math.cos(clipped(share) * Math.PI))) / 2;

/** More drops than anyone can tell apart: the factor is 0 or ∞ long before. */
const MOST_DROPS = 100_000;

/** Factors held from each boundary on. */
function dropsAt(starts: readonly number[], gamma: number) {
  const sorted = [...starts].sort((a, b) => a - b);
  return held(
    [...Array(sorted.length + 1).keys()].map((k) => gamma ** k),
    sorted,
  );
}

export const stepScheduler: ComposerScheduler = {
  kind: "StepScheduler",
  parameters: { step_size: undefined, gamma: 0.1 },
  factor: (args, steps) => {
    const [size, gamma] = [timeAt(args, "step_size"), args.number("gamma")];
    if (!(size.value > 0)) args.refuse("step_size", t("must be greater than 0"));
    const starts: number[] = [];
    for (let i = 1; i <= MOST_DROPS; i++) {
      const start = reached({ ...size, value: i * size.value });
      if (start > steps) break;
      starts.push(start);
    }
    return dropsAt(starts, gamma);
  },
};

export const multiStepScheduler: ComposerScheduler = {
  kind: "MultiStepScheduler",
  parameters: { milestones: undefined, gamma: 0.1 },
  factor: (args) => dropsAt(timesAt(args, "milestones").map(reached), args.number("gamma")),
};

/** A factor until t_max, and 1 afterwards. */
export const constantScheduler: ComposerScheduler = {
  kind: "ConstantScheduler",
  parameters: { alpha: 1, t_max: WHOLE },
  factor: (args) => held([args.number("alpha"), 1], [reached(timeAt(args, "t_max"))]),
};

export const linearScheduler: ComposerScheduler = {
  kind: "LinearScheduler",
  parameters: { alpha_i: 1, alpha_f: 0, t_max: WHOLE },
  factor: (args) => {
    const [first, last] = [args.number("alpha_i"), args.number("alpha_f")];
    const end = timeAt(args, "t_max");
    return until(reached(end), (k) => first + Math.min(1, shareOf(end, k)) * (last - first));
  },
};

export const exponentialScheduler: ComposerScheduler = {
  kind: "ExponentialScheduler",
  parameters: { gamma: undefined, decay_period: "1ep" },
  factor: (args) => {
    const [gamma, period] = [args.number("gamma"), timeAt(args, "decay_period")];
    if (!(period.value > 0)) args.refuse("decay_period", t("must be greater than 0"));
    if (!(gamma > 0)) args.refuse("gamma", t("must be greater than 0"));
    return geometric(1, gamma ** (period.each / period.value));
  },
};

export const cosineAnnealingScheduler: ComposerScheduler = {
  kind: "CosineAnnealingScheduler",
  parameters: { t_max: WHOLE, alpha_f: 0 },
  factor: (args) => {
    const [end, floor] = [timeAt(args, "t_max"), args.number("alpha_f")];
    return until(reached(end), (k) => cosine(shareOf(end, k), floor));
  },
};

/** Restarts after t_0, t_0 + ⌊t_mult · t_0⌋ …, each interval whole in its unit. */
export const cosineAnnealingWarmRestartsScheduler: ComposerScheduler = {
  kind: "CosineAnnealingWarmRestartsScheduler",
  parameters: { t_0: undefined, t_mult: 1, alpha_f: 0 },
  factor: (args, steps) => {
    const [first, growth] = [timeAt(args, "t_0"), args.number("t_mult")];
    const floor = args.number("alpha_f");
    if (!(first.value > 0)) args.refuse("t_0", t("must be greater than 0"));
    const { starts, ends } = intervals(first, growth, steps);
    if (ends.at(-1) === starts.at(-1))
      args.refuse("t_mult", t("must not shrink the interval between restarts to 0"));
    const at = (k: number): number => {
      const now = k * first.each;
      const index = Math.max(0, upTo(starts, now));
      const [start = 0, end = 1] = [starts[index], ends[index]];
      return cosine((now - start) / (end - start), floor);
    };
    const length = (index: number): number => {
      const [start = NaN, end = NaN] = [starts[index], ends[index]];
      return reached({ ...first, value: end }) - reached({ ...first, value: start });
    };
    return cutIntoCycles({ at, length, until: steps, count: starts.length });
  },
};

const MOST_RESTARTS = 1 << 20;

function intervals({ value, each }: Time, growth: number, steps: number) {
  const starts: number[] = [];
  const ends: number[] = [];
  let [start, length] = [0, value];
  for (let i = 0; i < MOST_RESTARTS && start <= steps * each; i++) {
    starts.push(start);
    ends.push(start + length);
    if (length === 0) break;
    start += length;
    length = Math.trunc(growth * length);
  }
  return { starts, ends };
}

/** The index of the last of ascending numbers that is no greater than `x`; −1: none. */
function upTo(numbers: readonly number[], x: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((numbers[middle] ?? Infinity) <= x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export const polynomialScheduler: ComposerScheduler = {
  kind: "PolynomialScheduler",
  parameters: { power: undefined, t_max: WHOLE, alpha_f: 0 },
  factor: (args) => {
    const [power, floor] = [args.number("power"), args.number("alpha_f")];
    const end = timeAt(args, "t_max");
    const at = (k: number): number =>
      floor + (1 - Math.min(1, shareOf(end, k))) ** power * (1 - floor);
    return until(reached(end), at);
  },
};
