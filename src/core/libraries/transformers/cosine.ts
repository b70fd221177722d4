import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { mapCurve } from "../../schedule/curves/transform";
import { t } from "../../text/words";
import type { Arguments } from "../arguments";
import type { LibraryContext } from "../construction";
import { cyclesCurve, moved } from "../curves/cycles";
import { ramp, stretches, wave } from "../curves/pieces";
import { lengthsOf, multiplierKind, schedulerParameters, warmUp } from "./multiplier";

/** (1 + cos(2π · cycles · (k − start)/length)) / 2, never clipped: it is periodic. */
function cosineWave(start: number, length: number, cycles: number): Curve {
  const at = (k: number): number =>
    0.5 * (1 + Math.cos(Math.PI * cycles * 2 * ((k - start) / length)));
  if (cycles === 0) return constantCurve(1);
  return wave(at, start, Math.abs(length / (2 * cycles)));
}

/** cosine: num_cycles 0.5 ends at 0; 1 goes down and ends at the peak again. */
export const cosine = multiplierKind("cosine", schedulerParameters({ num_cycles: 0.5 }), (args) => {
  const { warmup, total } = lengthsOf(args);
  const length = Math.max(1, total - warmup);
  const curve = cosineWave(warmup, length, args.number("num_cycles"));
  return { curve: warmUp(warmup, { start: warmup, curve }) };
});

/** Each cycle is laid out by itself. */
const MOST_CYCLES = 100_000;

/** cosine_with_restarts: num_cycles hard restarts, 0 from N on; the default 1 has no restart. */
export const cosineWithRestarts = multiplierKind(
  "cosine_with_restarts",
  schedulerParameters({ num_cycles: 1 }),
  (args) => {
    const { warmup, total } = lengthsOf(args);
    const cycles = args.number("num_cycles");
    const length = Math.max(1, total - warmup);
    if (cycles > MOST_CYCLES) args.refuse("num_cycles", t`must be ${MOST_CYCLES} or less`);
    const at = (k: number): number =>
      0.5 * (1 + Math.cos(Math.PI * ((cycles * ((k - warmup) / length)) % 1)));
    const curve = cyclesCurve({
      length: () => length / cycles,
      cycle: (index, size) => ramp((u) => at(warmup + index * size + u)),
      until: total - warmup,
    });
    return {
      curve: warmUp(
        warmup,
        { start: warmup, curve: exact(moved(curve, warmup), at) },
        { start: warmup + length, curve: constantCurve(0) },
      ),
    };
  },
);

/** The same curve evaluated by the library's own expression. */
const exact = (curve: Curve, at: (k: number) => number): Curve => ({ ...curve, at });

/** The floor as a share of the optimizer's rate: min_lr (absolute) or min_lr_rate, not both. */
function floorOf(args: Arguments, context: LibraryContext): number {
  const [floor, rate] = [args.optional("min_lr"), args.optional("min_lr_rate")];
  if (floor !== undefined && rate !== undefined)
    args.refuse("min_lr", t("and min_lr_rate exclude each other"));
  if (floor !== undefined) return floor / context.optimizer.defaultLearningRate;
  return rate ?? args.refuse("min_lr", t("or min_lr_rate must be given"));
}

const floored = (curve: Curve, floor: number): Curve =>
  mapCurve(curve, (factor) => Math.max(0, factor * (1 - floor) + floor));

const withFloor = { num_cycles: 0.5, min_lr: null, min_lr_rate: null };

/** cosine_with_min_lr: the cosine between 1 and the floor; it rises again after N. */
export const cosineWithMinLr = multiplierKind(
  "cosine_with_min_lr",
  schedulerParameters(withFloor),
  (args, context) => {
    const { warmup, total } = lengthsOf(args);
    const floor = floorOf(args, context);
    const length = Math.max(1, total - warmup);
    const curve = floored(cosineWave(warmup, length, args.number("num_cycles")), floor);
    return { curve: warmUp(warmup, { start: warmup, curve }) };
  },
);

/**
 * cosine_warmup_with_min_lr: no wasted first step. The warmup is (k + 1)/W, or starts at
 * warmup_lr_rate; the decay counts one step further and reaches the floor at k = N − 1.
 */
export const cosineWarmupWithMinLr = multiplierKind(
  "cosine_warmup_with_min_lr",
  schedulerParameters({ ...withFloor, warmup_lr_rate: null }),
  (args, context) => {
    const { warmup, total } = lengthsOf(args);
    const floor = floorOf(args, context);
    const start = args.optional("warmup_lr_rate");
    const rise =
      start === undefined
        ? (k: number): number => (k + 1) / Math.max(1, warmup)
        : (k: number): number => start + ((1 - start) * k) / Math.max(1, warmup - 1);
    const length = Math.max(1, total - warmup);
    const fall = floored(cosineWave(warmup - 1, length, args.number("num_cycles")), floor);
    return {
      curve: stretches([
        { start: 0, curve: ramp(rise) },
        { start: warmup, curve: fall },
      ]),
    };
  },
);
