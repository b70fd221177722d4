import { scaleCurve } from "../schedule/curves/transform";
import type { Curve } from "../schedule/curve";
import type { Schedule } from "../schedule/schedule";
import type { Resumption } from "./way";

/**
 * The next run's schedule on the base rate that a checkpoint restores, which is the first run's: the
 * function comes from the code, what it multiplies from the state (LambdaLR's `base_lrs`, the
 * optimizer's `initial_lr`). Undefined where it isn't known what of the rate is the base.
 */
export function onRestoredBase({ old, next, nextRate }: Resumption): Curve | undefined {
  if (!differsInBase({ old, next })) return nextRate;
  const [was, is] = [old.baseRate, next.baseRate];
  return was === undefined || !is ? undefined : scaleCurve(nextRate, was / is);
}

/** Whether the resumed run is told another rate than the first, not only another horizon. */
export function differsInBase({ old, next }: Pick<Resumption, "old" | "next">): boolean {
  if (old === next) return false;
  const [was, is] = [old.baseRate, next.baseRate];
  return was === undefined || is === undefined ? differsInPeak({ old, next }) : was !== is;
}

export const differsInPeak = ({ old, next }: Pick<Resumption, "old" | "next">): boolean =>
  peakOf(old) !== peakOf(next);

const peakOf = ({ tracks, length }: Schedule): number | undefined =>
  tracks.get("learningRate")?.curve.extremes(0, length - 1).max;
