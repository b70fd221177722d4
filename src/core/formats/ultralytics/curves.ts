import type { LibraryTrack } from "../../libraries/construction";
import { heldFor, ramp, stretches } from "../../libraries/curves/pieces";
import type { Curve } from "../../schedule/curve";
import { constantCurve, gapCurve } from "../../schedule/curves/constant";
import { smoothCurve } from "../../schedule/curves/smooth";

export interface Decay {
  readonly lr0: number;
  /** The share of lr0 at the end. */
  readonly lrf: number;
  readonly epochs: number;
  readonly isCosine: boolean;
}

export interface Warmup {
  readonly epochs: number;
  readonly bias: number;
  readonly momentum: number;
}

interface Plan {
  readonly decay: Decay;
  readonly warmup: Warmup;
  readonly momentum: number;
  /** Batches of an epoch; without them the curves count epochs and leave the warmup open. */
  readonly perEpoch: number | undefined;
}

/** lf(epoch): linear, or the half wave of `one_cycle(1, lrf, epochs)`. */
const decayAt =
  ({ lr0, lrf, epochs, isCosine }: Decay) =>
  (epoch: number): number =>
    isCosine
      ? lr0 * (((1 - Math.cos((epoch * Math.PI) / epochs)) / 2) * (lrf - 1) + 1)
      : lr0 * (Math.max(1 - epoch / epochs, 0) * (1 - lrf) + lrf);

/** The weights' rate, momentum, and as a further group the rate of the biases. */
export function ultralyticsTracks({ decay, warmup, momentum, perEpoch }: Plan): LibraryTrack[] {
  const track = (name: LibraryTrack["name"], group: number, curve: Curve): LibraryTrack => ({
    name,
    group,
    curve,
  });
  const rate = (from: number): Curve => warmedUp(ramp(decayAt(decay)), from, warmup, perEpoch);
  const still = constantCurve(momentum);
  return [
    track("learningRate", 0, rate(0)),
    track("learningRate", 1, rate(warmup.bias)),
    track("momentum", 0, warmedUp(still, warmup.momentum, warmup, perEpoch)),
  ];
}

/**
 * At least 100 batches long: np.interp(batch, [0, nw], [from, target of the epoch]); `target` counts
 * epochs.
 */
function warmedUp(target: Curve, from: number, warmup: Warmup, perEpoch?: number): Curve {
  if (!(warmup.epochs > 0)) return perEpoch === undefined ? target : heldFor(target, perEpoch);
  if (perEpoch === undefined) {
    // the first batch is known; how long the warmup is depends on the batches of an epoch
    return stretches([
      { start: 0, curve: constantCurve(from) },
      { start: 1, curve: gapCurve },
      { start: Math.ceil(warmup.epochs), curve: target },
    ]);
  }
  const end = Math.max(Math.round(warmup.epochs * perEpoch), 100);
  const at = (k: number): number => from + (k / end) * (target.at(Math.floor(k / perEpoch)) - from);
  const corners = Array.from({ length: Math.ceil(end / perEpoch) }, (_, i) => [
    Math.ceil((i + 1) * perEpoch) - 1,
    Math.ceil((i + 1) * perEpoch),
  ]).flat();
  return stretches([
    { start: 0, curve: smoothCurve({ at, turns: corners, breakpoints: corners }) },
    { start: end + 1, curve: heldFor(target, perEpoch) },
  ]);
}
