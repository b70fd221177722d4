import {
  add,
  clipByValue,
  concat,
  floor,
  less,
  minimum,
  mul,
  reshape,
  slice,
  sub,
  where,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { LEVELS } from "./names";

/** The part of the levels that a phase spans. */
const SPAN = 1 / 3;

/**
 * The level of each sample, [R, B, 1] of 0 … LEVELS − 1, from uniform numbers [R, B, 1]. The first
 * half of a batch is spread over all levels, so that none is forgotten; the second over that third
 * of them around the value of the track `noise`, [R, 1], from 0 (least noise) to 1; over all of
 * them where it is below 0.
 */
export function levelsOf(uniform: Tensor, noise: Tensor): Tensor {
  const [replicas = 1, samples = 1] = uniform.shape;
  const half = Math.floor(samples / 2);
  const drawn = reshape(uniform, [replicas, samples]);
  const everywhere = slice(drawn, [0, 0], [replicas, half]);
  const others = slice(drawn, [0, half], [replicas, samples - half]);
  const from = clipByValue(sub(noise, SPAN / 2), 0, 1 - SPAN);
  const focused = where(less(noise, 0), others, add(from, mul(others, SPAN)));
  const levels = floor(mul(concat([everywhere, focused], 1), LEVELS));
  return reshape(minimum(levels, LEVELS - 1), [replicas, samples, 1]);
}
