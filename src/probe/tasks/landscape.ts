import { add, exp, mul, neg, reshape, square, sub, sum, type Tensor } from "@tensorflow/tfjs-core";
import { at } from "../engine/rules/rule";
import { randomStream } from "../random";
import { DEEPEST } from "./landscape/basins";
import { POSITION } from "./landscape/position";
import { BOWL, WELLS } from "./landscape/surface";
import { gradientNoise } from "./noise";
import { push } from "./push";
import type { Block, Task } from "./task";

/** Starts are spread evenly over the square from −3 to 3. */
const REACH = 3;
const NOISE = [0.5, 0.5];

function initial(seed: number): Float32Array {
  const random = randomStream("weights", seed);
  return Float32Array.from({ length: 2 }, () => REACH * (2 * random.uniform() - 1));
}

const block = (width: number, rows: readonly (readonly number[])[]): Block => ({
  shape: [rows.length, width],
  values: Float32Array.from(rows.flat()),
});

/** Centres [wells, 2], half of the inverse variances [wells, 2], depths [1, wells]. */
const SURFACE: readonly Block[] = [
  block(
    2,
    WELLS.map(({ at: { x, y } }) => [x, y]),
  ),
  block(
    2,
    WELLS.map(({ width: { x, y } }) => [0.5 / (x * x), 0.5 / (y * y)]),
  ),
  block(WELLS.length, [WELLS.map(({ depth }) => depth)]),
];

const QUIET: Block = { shape: [1, 2], values: new Float32Array(2) };

/** Height above the deepest place: θ [R, 1, 2] and the surface's blocks → [R]. */
function height(theta: Tensor, surface: readonly Tensor[]): Tensor {
  const apart = square(sub(theta, at(surface, 0)));
  const dents = exp(neg(sum(mul(apart, at(surface, 1)), 2)));
  const depths = reshape(at(surface, 2), dents.shape);
  const bowl = sum(mul(square(theta), 0.5 * BOWL), [1, 2]);
  return sub(sub(bowl, DEEPEST), sum(mul(dents, depths), 1));
}

/** A plane with wide valleys and narrow holes, where one sees which of them a schedule ends in. */
export function landscape(): Task {
  return {
    name: "landscape",
    about:
      "A known function of two variables: a shallow bowl with two wide valleys (largest curvatures " +
      "about 5 and 4) and five narrow holes (18 to 39), each at the bottom of a wide dent; " +
      "the deepest place of all is in a hole. Loss is the height above that place. Every seed " +
      "starts somewhere in the square from −3 to 3; the gradient carries normal noise of standard " +
      "deviation 0.5 in both directions, fresh at each step. SGD cannot rest in a hole while the " +
      "rate is above 2 / curvature, so that a high rate leaves the holes and stays in the valleys, " +
      "and a low one stays where it happens to fall first. Minima, curvatures and the basin of each " +
      "end follow from the formula. Costs next to nothing: 2 weights.",
    weights: [{ name: "theta", rows: 1, columns: 2 }],
    initialWeights: initial,
    batch: (seed, step) => [...SURFACE, gradientNoise(seed, step, NOISE)],
    loss: (weights, batch) => {
      const theta = at(weights, 0);
      return add(height(theta, batch), push(theta, at(batch, SURFACE.length)));
    },
    reference: () => [...SURFACE, QUIET],
    validation: () => SURFACE,
    measure: (weights, blocks) => ({ loss: height(at(weights, 0), blocks) }),
    // The first loss may by chance be tiny; the bowl reaches this height 370 away from the middle.
    explodesAbove: 1e4,
    extras: {
      points: 400,
      observe: (weights) => ({ [POSITION]: reshape(at(weights, 0), [-1, 2]) }),
    },
  };
}
