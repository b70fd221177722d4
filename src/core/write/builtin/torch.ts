import { torchTable } from "../../libraries/torch/table";
import type { Curve } from "../../schedule/curve";
import { peakStep } from "../../schedule/layers";
import type { Schedule } from "../../schedule/schedule";
import { agrees, libraryCurve } from "./agreement";
import { torchOneCycle } from "./oneCycle";
import { saidNumber, segmentsOf, type Segment } from "./segments";
import type { TorchCall, TorchSchedulers } from "./torchSchedulers";

type Propose = (segment: Segment, base: number) => TorchCall | undefined;

const ratio = (curve: Curve, every: number): number => curve.at(every) / curve.at(0);

const firstMark = ({ curve, length }: Segment): number | undefined =>
  curve.breakpoints(0, length, 1)[0];

/** What torch has for each kind of phase; whether it is the same curve is measured afterwards. */
const PROPOSALS: Readonly<Record<string, Propose>> = {
  constant: (segment, base) => held(segment, base),
  hold: (segment, base) => held(segment, base),
  linear: ({ from, to, length, said }, base) => ({
    kind: "LinearLR",
    args: {
      start_factor: from / base,
      end_factor: to / base,
      total_iters: said["endpoint"] === true ? length - 1 : length,
    },
  }),
  cosine: ({ to, length, said }) => ({
    kind: "CosineAnnealingLR",
    args: { T_max: said["endpoint"] === true ? length - 1 : length, eta_min: to },
  }),
  exponential: ({ curve }) => ({ kind: "ExponentialLR", args: { gamma: ratio(curve, 1) } }),
  polynomial: (segment) => ({
    kind: "PolynomialLR",
    args: { total_iters: segment.length, power: saidNumber(segment, "power") ?? 1 },
  }),
  step: (segment) => ({
    kind: "StepLR",
    args: {
      step_size: firstMark(segment) ?? segment.length,
      gamma: saidNumber(segment, "factor") ?? 0.1,
    },
  }),
  multiStep: (segment) => ({
    kind: "MultiStepLR",
    args: {
      milestones: segment.curve.breakpoints(0, segment.length, 100),
      gamma: saidNumber(segment, "factor") ?? 0.1,
    },
  }),
  cosineRestarts: (segment) => ({
    kind: "CosineAnnealingWarmRestarts",
    args: {
      T_0: firstMark(segment) ?? segment.length,
      T_mult: saidNumber(segment, "periodGrowth") ?? 1,
      eta_min: saidNumber(segment, "to") ?? segment.curve.extremes(0, segment.length).min,
    },
  }),
  untunedWarmup: (segment, base) => ({
    kind: "LinearLR",
    args: {
      start_factor: segment.from / base,
      total_iters: firstMark(segment) ?? segment.length,
    },
  }),
  oneCycle: (segment) => oneCycle(segment),
  cyclic: (segment) => cyclic(segment),
};

const held = ({ from, length }: Segment, base: number): TorchCall => ({
  kind: "ConstantLR",
  args: { factor: from / base, total_iters: length + 1 },
});

function oneCycle({ curve, length, said }: Segment): TorchCall {
  const peak = curve.extremes(0, length).max;
  const initial = curve.at(0);
  return {
    kind: "OneCycleLR",
    args: {
      max_lr: peak,
      total_steps: length,
      pct_start: (peakStep(curve, length) + 1) / length,
      anneal_strategy: said["shape"] === "linear" ? "linear" : "cos",
      cycle_momentum: false,
      div_factor: peak / initial,
      final_div_factor: initial / curve.at(length - 1),
      ...(said["threePhase"] === true && { three_phase: true }),
    },
  };
}

function cyclic({ curve, length, said }: Segment): TorchCall {
  const [up = length, whole = 2 * up] = curve.breakpoints(0, length, 2);
  const modes: Readonly<Record<string, string>> = { expRange: "exp_range" };
  const mode = typeof said["mode"] === "string" ? said["mode"] : "triangular";
  return {
    kind: "CyclicLR",
    args: {
      base_lr: curve.at(0),
      max_lr: typeof said["high"] === "number" ? said["high"] : curve.at(up),
      step_size_up: up,
      ...(whole - up !== up && { step_size_down: whole - up }),
      mode: modes[mode] ?? mode,
      ...(typeof said["gamma"] === "number" && { gamma: said["gamma"] }),
      cycle_momentum: false,
    },
  };
}

/** The rate as schedulers that torch has; undefined where it has none that are the same. */
export function torchSchedulers(schedule: Schedule): TorchSchedulers | undefined {
  const segments = segmentsOf(schedule);
  const peak = schedule.tracks.get("learningRate")?.curve.extremes(0, schedule.length).max ?? NaN;
  const [first] = segments;
  if (first === undefined || !(peak > 0)) return undefined;
  const bases = segments.length === 1 ? [first.from, peak] : [peak];
  for (const base of bases.filter((rate) => rate > 0)) {
    const found = sameCurve(schedule, segments, base);
    if (found) return found;
  }
  return torchOneCycle(schedule);
}

function sameCurve(
  schedule: Schedule,
  segments: readonly Segment[],
  base: number,
): TorchSchedulers | undefined {
  const calls = segments.map((segment) => PROPOSALS[segment.kind]?.(segment, base));
  if (!calls.every((call) => call !== undefined)) return undefined;
  const milestones = segments.slice(1).map(({ start }) => start);
  const [only] = calls;
  const whole =
    only && calls.length === 1
      ? only
      : {
          kind: "SequentialLR",
          args: { schedulers: calls.map(({ kind, args }) => ({ kind, args })), milestones },
        };
  const curve = libraryCurve(torchTable, { ...whole, base }, schedule);
  return agrees(curve, schedule) ? { base, calls, milestones, curve } : undefined;
}
