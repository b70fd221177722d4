import { randomStream } from "../random";
import type { Samples } from "./batches";
import { classifier } from "./classifier";
import { ofDraw } from "./draw";
import type { Task } from "./task";

const RADIUS = 3;
const NOISE = 0.25;
const SAMPLES = 512;

/** Two interleaved spirals of one turn each; every point is moved by normal noise. */
function points(stream: string, draw: number): Samples {
  const random = randomStream("spirals", stream, ...ofDraw(draw));
  const inputs = new Float32Array(SAMPLES * 2);
  const labels = new Float32Array(SAMPLES * 2);
  for (let i = 0; i < SAMPLES; i++) {
    const arm = i % 2;
    // Of the full radius; the square root spreads the points evenly over the arm, roughly.
    const radius = Math.sqrt(0.02 + 0.98 * random.uniform());
    const angle = 2 * Math.PI * radius + Math.PI * arm;
    inputs[2 * i] = RADIUS * radius * Math.cos(angle) + NOISE * random.normal();
    inputs[2 * i + 1] = RADIUS * radius * Math.sin(angle) + NOISE * random.normal();
    labels[2 * i + arm] = 1;
  }
  return { count: SAMPLES, width: 2, classes: 2, inputs, labels };
}

/** Two noisy spirals, told apart by a small network. */
export function spirals(draw = 0): Task {
  return classifier({
    name: "spirals",
    about:
      "512 points on two spirals of one turn and radius 3, each moved by normal noise of standard " +
      "deviation 0.25, the same ones for every seed; 512 more for validation. A 2-32-32-2 tanh network with softmax, 1,218 " +
      "weights, mini-batches of 32. The straight boundary that is found first must be bent into " +
      "a spiral, so that too small a rate is still on its way at the end of a few hundred steps; " +
      "the small batches make the gradient noisy, so that a rate that stays high keeps the loss " +
      "bouncing.",
    hidden: [32, 32],
    batchSize: 32,
    train: () => points("train", draw),
    validation: () => points("validation", draw),
  });
}
