import { add, mul, reshape, square, sum, type Tensor } from "@tensorflow/tfjs-core";
import { at } from "../engine/rules/rule";
import { randomStream } from "../random";
import { CANYON } from "../theory/canyon";
import { gradientNoise } from "./noise";
import { push } from "./push";
import type { Block, Task } from "./task";

const DIRECTIONS = CANYON.length;

const curvatures = Float32Array.from(CANYON, ({ curvature }) => curvature);

/** θ at step 0: ±√start, so that E[θ²] is exactly that of the theory for every seed. */
function initial(seed: number): Float32Array {
  const random = randomStream("weights", seed);
  return Float32Array.from(
    CANYON,
    ({ start }) => (random.uniform() < 0.5 ? -1 : 1) * Math.sqrt(start),
  );
}

const deviations = CANYON.map(({ noise: variance }) => Math.sqrt(variance));

const shared: Block = { shape: [1, DIRECTIONS], values: curvatures };

/** ½hθ² of every direction, [R, 1, 32]. */
const energies = (weight: Tensor, curvature: Tensor): Tensor =>
  mul(mul(curvature, 0.5), square(weight));

const energy = (weight: Tensor, curvature: Tensor): Tensor =>
  sum(energies(weight, curvature), [1, 2]);

/** The vector of the losses by direction, the steepest first. */
export const DIRECTION_LOSSES = "lossByDirection";

/** The canyon: a quadratic whose directions converge at very different rates. */
export function quadratic(): Task {
  return {
    name: "quadratic",
    about:
      "Loss ½ Σ h θ² over 32 directions with curvatures h from 1 down to 1/1000. Every direction " +
      "starts at loss ½. The gradient carries normal noise of variance h in each direction, fresh " +
      "at each step. The largest curvature is 1, so that SGD diverges just above a rate of 2; the " +
      "flattest direction needs a high rate to move at all, while the noise at a high rate keeps " +
      "the steep ones bouncing. The exact expectation is known for any schedule. The training " +
      "loss shown is the loss without the noise's own term.",
    weights: [{ name: "theta", rows: 1, columns: DIRECTIONS }],
    initialWeights: initial,
    batch: (seed, step) => [shared, gradientNoise(seed, step, deviations)],
    loss: (weights, batch) => {
      const theta = at(weights, 0);
      return add(energy(theta, at(batch, 0)), push(theta, at(batch, 1)));
    },
    reference: () => [shared, { shape: [1, DIRECTIONS], values: new Float32Array(DIRECTIONS) }],
    validation: () => [shared],
    measure: (weights, blocks) => ({ loss: energy(at(weights, 0), at(blocks, 0)) }),
    extras: {
      points: 200,
      observe: (weights, blocks) => ({
        [DIRECTION_LOSSES]: reshape(energies(at(weights, 0), at(blocks, 0)), [-1, DIRECTIONS]),
      }),
    },
  };
}
