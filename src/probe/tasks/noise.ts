import { randomStream } from "../random";
import type { Block } from "./task";

/** Normal noise of a gradient with these standard deviations, fresh at each step, [1, P]. */
export function gradientNoise(seed: number, step: number, deviations: readonly number[]): Block {
  const random = randomStream("noise", seed, step);
  const values = Float32Array.from(deviations, (deviation) => deviation * random.normal());
  return { shape: [1, deviations.length], values };
}
