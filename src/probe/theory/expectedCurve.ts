import { optimizerNamed } from "../optimizerName";
import type { ProbeOptimizer } from "../../core/probeContract";
import { CANYON } from "./canyon";
import { expectedLoss, type StepRates } from "./noisyQuadratic";

/** The expected loss on the canyon, at some of the steps 0 … P. */
export interface ExpectedCurve {
  readonly steps: readonly number[];
  readonly total: readonly number[];
  /** Some directions, the steepest first. */
  readonly directions: readonly {
    readonly curvature: number;
    readonly losses: readonly number[];
  }[];
  /** The first step at which the loss is 1000 times the first: a probe calls that divergence. */
  readonly diverges: number | undefined;
}

/** A value by step, of a track that there is. */
export type TrackReader = (track: string) => ((step: number) => number) | undefined;

const EXPLODED = 1000;
const SHOWN = 6;

/**
 * What each update uses, for the recursion; undefined for optimizers whose update is not linear in
 * the weights (Adam, LAMB …) and for Nesterov's form, which the recursion does not cover.
 */
export function linearRates(
  { name, nesterov }: ProbeOptimizer,
  track: TrackReader,
): ((step: number) => StepRates) | undefined {
  const known = optimizerNamed(name);
  if ((known !== "sgd" && known !== "heavyBall") || nesterov === true) return undefined;
  const [rate, momentum, decay] = ["learningRate", "momentum", "weightDecay"].map(track);
  return (step) => ({
    learningRate: rate?.(step) ?? 0,
    momentum: momentum?.(step) ?? 0,
    weightDecay: decay?.(step) ?? 0,
  });
}

/** `count` + 1 whole numbers from 0 to `steps`, evenly spread; all of them where they are few. */
function spread(steps: number, count: number): number[] {
  const most = Math.min(steps, count);
  return Array.from({ length: most + 1 }, (_, i) => Math.round((i * steps) / most));
}

/** The recursion over a whole run of `steps` updates, told at about `most` steps. */
export function expectedCurve(
  rates: (step: number) => StepRates,
  steps: number,
  most: number,
): ExpectedCurve {
  const each = Array.from({ length: steps }, (_, step) => rates(step));
  const still: StepRates = { learningRate: 0, momentum: 0 };
  const at = spread(steps, most);
  const shown = new Set(spread(CANYON.length - 1, SHOWN - 1));
  const total = new Float64Array(steps + 1);
  const directions = CANYON.flatMap((direction, index) => {
    const [losses = new Float64Array()] = expectedLoss(
      [direction],
      steps,
      (step) => each[step] ?? still,
    );
    losses.forEach((loss, step) => (total[step] = (total[step] ?? 0) + loss));
    if (!shown.has(index)) return [];
    return [{ curvature: direction.curvature, losses: at.map((step) => losses[step] ?? NaN) }];
  });
  const exploded = total.findIndex((loss) => !(loss <= EXPLODED * (total[0] ?? 0)));
  return {
    steps: at,
    total: at.map((step) => total[step] ?? NaN),
    directions,
    diverges: exploded < 0 ? undefined : exploded,
  };
}
