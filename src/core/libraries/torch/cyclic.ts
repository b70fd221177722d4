import type { Curve } from "../../schedule/curve";
import { periodicCurve } from "../../schedule/curves/periodic";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import { scannedCurve } from "../curves/blocks";
import { stretches, ramp, wave } from "../curves/pieces";
import { numberOf } from "../value";
import type { TorchLinkKind } from "./link";
import { cycledMomentum } from "./momentum";

type Scale = (cycle: number, step: number) => number;

/** How far a cycle swings: all of it, half of the one before, gamma^step, or the user's own. */
function scaleOf(args: Arguments): Scale {
  if (args.has("scale_fn")) {
    const own = args.function("scale_fn");
    const byCycle = args.value("scale_mode") === "cycle";
    return (cycle, step) => numberOf(own(byCycle ? cycle : step)) ?? NaN;
  }
  const gamma = args.number("gamma");
  const mode = args.choice("mode", ["triangular", "triangular2", "exp_range"]);
  if (mode === "triangular") return () => 1;
  return mode === "triangular2" ? (cycle) => 1 / 2 ** (cycle - 1) : (_, step) => gamma ** step;
}

/** Where in its cycle a step is: the cycle's number from 1 and the height 0…1. */
function triangle(up: number, down: number): (step: number) => { cycle: number; height: number } {
  const total = up + down;
  const ratio = up / total;
  return (step) => {
    const cycle = Math.floor(1 + step / total);
    const x = 1 + step / total - cycle;
    return { cycle, height: x <= ratio ? x / ratio : (x - 1) / (ratio - 1) };
  };
}

/**
 * CyclicLR (Smith, arXiv:1506.01186): base_lr + (max_lr − base_lr) · height · scale, whatever the
 * optimizer's own rate; momentum moves against it.
 */
export const cyclicLR: TorchLinkKind = {
  kind: "CyclicLR",
  parameters: signature({
    base_lr: undefined,
    max_lr: undefined,
    step_size_up: 2000,
    step_size_down: null,
    mode: "triangular",
    gamma: 1,
    scale_fn: null,
    scale_mode: "cycle",
    cycle_momentum: true,
    base_momentum: 0.8,
    max_momentum: 0.9,
  }),
  link: (args, context) => {
    const groups = context.optimizer.learningRates.length;
    const [low, high] = [args.perGroup("base_lr", groups), args.perGroup("max_lr", groups)];
    const up = args.number("step_size_up");
    const down = args.optional("step_size_down") ?? up;
    if (up + down === 0) args.refuse("step_size_up", t("must not be 0"));
    const scale = scaleOf(args);
    const place = triangle(up, down);
    const swing = (from: number, to: number): Curve => {
      const at = (step: number): number => {
        const { cycle, height } = place(step);
        return from + (to - from) * height * scale(cycle, step);
      };
      return cyclicCurve(args, at, up, down);
    };
    const curve = (_: number, group: number): Curve => swing(low[group] ?? NaN, high[group] ?? NaN);
    return {
      kind: "CyclicLR",
      form: "overwrites",
      curve,
      // The constructor takes base_lr for what the group had at first only after its own first step.
      first: (_, base) => base,
      next: (_, k, base, group) => curve(base, group).at(k),
      initialRate: (present, group, made) => (made === 0 ? (low[group] ?? present) : present),
      others: cycledMomentum(args, context, (from, to) => swing(to, from)),
    };
  },
};

function cyclicCurve(
  args: Arguments,
  at: (step: number) => number,
  up: number,
  down: number,
): Curve {
  const total = up + down;
  const plain = !args.has("scale_fn");
  if (plain && args.value("mode") === "triangular") {
    if (Number.isInteger(total) && Number.isInteger(up) && up >= 0 && total > 0) {
      const cycle = stretches([
        { start: 0, curve: ramp(at) },
        { start: up, curve: ramp(at) },
      ]);
      return periodicCurve(cycle, total);
    }
    if (up === down && up > 0) return wave(at, 0, up);
  }
  return scannedCurve(at);
}
