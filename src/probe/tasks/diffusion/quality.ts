import { randomStream } from "../../random";
import { ringPoints } from "./ring";
import { slicedWasserstein } from "./slicedWasserstein";

/** Points that are generated at once. */
export const GENERATED = 1024;
const PAIRS = 16;

/** Points of the data that no training sees, as many as are generated; x and y in turn. */
export const heldOut = (): Float32Array => ringPoints(GENERATED, randomStream("ring", "held out"));

/** What the distance is between two draws of the data themselves: the mean of 16 pairs. */
export function baseline(): number {
  const random = randomStream("ring", "baseline");
  const draw = (): Float32Array => ringPoints(GENERATED, random);
  const distances = Array.from({ length: PAIRS }, () => slicedWasserstein(draw(), draw()));
  return distances.reduce((sum, distance) => sum + distance, 0) / PAIRS;
}
