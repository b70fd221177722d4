import type { Curve } from "../schedule/curve";
import { productCurve } from "../schedule/curves/product";
import { mapCurve, scaleCurve } from "../schedule/curves/transform";
import type { Schedule } from "../schedule/schedule";
import { COLUMN_BUDGET, coupledCurve, reciprocalCurve } from "./coupled";
import { cumulativeShare } from "./cumulativeShare";
import type { DerivedId } from "./ids";
import { inverseLaw } from "./powerLaw";

type Derive = (schedule: Schedule) => Curve | undefined;

/**
 * rate · decay: the share of each weight that one update of decoupled weight decay takes away
 * (Loshchilov & Hutter, AdamW, arXiv:1711.05101). The decay is the track, or the optimizer's constant.
 */
const shrinkage: Derive = (schedule) => {
  const rate = schedule.tracks.get("learningRate");
  const decay = schedule.tracks.get("weightDecay");
  if (!rate) return undefined;
  if (decay) return coupledCurve(schedule, rate, decay, 1);
  const constant = schedule.optimizer?.weightDecay;
  return constant === undefined ? undefined : scaleCurve(rate.curve, constant);
};

/** rate / temperature: the gradient of a loss at temperature τ is scaled by 1 / τ, so this moves. */
const updateSize: Derive = (schedule) => {
  const rate = schedule.tracks.get("learningRate");
  const temperature = schedule.tracks.get("temperature");
  if (!rate || !temperature) return undefined;
  if (!(temperature.curve.extremes(0, schedule.length).min > 0)) return undefined;
  return coupledCurve(schedule, rate, temperature, -1);
};

/**
 * rate / (1 − momentum): how far a steady gradient moves the weights in one update once the velocity
 * has settled (SGD with momentum: v ← μv + g, Σ μᵏ = 1 / (1 − μ)). Adam averages its gradients with
 * weights that add up to 1, so that β1 has no such effect.
 */
const effectiveRate: Derive = (schedule) => {
  const rate = schedule.tracks.get("learningRate")?.curve;
  const momentum = schedule.tracks.get("momentum")?.curve;
  const constant = schedule.optimizer?.momentum;
  if (!rate) return undefined;
  if (!momentum) {
    return constant === undefined || constant >= 1
      ? undefined
      : scaleCurve(rate, 1 / (1 - constant));
  }
  if (!(momentum.extremes(0, schedule.length).max < 1)) return undefined;
  // x / (1 − a line in x) only rises or only falls: exact also for 10⁵ cycles of both
  const law = inverseLaw(schedule, "momentum", "learningRate");
  if (law) return mapCurve(rate, (value) => value / (1 - law(value)));
  return productCurve(rate, reciprocalCurve(scaleCurve(momentum, -1, 1)), COLUMN_BUDGET);
};

const table: Readonly<Record<DerivedId, Derive>> = {
  shrinkage,
  updateSize,
  effectiveRate,
  cumulativeShare,
};

/** The derived curve of a schedule; undefined where it lacks the tracks, or there is no value. */
export const derivedCurve = (schedule: Schedule, id: DerivedId): Curve | undefined =>
  table[id](schedule);
